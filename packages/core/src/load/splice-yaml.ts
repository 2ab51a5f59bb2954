import { pointer } from './loaded.ts'
import { isMapping, type Parsed, valueAt } from './parsed.ts'
import type { SourceFile } from './source.ts'
import { parseYaml } from './yaml.ts'
import { entryText, keyText, memberText } from './yaml-text.ts'

type Path = readonly (string | number)[]

interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
  /** Steps to the place: what is deeper stands first where two changes meet. */
  readonly depth: number
}

/** An entry that is to be added to a list: a value, or lines that were taken from another place. */
export type NewEntry = { readonly value: unknown } | { readonly lines: readonly string[] }

const lineStart = (text: string, from: number): number => text.lastIndexOf('\n', from - 1) + 1

function lineEnd(text: string, from: number): number {
  const end = text.indexOf('\n', from)
  return end < 0 ? text.length : end
}

/**
 * Changes of a YAML file in block style, collected and then made at once, so that only the lines that they are about change. It only
 * knows the common ways of writing; whoever uses it compares what the text reads back as with what was wanted.
 */
export class YamlSplices {
  readonly #text: string
  readonly #parsed: Parsed
  readonly #splices: Splice[] = []

  constructor(source: SourceFile) {
    this.#text = source.text
    this.#parsed = parseYaml(source)
  }

  #span(path: Path): readonly [number, number] | undefined {
    return this.#parsed.positions[pointer('', ...path)]
  }

  /** The end of what is written of a value: without the line breaks and blanks behind it. */
  #endOf(path: Path): number {
    const span = this.#span(path)
    return span === undefined ? 0 : span[0] + this.#text.slice(span[0], span[1]).trimEnd().length
  }

  #add(depth: number, start: number, end: number, text: string): true {
    this.#splices.push({ start, end, text, depth })
    return true
  }

  /** Gives a member of a mapping a value, or adds the member at the end of the mapping. False when it cannot be done so. */
  set(path: Path, value: unknown): boolean {
    const parent = path.slice(0, -1)
    const key = String(path.at(-1))
    const mapping = valueAt(this.#parsed.value, parent)
    if (!isMapping(mapping) || this.#isFlow(parent)) return false
    const at = this.#parsed.keys[pointer('', ...path)]
    if (at !== undefined) {
      const indent = at[0] - lineStart(this.#text, at[0])
      const old = this.#span(path) as readonly [number, number]
      const colon = this.#text.indexOf(':', at[1])
      const end = Math.max(colon + 1, old[0] === old[1] ? 0 : this.#endOf(path))
      return this.#add(path.length, colon + 1, end, memberText(key, value, indent).slice(keyText(key).length + 1))
    }
    const last = Object.keys(mapping).at(-1)
    const sibling = last === undefined ? undefined : this.#parsed.keys[pointer('', ...parent, last)]
    if (last === undefined || sibling === undefined) return false
    const indent = sibling[0] - lineStart(this.#text, sibling[0])
    const end = lineEnd(this.#text, Math.max(sibling[1], this.#endOf([...parent, last])))
    return this.#add(path.length, end, end, `\n${' '.repeat(indent)}${memberText(key, value, indent)}`)
  }

  /** Takes a member of a mapping out, with its lines. */
  remove(path: Path): boolean {
    const parent = path.slice(0, -1)
    const at = this.#parsed.keys[pointer('', ...path)]
    if (at === undefined || this.#isFlow(parent)) return false
    const start = lineStart(this.#text, at[0])
    // The first member of an entry shares its line with the dash.
    if (this.#text.slice(start, at[0]).trim() !== '') return false
    return this.#add(path.length, start, Math.min(this.#text.length, lineEnd(this.#text, Math.max(at[1], this.#endOf(path))) + 1), '')
  }

  /** Adds entries to a list before the one at this index, or at its end. The list must have an entry already. */
  insert(list: Path, index: number, added: readonly NewEntry[]): boolean {
    const entries = valueAt(this.#parsed.value, list)
    if (!Array.isArray(entries) || entries.length === 0 || this.#isFlow(list)) return false
    const dash = this.#dashOf([...list, Math.min(index, entries.length) === entries.length ? entries.length - 1 : index])
    if (dash === undefined) return false
    const indent = dash - lineStart(this.#text, dash)
    const pad = ' '.repeat(indent)
    const lines = added.flatMap((entry) =>
      'lines' in entry ? entry.lines.map((line) => (line === '' ? '' : pad + line)) : [pad + entryText(entry.value, indent)],
    )
    if (index >= entries.length) {
      const end = lineEnd(this.#text, this.#endOf([...list, entries.length - 1]))
      return this.#add(list.length + 1, end, end, `\n${lines.join('\n')}`)
    }
    const start = lineStart(this.#text, dash)
    return this.#add(list.length + 1, start, start, `${lines.join('\n')}\n`)
  }

  /** Takes an entry out of a list, with its lines; a list cannot lose its last entry in this way. */
  removeEntry(path: Path): boolean {
    const entries = valueAt(this.#parsed.value, path.slice(0, -1))
    const range = this.#rangeOf(path)
    if (!Array.isArray(entries) || entries.length < 2 || range === undefined) return false
    return this.#add(path.length, range[0], range[1], '')
  }

  /** The lines of an entry as they are, comments included, without their indentation. Undefined when they are not its own. */
  linesOf(path: Path): readonly string[] | undefined {
    const range = this.#rangeOf(path)
    const dash = this.#dashOf(path)
    if (range === undefined || dash === undefined) return undefined
    const indent = dash - lineStart(this.#text, dash)
    const lines = this.#text.slice(range[0], range[1]).replace(/\n$/, '').split('\n')
    if (lines.some((line) => line.slice(0, indent).trim() !== '')) return undefined
    return lines.map((line) => line.slice(indent))
  }

  /** The text after all changes. Undefined when two of them are about the same place. */
  result(): string | undefined {
    if (this.#text.includes('\r')) return undefined
    // Changes come from the end of the file, so of two at one place the later one stands first.
    const splices = this.#splices
      .map((splice, order) => ({ ...splice, order }))
      .sort((a, b) => a.start - b.start || a.end - b.end || b.depth - a.depth || b.order - a.order)
    const parts: string[] = []
    let at = 0
    for (const { start, end, text } of splices) {
      if (start < at) return undefined
      parts.push(this.#text.slice(at, start), text)
      at = end
    }
    parts.push(this.#text.slice(at))
    return parts.join('')
  }

  #isFlow(path: Path): boolean {
    const span = this.#span(path)
    return span === undefined || '[{'.includes(this.#text.charAt(span[0]))
  }

  /** Offset of the dash of an entry that begins its line. */
  #dashOf(path: Path): number | undefined {
    const span = this.#span(path)
    if (span === undefined) return undefined
    const dash = this.#text.slice(0, span[0]).trimEnd().length - 1
    return this.#text.charAt(dash) === '-' && this.#text.slice(lineStart(this.#text, dash), dash).trim() === '' ? dash : undefined
  }

  #rangeOf(path: Path): readonly [number, number] | undefined {
    const dash = this.#dashOf(path)
    if (dash === undefined) return undefined
    return [lineStart(this.#text, dash), Math.min(this.#text.length, lineEnd(this.#text, this.#endOf(path)) + 1)]
  }
}
