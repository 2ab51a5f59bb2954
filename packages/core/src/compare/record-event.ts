import { canonicalJson } from '../load/digest.ts'
import type { FieldChange } from './compare-types.ts'
import { fieldChanges } from './field-changes.ts'
import type { DroppedChange, HistoryCommit, InitialState, PlaceChange, RecordAt, RecordEvent } from './history-types.ts'
import type { Within } from './record-version.ts'

const placeNames = ['file', 'phase', 'milestone', 'parent', 'gate'] as const

/** The places of a record by what they are. */
export const placesOf = ({ path, version }: RecordAt): Readonly<Within> & { readonly file: string } => ({ ...version.within, file: path })

function placeChanges(before: RecordAt, after: RecordAt, only: (field: string) => boolean): PlaceChange[] {
  const [was, is] = [placesOf(before), placesOf(after)]
  return placeNames.flatMap((what) => {
    if (was[what] === is[what] || !only(`@${what}`)) return []
    return [{ what, ...(was[what] !== undefined && { before: was[what] }), ...(is[what] !== undefined && { after: is[what] }) }]
  })
}

const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  value !== null && typeof value === 'object' && !Array.isArray(value)
const everyField = (): boolean => true
const topOf = (field: string): string => field.split('.', 1)[0] as string

/** Lists of the records inside of a record. Their order is a matter of the file. */
const members = /(?:^|\.)(?:milestones|tasks|children|deliverables|gates|acceptance|criteria)$/

function isReordering({ field, before, after }: FieldChange): boolean {
  if (!members.test(field) || !Array.isArray(before) || !Array.isArray(after) || before.length !== after.length) return false
  const [was, is] = [before, after].map((list) => list.map((one) => canonicalJson(one)).sort())
  return canonicalJson(was) === canonicalJson(is)
}

/** What differs between two versions, in fields whose first part passes. */
export function changesOf(
  before: RecordAt | undefined,
  after: RecordAt | undefined,
  initial: InitialState,
  only: (field: string) => boolean = everyField,
): FieldChange[] {
  const type = (after ?? before)?.version.type
  if (type === undefined || before === undefined || after === undefined) return []
  const word = initial(type)
  const reading = word === undefined ? {} : { initialState: { before: word, after: word } }
  return fieldChanges(type, before.version.fields, after.version.fields, reading, []).filter(
    (one) => only(topOf(one.field)) && !isReordering(one),
  )
}

/** Who and when; null as the commit stands for the work tree. */
export const aboutCommit = (commit: HistoryCommit | undefined): Pick<RecordEvent, 'commit' | 'author' | 'at' | 'subject'> =>
  commit === undefined ? { commit: null } : { commit: commit.oid, author: commit.author, at: commit.at, subject: commit.subject }

/** Where a record stands, and in what state. */
export function standing({ path, version }: RecordAt, initial: InitialState): Pick<RecordEvent, 'file' | 'within' | 'state' | 'version'> {
  const { state } = version.fields
  const word = isMap(state) ? state['value'] : (state ?? initial(version.type))
  return { file: path, version, within: version.within, ...(typeof word === 'string' && { state: word }) }
}

/** An event of a commit against what was before it, or nothing when it says the same in other words. No commit: the work tree. */
export function eventOf(
  commit: HistoryCommit | undefined,
  before: RecordAt | undefined,
  after: RecordAt | undefined,
  initial: InitialState,
  merge?: { readonly own: ReadonlySet<string>; readonly dropped: readonly DroppedChange[] },
): RecordEvent | undefined {
  const present = after ?? before
  if (present === undefined) return undefined
  const only = merge === undefined ? everyField : (field: string): boolean => merge.own.has(field)
  const fields = changesOf(before, after, initial, only)
  const places = before === undefined || after === undefined ? [] : placeChanges(before, after, only)
  const dropped = merge?.dropped ?? []
  const appears = before === undefined || after === undefined
  if (!appears && fields.length + places.length + dropped.length === 0) return undefined
  const event =
    merge !== undefined
      ? 'merged'
      : before === undefined
        ? 'added'
        : after === undefined
          ? 'removed'
          : fields.length > 0
            ? 'changed'
            : 'moved'
  return {
    event,
    ...aboutCommit(commit),
    ...standing(present, initial),
    fields,
    places,
    dropped,
    ...(commit?.isCutOff && before === undefined && { isCutOff: true as const }),
  }
}

/** What is not committed: the record on disk held against the newest commit. */
export function uncommitted(now: RecordAt | undefined, onDisk: RecordAt | undefined, initial: InitialState): RecordEvent | undefined {
  return eventOf(undefined, now, onDisk, initial)
}
