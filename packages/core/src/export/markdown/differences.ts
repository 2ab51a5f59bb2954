import type { ProgramRecords } from '../../import/imported.ts'
import { recordLists } from '../../import/record-lists.ts'
import { sameState } from './marks.ts'

/** A field in which two programs differ: the record by type and id ("task T-001"), and the field, "attributes.<label>" for a label. */
export interface Difference {
  readonly record: string
  readonly field: string
  /** What the first program has; undefined where it has nothing. */
  readonly wanted: unknown
  readonly found: unknown
}

type Value = Readonly<Record<string, unknown>>

/** Lists of records inside of records, and what their records are called. */
const nested: Readonly<Record<string, string>> = {
  milestones: 'milestone',
  tasks: 'task',
  children: 'task',
  deliverables: 'deliverable',
  gates: 'gate',
  criteria: 'criterion',
  acceptance: 'criterion',
  roles: 'role',
}
/** Where a record comes from is another matter than what it says. */
const left: ReadonlySet<string> = new Set(['source', 'imports'])

const isRecord = (value: unknown): value is Value => typeof value === 'object' && value !== null && !Array.isArray(value)
const isEmpty = (value: unknown): boolean =>
  value === undefined || (Array.isArray(value) && value.length === 0) || (isRecord(value) && Object.keys(value).length === 0)

/** A value with its keys in order, without sources, for comparing. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical)
  if (!isRecord(value)) return value
  const kept = Object.entries(value).filter(([name, part]) => !left.has(name) && part !== undefined)
  return Object.fromEntries(kept.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, part]) => [name, canonical(part)]))
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(canonical(a)) === JSON.stringify(canonical(b))

/** The words of notes: where they stood does not count. */
const noteTexts = (notes: unknown): unknown[] => (Array.isArray(notes) ? notes : []).map((note) => (isRecord(note) ? note['text'] : note))

/** The ids of a list whose entries are all records with ids. */
function idsOf(list: unknown): string[] | undefined {
  if (!Array.isArray(list)) return undefined
  const ids = list.map((one) => (isRecord(one) && typeof one['id'] === 'string' ? one['id'] : undefined))
  return ids.every((id) => id !== undefined) ? (ids as string[]) : undefined
}

function* attributes(record: string, wanted: unknown, found: unknown): Generator<Difference> {
  const [first, second] = [isRecord(wanted) ? wanted : {}, isRecord(found) ? found : {}]
  for (const label of new Set([...Object.keys(first), ...Object.keys(second)]))
    if (!same(first[label], second[label])) yield { record, field: `attributes.${label}`, wanted: first[label], found: second[label] }
}

function* inRecord(record: string, first: Value, second: Value): Generator<Difference> {
  for (const field of new Set([...Object.keys(first), ...Object.keys(second)])) {
    const [wanted, found] = [first[field], second[field]]
    if (left.has(field) || (isEmpty(wanted) && isEmpty(found) && field !== 'dependencies')) continue
    if (field === 'state' && sameState(wanted, found)) continue
    if (field === 'attributes') yield* attributes(record, wanted, found)
    else if (field === 'notes') {
      if (!same(noteTexts(wanted), noteTexts(found))) yield { record, field, wanted: noteTexts(wanted), found: noteTexts(found) }
    } else if ((field === 'entry' || field === 'exit') && isRecord(wanted) && isRecord(found)) {
      yield* inRecord(`gate ${field === 'exit' ? first['id'] : `${first['id']}.entry`}`, wanted, found)
    } else {
      const type = nested[field]
      const ids = type === undefined ? undefined : idsOf(wanted)
      if (ids !== undefined && same(ids, idsOf(found))) yield* inList(type as string, wanted as Value[], found as Value[])
      else if (!same(wanted, found)) yield { record, field, wanted, found }
    }
  }
}

function* inList(type: string, first: readonly Value[], second: readonly Value[]): Generator<Difference> {
  for (const [at, record] of first.entries()) yield* inRecord(`${type} ${record['id']}`, record, second[at] as Value)
}

/** Every field in which two programs differ, in the order of the first one; lists whose ids differ are one difference. */
export function* differences(first: ProgramRecords, second: ProgramRecords): Generator<Difference> {
  yield* inRecord('program', first.program as Value, second.program as Value)
  for (const [name, type] of Object.entries(recordLists) as [keyof typeof recordLists, string][]) {
    const [wanted, found] = [first[name] as unknown as Value[], second[name] as unknown as Value[]]
    if (same(idsOf(wanted), idsOf(found))) yield* inList(type, wanted, found)
    else yield { record: 'program', field: name, wanted: idsOf(wanted), found: idsOf(found) }
  }
  const bare = (list: ProgramRecords['checklists']) => list.map(({ source: _source, ...rest }) => rest)
  if (!same(bare(first.checklists), bare(second.checklists)))
    yield { record: 'program', field: 'checklists', wanted: bare(first.checklists), found: bare(second.checklists) }
}
