import { isGlob } from '../link/path-pattern.ts'
import { holdsValue, recordField } from '../link/record-fields.ts'
import { type RecordType, recordsOf, recordTypes } from '../link/record-types.ts'
import { isAssigned } from '../link/state.ts'
import type { CoverageSet } from '../schema/trace.ts'
import { manyOf } from '../trace/type-words.ts'
import { askPatterns, type FactsAsked } from './facts-asked.ts'
import type { JudgeContext } from './judging.ts'
import { fieldReader, fieldsOf, type QuerySource, recordsOfSource } from './query-records.ts'
import { resolvePatterns } from './resolve-paths.ts'
import { tableOf } from './table.ts'

/** The keys of a set, as often as they occur; or why they are not known. */
export type SetKeys =
  | { readonly state: 'known'; readonly keys: readonly string[]; readonly files: readonly string[] }
  | { readonly state: 'undefined' | 'missing' | 'unreadable'; readonly because: string }

/** More keys than this are no set that a person means. */
const largest = 1_000_000

const known = (keys: readonly string[], files: readonly string[] = []): SetKeys => ({ state: 'known', keys, files })
const not = (state: 'undefined' | 'missing' | 'unreadable', because: string): SetKeys => ({ state, because })

/** A directory stands for the files in it. */
export function askSet(asked: FactsAsked, set: CoverageSet): void {
  if ('glob' in set) askPatterns(asked, [filesIn(set.glob)])
  else if ('csv' in set) askPatterns(asked, [filesIn(set.csv)], 'text')
  else if ('cross' in set) for (const one of set.cross) askSet(asked, one)
}

const filesIn = (pattern: string): string => (pattern.endsWith('/') && !isGlob(pattern) ? `${pattern}**` : pattern)

/** The keys of a set. */
export function keysOf(set: CoverageSet, context: JudgeContext): SetKeys {
  if ('list' in set) return known([...new Set(set.list)])
  if ('glob' in set) return keysOfFiles(set, context)
  if ('csv' in set) return keysOfColumn(set, context)
  if ('records' in set) return keysOfRecords(set, context)
  return keysOfProduct(set, context)
}

function existing(pattern: string, { facts }: JudgeContext): readonly string[] | undefined {
  const paths = resolvePatterns([filesIn(pattern)], facts, true)[0]?.paths
  if (paths === undefined || isGlob(filesIn(pattern))) return paths
  const states = paths.map((path) => facts.files.get(path)?.state)
  return states.some((state) => state === undefined || state === 'unreadable')
    ? undefined
    : paths.filter((_, index) => states[index] === 'file')
}

function keysOfFiles({ glob, key = 'path' }: Extract<CoverageSet, { glob: string }>, context: JudgeContext): SetKeys {
  const paths = existing(glob, context)
  if (paths === undefined) return not('unreadable', `the files of ${glob} cannot be listed`)
  return known(
    paths.map((path) => partOf(path, key)),
    paths,
  )
}

function partOf(path: string, key: 'path' | 'name' | 'stem' | 'folder'): string {
  if (key === 'path') return path
  const parts = path.split('/')
  const name = parts.at(-1) ?? path
  if (key === 'folder') return parts.at(-2) ?? ''
  // A name that begins with a dot has no other extension.
  return key === 'name' ? name : name.replace(/(?<=.)\.[^.]*$/, '')
}

const fold = (text: string): string => text.replace(/[*_`]/g, '').trim().toLowerCase()
/** A cell as it is meant: without the marks of Markdown around it. */
const plain = (text: string): string => text.replace(/^([*_`]{1,3})(.*)\1$/, '$2').trim()

function keysOfColumn({ csv, column }: Extract<CoverageSet, { csv: string }>, context: JudgeContext): SetKeys {
  const paths = existing(csv, context)
  if (paths === undefined) return not('unreadable', `the files of ${csv} cannot be listed`)
  if (paths.length === 0) return not('missing', isGlob(csv) ? `no file matches ${csv}` : `${csv} does not exist`)
  const keys: string[] = []
  for (const path of paths) {
    const text = context.facts.files.get(path)?.text
    if (text === undefined) return not('unreadable', `${path} cannot be read`)
    const table = tableOf(path, text)
    if (table === undefined) return not('missing', `${path} has no table`)
    const at = table.columns.findIndex((name) => fold(name) === fold(column))
    if (at < 0) return not('missing', `${path} has no column ${column}`)
    for (const row of table.rows) if (isAssigned(row[at])) keys.push(plain(row[at] as string))
  }
  return known(keys, paths)
}

/** The type that a source of records stands for: "tasks", "properties". */
const typeOfSource = (source: string): RecordType | undefined => recordTypes.find((type) => manyOf(type) === source)

/** Why a set of records can mean nothing. */
function keysOfRecords({ records, where = {}, field = 'id' }: Extract<CoverageSet, { records: string }>, context: JudgeContext): SetKeys {
  const { program } = context
  const type = typeOfSource(records)
  if (type === undefined) return not('undefined', `there are no ${records}`)
  const isQueried = fieldsOf(records as QuerySource).length > 0
  const read = (name: string): ReturnType<typeof recordField> => {
    if (!isQueried) return recordField(type, name, program)
    return fieldsOf(records as QuerySource).includes(name) ? fieldReader(records as QuerySource, name, program, context.case) : undefined
  }
  const unknown = [...Object.keys(where), field].find((name) => read(name) === undefined)
  if (unknown !== undefined) return not('undefined', `${records} have no field ${unknown}`)
  const tests = Object.entries(where).map(([name, wanted]) => ({ read: read(name), holds: holdsValue(wanted) }))
  const reader = read(field)
  const entries = isQueried ? recordsOfSource(records as QuerySource, program) : recordsOf(program, type)
  const chosen = [...entries.values()].filter((entry) => tests.every((test) => test.read !== undefined && test.holds(test.read(entry))))
  return known(chosen.flatMap((entry) => reader?.(entry).values.map(String) ?? []))
}

function keysOfProduct({ cross, join = '/' }: Extract<CoverageSet, { cross: CoverageSet[] }>, context: JudgeContext): SetKeys {
  const parts: (readonly string[])[] = []
  const files: string[] = []
  for (const set of cross) {
    const keys = keysOf(set, context)
    if (keys.state !== 'known') return keys
    parts.push([...new Set(keys.keys)])
    files.push(...keys.files)
  }
  const size = parts.reduce((product, keys) => product * keys.length, 1)
  if (size > largest) return not('undefined', `the cross product has ${size} keys, and ${largest} are the limit`)
  const [first = [], ...rest] = parts
  return known(
    rest.reduce<readonly string[]>((keys, next) => keys.flatMap((key) => next.map((other) => `${key}${join}${other}`)), first),
    files,
  )
}

/** A set in words: "tests/*.test.ts by stem", "column id of docs/matrix.csv", "tasks with state done". */
export function setInWords(set: CoverageSet): string {
  if ('list' in set) return set.list.length > 4 ? `${set.list.slice(0, 3).join(', ')} and ${set.list.length - 3} more` : set.list.join(', ')
  if ('glob' in set) return `the files of ${set.glob}${set.key === undefined || set.key === 'path' ? '' : ` by ${set.key}`}`
  if ('csv' in set) return `column ${set.column} of ${set.csv}`
  if ('cross' in set) return set.cross.map(setInWords).join(' × ')
  const conditions = Object.entries(set.where ?? {}).map(
    ([name, wanted]) => `${name} ${Array.isArray(wanted) ? wanted.join(' or ') : wanted}`,
  )
  const field = set.field === undefined || set.field === 'id' ? '' : `${set.field} of `
  return `${field}${set.records}${conditions.length > 0 ? ` with ${conditions.join(', ')}` : ''}`
}
