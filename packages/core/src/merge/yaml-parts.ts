import { pointer } from '../load/loaded.ts'
import { isMapping, type Parsed } from '../load/parsed.ts'
import { parseYaml } from '../load/yaml.ts'
import { unmergeable } from './unmergeable.ts'

/** A member of a mapping or an entry of a list, with the lines that it stands on. What a file says is its parts, put together. */
export interface Part {
  /** The key of a member; an entry has none. */
  readonly key: string | undefined
  readonly value: unknown
  /** Whole lines before it, blank or comments. */
  readonly lead: string
  /** Where its key or its dash stands. */
  readonly column: number
  /** From its key or dash to the end of its last line, with the line break. */
  readonly text: string
  /** What stands before the value: `state: `, `- `; of a block all of its first line. */
  readonly head: string
  readonly body: Leaf | Block
}

/** A value that is not taken apart: a scalar, or a collection in braces, or one that is written in a rare way. */
export interface Leaf {
  readonly kind: 'leaf'
  /** The value as it is written. */
  readonly raw: string
  /** What follows it: a comment, the line break. */
  readonly after: string
  /** Of a collection in braces on one line: its members or entries, as they are written. */
  readonly flow?: readonly { readonly key: string | undefined; readonly value: unknown; readonly raw: string }[]
}

/** A collection with a line or more for each of its parts. */
export interface Block {
  readonly kind: 'map' | 'list'
  readonly column: number
  readonly parts: readonly Part[]
}

/** A file as parts; `tail` is what follows the last one. */
export interface PartedFile {
  readonly value: unknown
  readonly top: Block
  readonly tail: string
}

const isTrivia = (line: string): boolean => /^[ \t]*(?:#.*)?$/.test(line)

/** Takes one YAML text apart. All offsets are into the one text. */
class Parting {
  readonly #text: string
  readonly #parsed: Parsed

  constructor(text: string, parsed: Parsed) {
    this.#text = text
    this.#parsed = parsed
  }

  file(): PartedFile {
    const { value } = this.#parsed
    if (!isMapping(value) || this.#isFlow('') || Object.keys(value).length === 0) throw unmergeable('the file is no mapping in block style')
    const [parts, end] = this.#parts('', value, 0, undefined)
    return { value, top: { kind: 'map', column: 0, parts }, tail: this.#text.slice(end) }
  }

  #lineStart(offset: number): number {
    return this.#text.lastIndexOf('\n', offset - 1) + 1
  }

  /** The start of the line after the one that ends at or after this offset. */
  #nextLine(offset: number): number {
    if (offset > 0 && this.#text.charAt(offset - 1) === '\n') return offset
    const end = this.#text.indexOf('\n', offset)
    return end < 0 ? this.#text.length : end + 1
  }

  #line(start: number): string {
    const end = this.#text.indexOf('\n', start)
    return this.#text.slice(start, end < 0 ? this.#text.length : end)
  }

  #span(at: string): readonly [number, number] {
    const span = this.#parsed.positions[at]
    if (span === undefined) throw unmergeable(`${at} has no place`)
    return span
  }

  #isFlow(at: string): boolean {
    return '[{'.includes(this.#text.charAt(this.#span(at)[0]) || ' ')
  }

  /** Keys and indices in the order of the text, which numbers as keys would else not keep. */
  #steps(at: string, value: object): (string | number)[] {
    if (Array.isArray(value)) return value.map((_, index) => index)
    const place = (key: string): number => this.#parsed.keys[pointer(at, key)]?.[0] ?? 0
    return Object.keys(value).sort((a, b) => place(a) - place(b))
  }

  /** Where the text of a value ends, without comments and line breaks that follow it; those of a block scalar are its own. */
  #contentEnd(at: string, value: unknown): number {
    const [start, end] = this.#span(at)
    if (typeof value === 'object' && value !== null && !this.#isFlow(at)) {
      const last = this.#steps(at, value).at(-1)
      if (last === undefined) return end
      const child = pointer(at, last)
      const key = this.#parsed.keys[child]
      return Math.max(key === undefined ? 0 : this.#colon(key[1]) + 1, this.#contentEnd(child, (value as Record<string, unknown>)[last]))
    }
    const raw = this.#text.slice(start, end)
    return /^[|>]/.test(raw) ? end : start + raw.trimEnd().length
  }

  #colon(from: number): number {
    const between = /^[ \t]*:/.exec(this.#text.slice(from, from + 200))
    if (between === null) throw unmergeable('a key is written in a rare way')
    return from + between[0].length - 1
  }

  /** The first line from here on that is neither blank nor a comment. */
  #pastTrivia(from: number): number {
    let at = from
    while (at < this.#text.length && isTrivia(this.#line(at))) at = this.#nextLine(at + 1)
    return at
  }

  /** The end of what belongs to a part: comments below it that are indented deeper than it are its own. */
  #ownEnd(from: number, column: number): number {
    let at = this.#nextLine(from)
    for (;;) {
      const line = this.#line(at)
      const indent = line.search(/\S/)
      if (at >= this.#text.length || indent <= column || line.charAt(indent) !== '#') return at
      at = this.#nextLine(at + 1)
    }
  }

  /** The parts of a collection whose lines begin at `from` and end at `to`; `inline`: where the first key stands behind a dash. */
  #parts(at: string, value: object, from: number, to: number | undefined, inline?: number): [Part[], number] {
    const parts: Part[] = []
    const steps = this.#steps(at, value)
    let boundary = from
    let column: number | undefined
    for (const [index, step] of steps.entries()) {
      const child = pointer(at, step)
      const start = index === 0 && inline !== undefined ? inline : this.#startOf(boundary)
      const own = start - this.#lineStart(start)
      column ??= own
      if (own !== column) throw unmergeable('a block is indented in a rare way')
      const part = (value as Record<string, unknown>)[step]
      const end = this.#contentEnd(child, part)
      const last = index === steps.length - 1 ? to : undefined
      const past = last ?? this.#ownEnd(Math.max(end, start + 1), column)
      const lead = index === 0 && inline !== undefined ? '' : this.#text.slice(boundary, this.#lineStart(start))
      parts.push(this.#part(child, typeof step === 'string' ? step : undefined, part, { lead, start, end, past, column }))
      boundary = past
    }
    return [parts, boundary]
  }

  #startOf(boundary: number): number {
    let line = this.#pastTrivia(boundary)
    // The marks and directives at the head of a document are part of what stands above its first key.
    while (boundary === 0 && /^(?:---[ \t]*(?:#.*)?$|%)/.test(this.#line(line))) line = this.#pastTrivia(this.#nextLine(line + 1))
    return line + Math.max(0, this.#line(line).search(/[^ ]/))
  }

  #part(
    at: string,
    key: string | undefined,
    value: unknown,
    place: { readonly lead: string; readonly start: number; readonly end: number; readonly past: number; readonly column: number },
  ): Part {
    const { lead, start, end, past, column } = place
    const name = key === undefined ? undefined : this.#parsed.keys[at]
    if (key !== undefined && name?.[0] !== start) throw unmergeable('a key is written in a rare way')
    if (key === undefined && !/^-(?:[ \n]|$)/.test(this.#text.slice(start, start + 2))) throw unmergeable('a list is written in a rare way')
    const mark = name === undefined ? start + 1 : this.#colon(name[1]) + 1
    const [from] = this.#span(at)
    const isEmpty = this.#span(at)[0] >= this.#span(at)[1]
    const text = this.#text.slice(start, past)
    const whole = { key, value, lead, column, text }
    if (typeof value === 'object' && value !== null && !this.#isFlow(at)) {
      const kind = Array.isArray(value) ? 'list' : 'map'
      const sameLine = this.#lineStart(from) === this.#lineStart(mark)
      if (key !== undefined && !sameLine) {
        const head = this.#nextLine(mark)
        const [parts] = this.#parts(at, value, head, past)
        return { ...whole, head: this.#text.slice(start, head), body: { kind, column: parts[0]?.column ?? 0, parts } }
      }
      if (key === undefined && sameLine && kind === 'map') {
        const [parts] = this.#parts(at, value, from, past, from)
        return { ...whole, head: this.#text.slice(start, from), body: { kind, column: from - this.#lineStart(from), parts } }
      }
    }
    const valueStart = isEmpty ? mark : from
    const raw = this.#text.slice(valueStart, Math.max(valueStart, end))
    const after = this.#text.slice(Math.max(valueStart, end), past)
    return {
      ...whole,
      head: this.#text.slice(start, valueStart),
      body: { kind: 'leaf', raw, after, ...this.#flow(at, value, raw) },
    }
  }

  #flow(at: string, value: unknown, raw: string): Pick<Leaf, 'flow'> {
    if (typeof value !== 'object' || value === null || !/^[[{]/.test(raw) || /[\n]| #/.test(raw)) return {}
    return {
      flow: this.#steps(at, value).map((step) => {
        const child = pointer(at, step)
        const [start, end] = this.#span(child)
        const from = this.#parsed.keys[child]?.[0] ?? start
        const one = (value as Record<string, unknown>)[step]
        return { key: typeof step === 'string' ? step : undefined, value: one, raw: this.#text.slice(from, end).trimEnd() }
      }),
    }
  }
}

/** Takes a text apart; its lines must end with a line feed. Throws `Unmergeable` for what is not written in the common way. */
export function partsOf(text: string): PartedFile {
  // Where both sides added a file, there is nothing before them.
  if (text.trim() === '') return { value: {}, top: { kind: 'map', column: 0, parts: [] }, tail: '' }
  const parsed = parseYaml({ path: '', text })
  if (parsed.diagnostics.length > 0 || parsed.value === undefined) throw unmergeable('it is not valid YAML')
  return new Parting(text, parsed).file()
}
