import type { Entry } from '../link/program-types.ts'
import { insertKey, setScalar } from '../load/edit.ts'
import { firstExact, type Mapping, splice, valueIn } from '../load/edit-exact.ts'
import type { SourceFile } from '../load/source.ts'
import { parseYaml } from '../load/yaml.ts'
import type { State } from '../schema/plan-records.ts'

/** One state to write. A state that keeps the mark of its box beside it gets the mark too. */
export interface StateChange {
  readonly entry: Entry<{ readonly state?: State | undefined }>
  readonly word: string
  /** The last word of the program: the mark becomes x, else a space. */
  readonly finished: boolean
}

interface Splice {
  readonly start: number
  readonly end: number
  readonly text: string
}

const markOf = (change: StateChange): string => (change.finished ? 'x' : ' ')

/** The text of a record on its own after the change; undefined where the line cannot be changed safely. */
function changeAlone(alone: SourceFile, change: StateChange): string | undefined {
  const { positions } = parseYaml(alone)
  const { state } = change.entry.record
  if (state === undefined) return insertKey(alone, positions, '', 'state', change.word, 'title')
  if (typeof state === 'string') return setScalar(alone, positions, '/state', change.word)
  const text = setScalar(alone, positions, '/state/value', change.word)
  if (text === undefined) return undefined
  const now = { path: alone.path, text }
  return setScalar(now, parseYaml(now).positions, '/state/mark', markOf(change))
}

/** The span that two texts differ in, as a splice of the first. */
function difference(before: string, after: string): Splice {
  const shorter = Math.min(before.length, after.length)
  let start = 0
  while (start < shorter && before[start] === after[start]) start++
  let tail = 0
  while (tail < shorter - start && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail++
  return { start, end: before.length - tail, text: after.slice(start, after.length - tail) }
}

/**
 * The splice that writes one state, found on the lines of its record alone: reading the whole file for each of a thousand ticks
 * would take minutes.
 */
function spliceOf(source: SourceFile, change: StateChange): Splice | undefined {
  const span = change.entry.file.positions[change.entry.pointer]
  if (!span) return undefined
  const [start, valueEnd] = span
  const inBraces = source.text[start] === '{'
  // The comment on the last line of a block belongs to that line.
  const rest =
    inBraces || /[\r\n]$/.test(source.text.slice(start, valueEnd))
      ? ''
      : (/^[^\r\n]*(?:\r\n|[\r\n])?/.exec(source.text.slice(valueEnd))?.[0] ?? '')
  const lineStart = Math.max(source.text.lastIndexOf('\n', start - 1), source.text.lastIndexOf('\r', start - 1)) + 1
  // Spaces for what stands before it on its first line keep its columns as they are.
  const alone = ' '.repeat(start - lineStart) + source.text.slice(start, valueEnd) + rest
  const text = changeAlone({ path: source.path, text: alone }, change)
  if (text === undefined) return undefined
  const found = difference(alone, text)
  return { ...found, start: found.start + lineStart, end: found.end + lineStart }
}

function setIn(root: unknown, change: StateChange): void {
  const record = valueIn(root, change.entry.pointer) as Mapping
  const { state } = change.entry.record
  record['state'] = typeof state === 'object' ? { ...state, value: change.word, mark: markOf(change) } : change.word
}

export type EditedStates = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly stuck: readonly StateChange[] }

/**
 * The text of a file with some states written, each by a splice of its own, so that comments, order and spacing stay. It is read
 * back as a whole: unless exactly these states have changed, nothing is. All changes must be of this file.
 */
export function editStates(source: SourceFile, changes: readonly StateChange[]): EditedStates {
  const splices = changes.map((change) => ({ change, splice: spliceOf(source, change) }))
  const stuck = splices.filter((one) => one.splice === undefined).map((one) => one.change)
  if (stuck.length > 0) return { ok: false, stuck }
  const fromLast = splices.flatMap((one) => one.splice ?? []).sort((a, b) => b.start - a.start)
  let text = source.text
  for (const one of fromLast) text = splice(text, one.start, one.end, one.text)
  const exact = firstExact(source, parseYaml(source), [text], (root) => {
    for (const change of changes) setIn(root, change)
  })
  return exact === undefined ? { ok: false, stuck: changes } : { ok: true, text: exact }
}
