import type { RecordType } from '../link/record-types.ts'
import { canonicalJson } from '../load/digest.ts'
import { meaningOf, normalText } from '../trace/fingerprint.ts'
import type { FieldChange, FieldKind } from './compare-types.ts'

type Fields = Readonly<Record<string, unknown>>

/** Where a record was imported from, how its box looked, and what has an entry of its own. None of it is part of what the record says. */
const unread = new Set(['id', 'format', 'source', 'mark'])
const nested: Readonly<Partial<Record<RecordType, readonly string[]>>> = {
  phase: ['deliverables', 'milestones', 'tasks', 'entry', 'exit', 'gates'],
  milestone: ['tasks', 'deliverables', 'acceptance'],
  task: ['children'],
  gate: ['criteria'],
}

const schedule = 'window duration due relations prerequisites dependencies estimate parallel start calendar weeks review date active'
const people = 'owner role accountable supporting roles emails keys accounts kind external responsibilities'
const link = 'requirements validates properties components risks tasks dependsOn traces sourceRefs parent'
const decision =
  'check level waivable maxAge environments repeat after when trust continuous inputs includes stage states rules settings evidence archive trace'

const kinds = new Map<string, FieldKind>()
for (const [kind, names] of [
  ['decision', decision],
  ['people', people],
  ['link', link],
  ['schedule', schedule],
] as const)
  for (const name of names.split(' ')) kinds.set(name, kind)

/** Lists of ids and references: a set, whose order says nothing. */
const sets = new Set(
  'prerequisites requirements validates properties components risks tasks dependsOn includes traces accountable supporting roles emails sourceRefs keys accounts after dependencies environments'.split(
    ' ',
  ),
)

/** Other fields that name a record. */
const naming = new Set(['parent', 'phase', 'role', 'relations'])

/** What a field is when it is left out. */
const usual: Readonly<Record<string, unknown>> = {
  optional: false,
  checkpoint: false,
  parallel: false,
  continuous: false,
  external: false,
  level: 'required',
}

/** What a field of a record of this type is about. */
export function kindOf(type: RecordType | 'program' | 'policy', field: string): FieldKind {
  const top = field.split(/[.[]/, 1)[0] as string
  if (type === 'policy') return 'decision'
  if (top === 'state') return 'state'
  if (type === 'criterion' && top === 'check') return 'decision'
  if (type !== 'program' && (meaningOf[type] ?? []).includes(top)) return 'meaning'
  // The inputs of a criterion decide; those of a task or milestone are what it means.
  if (type !== 'criterion' && type !== 'program' && type !== 'gate' && kinds.get(top) === 'decision') return 'text'
  return kinds.get(top) ?? 'text'
}

const isMap = (value: unknown): value is Fields => value !== null && typeof value === 'object' && !Array.isArray(value)

function normal(value: unknown): unknown {
  if (typeof value === 'string') return normalText(value)
  if (Array.isArray(value)) return value.map(normal)
  if (!isMap(value)) return value
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (one === undefined ? [] : [[key, normal(one)]])))
}

/** The value as it counts: an empty list, and what is usual anyhow, say no more than nothing. */
function counted(field: string, value: unknown): unknown {
  if (value === usual[field] || (Array.isArray(value) && value.length === 0)) return undefined
  if (field === 'state' && isMap(value)) return value['value']
  if (field === 'dependencies' && Array.isArray(value))
    return value.map((one) => (typeof one === 'string' ? one : one.note === undefined ? one.phase : one))
  return Array.isArray(value) ? value.map(withoutSource) : value
}

/** Records inside of a field say where they were imported from, too. */
function withoutSource(value: unknown): unknown {
  if (!isMap(value) || !isMap(value['source'])) return value
  const { source: _, ...rest } = value
  return rest
}

const comparable = (field: string, value: unknown): string => {
  const plain = normal(value)
  if (!sets.has(field) || !Array.isArray(plain)) return canonicalJson(plain ?? null)
  return canonicalJson([...new Set(plain.map((one) => canonicalJson(one)))].sort())
}

/** Records in a list by their ids; undefined for a list of anything else. */
function byId(list: unknown): ReadonlyMap<string, Fields> | undefined {
  if (!Array.isArray(list) || list.length === 0) return undefined
  const found = new Map<string, Fields>()
  for (const one of list) if (isMap(one) && typeof one['id'] === 'string') found.set(one['id'], one)
  return found.size === list.length ? found : undefined
}

const areMaps = (value: unknown): value is readonly Fields[] => Array.isArray(value) && value.every(isMap)

/** The paths at which two values differ, as deep as both are maps or lists of records; "" is the value itself. */
function* differences(field: string, before: unknown, after: unknown, path = field): Generator<readonly [string, unknown, unknown]> {
  if (comparable(field, before) === comparable(field, after)) return
  const [was, is] = [byId(before) ?? before, byId(after) ?? after]
  if (was instanceof Map && is instanceof Map) {
    for (const key of new Set([...was.keys(), ...is.keys()])) yield* differences('', was.get(key), is.get(key), `${path}.${key}`)
  } else if (isMap(before) && isMap(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      yield* differences(key, before[key], after[key], `${path}.${key}`)
  } else if (areMaps(before) && areMaps(after) && before.length === after.length) {
    for (const [at, one] of before.entries()) yield* differences('', one, after[at], `${path}[${at}]`)
  } else yield [path, before, after]
}

/** How the references of base read in head, and what `state` is where a record has none. */
export interface Reading {
  /** The id that a record of base has in head. */
  readonly idInHead?: (id: string) => string
  readonly initialState?: { readonly before: string; readonly after: string }
}

function renamed(value: unknown, idInHead: (id: string) => string): unknown {
  if (typeof value === 'string') return idInHead(value)
  if (Array.isArray(value)) return value.map((one) => renamed(one, idInHead))
  if (!isMap(value)) return value
  const { phase, milestone } = value
  return {
    ...value,
    ...(typeof phase === 'string' && { phase: idInHead(phase) }),
    ...(typeof milestone === 'string' && { milestone: idInHead(milestone) }),
  }
}

/** The fields in which two records say something else. White space, order where it says nothing, and defaults that are written out do not. */
export function fieldChanges(
  type: RecordType | 'program' | 'policy',
  before: Fields,
  after: Fields,
  { idInHead, initialState }: Reading = {},
  without: readonly string[] = type === 'program' || type === 'policy' ? [] : (nested[type] ?? []),
): FieldChange[] {
  const changes: FieldChange[] = []
  for (const field of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (unread.has(field) || without.includes(field)) continue
    let [was, is] = [counted(field, before[field]), counted(field, after[field])]
    if (field === 'state' && initialState !== undefined) [was, is] = [was ?? initialState.before, is ?? initialState.after]
    if (idInHead !== undefined && (sets.has(field) || naming.has(field))) was = renamed(was, idInHead)
    for (const [path, one, other] of differences(field, was, is))
      changes.push({
        field: path,
        kind: kindOf(type, path),
        ...(one !== undefined && { before: one }),
        ...(other !== undefined && { after: other }),
      })
  }
  return changes
}
