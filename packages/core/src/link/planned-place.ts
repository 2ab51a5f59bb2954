import type { Location, RelatedLocation } from '../diagnostics/diagnostic.ts'
import { type Entry, locationOfEntry } from './program-types.ts'

/** `source` of a record. */
export interface RecordSource {
  readonly file: string
  readonly lines?: string | undefined
}

/** Where the imported plan says it: the first of its lines. None for a record that was written by hand. */
export function inPlan(source: RecordSource | undefined): RelatedLocation[] {
  const line = Number(/^\d+/.exec(source?.lines ?? '')?.[0])
  if (source === undefined || Number.isNaN(line)) return []
  return [{ message: 'the plan says it here', location: { file: source.file, line, column: 1 } }]
}

const lineFeed = 10

/** The same, but the line that holds these words, at or below the first one of the record, where the plan can still be read. */
export function inPlanAt(
  source: RecordSource | undefined,
  words: string,
  read: ((path: string) => string | undefined) | undefined,
): RelatedLocation[] {
  const [first] = inPlan(source)
  const text = source && read?.(source.file)
  if (source === undefined || text === undefined) return inPlan(source)
  const from = first?.location.line ?? 1
  let line = 1
  let start = 0
  for (; line < from && start < text.length; start++) if (text.charCodeAt(start) === lineFeed) line++
  const at = text.indexOf(words, start)
  if (at < 0) return inPlan(source)
  for (; start < at; start++) if (text.charCodeAt(start) === lineFeed) line++
  return inPlan({ file: source.file, lines: String(line) })
}

/** The place of a record or of one of its fields, and beside it the line of the plan that it came from. */
export function placeOf(
  entry: Pick<Entry<{ readonly source?: RecordSource | undefined }>, 'record' | 'file' | 'pointer'>,
  ...fields: readonly (string | number)[]
): { readonly location: Location; readonly related: readonly RelatedLocation[] } {
  return { location: locationOfEntry(entry, ...fields), related: inPlan(entry.record.source) }
}
