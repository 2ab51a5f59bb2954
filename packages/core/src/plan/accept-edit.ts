import { firstExact, type Mapping, valueIn } from '../load/edit-exact.ts'
import { isMapping, type Parsed } from '../load/parsed.ts'
import type { SourceFile } from '../load/source.ts'
import { parseYaml } from '../load/yaml.ts'

/** A part of a check: where it is in the file, and what is written into it. */
export interface CheckEdit {
  /** JSON pointer from the root of the file. */
  readonly at: string
  /** Takes `proposed: true` away. */
  readonly accept: boolean
  readonly set: Readonly<Record<string, string | number | readonly string[]>>
}

interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

const lineStart = (text: string, from: number): number => Math.max(text.lastIndexOf('\n', from - 1), text.lastIndexOf('\r', from - 1)) + 1

function lineEnd(text: string, from: number): number {
  const found = text.slice(from).search(/[\r\n]/)
  return found < 0 ? text.length : from + found
}

const breakAt = (text: string, at: number): string => /^(?:\r\n|[\r\n])/.exec(text.slice(at, at + 2))?.[0] ?? ''

/** Takes a key out of `{ … }`, with one comma; comments in between stay. */
function markInBraces(text: string, key: readonly [number, number], end: number, before: number | undefined): Splice {
  const behind = /^\s*,[^\S\r\n]*/.exec(text.slice(end))?.[0]
  if (before !== undefined && /^\s*,\s*$/.test(text.slice(before, key[0]))) return { start: before, end, text: '' }
  return { start: key[0], end: end + (behind?.length ?? 0), text: '' }
}

/** Takes the line of a key away. A comment on it stays where it is, on a line of its own. */
function markOnLine(text: string, key: readonly [number, number], end: number, next: number | undefined): Splice {
  const start = lineStart(text, key[0])
  const last = lineEnd(text, end)
  const rest = text.slice(end, last)
  if (rest.trim() !== '') return { start: key[0], end: end + (rest.length - rest.trimStart().length), text: '' }
  // The first key behind the dash of a list: the next one takes its place.
  if (text.slice(start, key[0]).trim() !== '') return { start: key[0], end: next ?? end, text: '' }
  return { start, end: last + breakAt(text, last).length, text: '' }
}

const written = (value: string | number | readonly string[]): string =>
  typeof value === 'number'
    ? String(value)
    : typeof value === 'string'
      ? JSON.stringify(value)
      : `[${value.map((one) => JSON.stringify(one)).join(', ')}]`

function splicesOf(text: string, { positions, keys, value: root }: Parsed, { at, accept, set }: CheckEdit): Splice[] | undefined {
  const mapping = valueIn(root, at)
  const span = positions[at]
  if (!isMapping(mapping) || !span) return undefined
  const names = Object.keys(mapping)
  const inBraces = text.charAt(span[0]) === '{'
  const splices: Splice[] = []
  if (accept) {
    const index = names.indexOf('proposed')
    const key = keys[`${at}/proposed`]
    const end = positions[`${at}/proposed`]?.[1]
    if (!key || end === undefined) return undefined
    const before = positions[`${at}/${names[index - 1] ?? ''}`]?.[1]
    const next = keys[`${at}/${names[index + 1] ?? ''}`]?.[0]
    splices.push(inBraces ? markInBraces(text, key, end, before) : markOnLine(text, key, end, next))
  }
  for (const [name, value] of Object.entries(set)) {
    const key = keys[`${at}/${name}`]
    const old = positions[`${at}/${name}`]
    if (key && old) {
      const colon = text.indexOf(':', key[1])
      const end = Math.max(colon + 1, old[0] + text.slice(old[0], old[1]).trimEnd().length)
      if (text.slice(colon, end).includes('#')) return undefined
      splices.push({ start: colon + 1, end, text: ` ${written(value)}` })
      continue
    }
    const kind = keys[`${at}/kind`]
    const end = positions[`${at}/kind`]?.[1]
    if (!kind || end === undefined) return undefined
    const pair = `${name}: ${written(value)}`
    if (inBraces) splices.push({ start: end, end, text: `, ${pair}` })
    else {
      const last = lineEnd(text, end)
      const eol = breakAt(text, last) || (/\r\n|[\r\n]/.exec(text)?.[0] ?? '\n')
      splices.push({ start: last, end: last, text: `${eol}${' '.repeat(kind[0] - lineStart(text, kind[0]))}${pair}` })
    }
  }
  return splices
}

function change(root: unknown, { at, accept, set }: CheckEdit): void {
  const mapping = valueIn(root, at) as Mapping
  if (accept) delete mapping['proposed']
  for (const [name, value] of Object.entries(set)) mapping[name] = value
}

/** The text after some edits, made all at once from one reading of the file; undefined when it would not read back as just that. */
function attempt(source: SourceFile, parsed: Parsed, edits: readonly CheckEdit[]): string | undefined {
  const found = edits.map((edit) => splicesOf(source.text, parsed, edit))
  if (found.includes(undefined)) return undefined
  const all = found.flatMap((splices) => splices ?? []).map((one, order) => ({ ...one, order }))
  // From the last to the first; of those at one place the later ones first, so that they come to stand behind.
  all.sort((a, b) => b.start - a.start || b.end - a.end || b.order - a.order)
  let limit = source.text.length
  const parts: string[] = []
  for (const one of all) {
    if (one.end > limit) return undefined
    parts.push(source.text.slice(one.end, limit), one.text)
    limit = one.start
  }
  return firstExact(source, parsed, [source.text.slice(0, limit) + parts.reverse().join('')], (root) => {
    for (const edit of edits) change(root, edit)
  })
}

/** The edits that cannot be made, found by halves: there are few of them, and a file may hold thousands of checks. */
function stuckOf(source: SourceFile, parsed: Parsed, edits: readonly CheckEdit[]): readonly string[] {
  if (attempt(source, parsed, edits) !== undefined) return []
  if (edits.length < 2) return edits.map(({ at }) => at)
  const middle = edits.length >> 1
  const found = [...stuckOf(source, parsed, edits.slice(0, middle)), ...stuckOf(source, parsed, edits.slice(middle))]
  return found.length > 0 ? found : edits.map(({ at }) => at)
}

/** The text, or the pointers of the parts of checks that resist. */
export type EditedChecks = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly stuck: readonly string[] }

/**
 * The text of a file with marks taken from its checks and values written into them. Only these lines change; comments, order, quotes and
 * line ends stay. The result is read back: unless exactly these values have changed, nothing is.
 */
export function editChecks(source: SourceFile, edits: readonly CheckEdit[]): EditedChecks {
  const parsed = parseYaml(source)
  const text = attempt(source, parsed, edits)
  return text === undefined ? { ok: false, stuck: stuckOf(source, parsed, edits) } : { ok: true, text }
}
