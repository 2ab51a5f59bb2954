import { isMapping } from '../../load/parsed.ts'

type Value = Record<string, unknown>

/** Members that a record must have even when they are empty: a gate without criteria is a fault that is worth seeing. */
const mayBeEmpty: ReadonlySet<string> = new Set(['id', 'criteria', 'mark'])

/** Tasks may be nested so deep; what lies deeper stands beside its parent, for YAML readers limit the depth. */
const deepest = 12

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return Array.isArray(value) ? value.length === 0 : isMapping(value) && Object.keys(value).length === 0
}

/** Children of the children and so on, beside them. */
function flattened(tasks: readonly unknown[]): unknown[] {
  const flat: unknown[] = []
  const open = [...tasks].reverse()
  while (open.length > 0) {
    const task = open.pop()
    if (!isMapping(task)) continue
    const { children, ...rest } = task
    flat.push(rest)
    if (Array.isArray(children)) for (let index = children.length - 1; index >= 0; index--) open.push(children[index])
  }
  return flat
}

function cleanValue(value: unknown, key: string, depth: number): unknown {
  if (Array.isArray(value)) {
    const list = key === 'children' && depth > deepest * 2 ? flattened(value) : value
    return list.map((one) => cleanValue(one, '', depth + 1)).filter((one) => !isEmpty(one))
  }
  if (isMapping(value)) return cleanRecord(value, key === 'attributes', depth + 1)
  return value
}

function cleanRecord(record: Value, keepsOrder: boolean, depth: number): Value {
  const entries = Object.entries(record).flatMap(([key, value]): [string, unknown][] => {
    const clean = cleanValue(value, key, depth)
    return (isEmpty(clean) && !(mayBeEmpty.has(key) && clean !== undefined && clean !== null)) || key === '__proto__' ? [] : [[key, clean]]
  })
  // A check reads as it was made: its kind, then its settings, some of whose names mean something else in a record.
  return Object.fromEntries(keepsOrder || 'kind' in record ? entries : entries.sort(([a], [b]) => rank(a) - rank(b)))
}

/** The order of keys in every kind of record: what it is, where it is from, how it stands, what it says, what hangs below it. */
const order = [
  'format', 'id', 'title', 'name', 'statement', 'text', 'genre', 'template', 'imports', 'file', 'lines', 'sha256', 'source', 'type', 'stage', 'level', 'phase', 'milestone',
  'parent', 'window', 'duration', 'due', 'start', 'calendar', 'weeks', 'states', 'state', 'status', 'value', 'mark', 'optional', 'checkpoint',
  'accountable', 'supporting', 'owner', 'role', 'priority', 'estimate', 'parallel', 'category', 'severity', 'likelihood', 'impact', 'trigger',
  'mitigation', 'contingency', 'review', 'summary', 'objectives', 'goals', 'scope', 'assumptions', 'constraints', 'conventions', 'detail', 'path', 'paths', 'inputs', 'outputs', 'dependencies',
  'dependsOn', 'relations', 'prerequisites', 'requirements', 'validates', 'properties', 'iterations', 'risks', 'components', 'sourceRefs', 'responsibilities', 'roles', 'people', 'sources', 'settings', 'evidence',
  'archive', 'rules', 'triggers', 'decisions', 'steps', 'checkpoints', 'commands', 'expected', 'entry', 'milestones', 'tasks', 'deliverables', 'acceptance', 'gates', 'covers', 'includes',
  'exit', 'criteria', 'check', 'children', 'attributes', 'notes',
] // biome-ignore format: one table

const ranks = new Map(order.map((key, index) => [key, index]))
const rank = (key: string): number => ranks.get(key) ?? order.indexOf('children')

/** The order of two keys in the files; keys that have no place there come by the alphabet. */
export function compareKeys(a: string, b: string): number {
  return rank(a) - rank(b) || (a < b ? -1 : Number(a > b))
}

/** A copy of a record without empty members, its keys in the order of the files; labels of the plan keep the plan's order. */
export function clean<T extends object>(record: T): T {
  return cleanRecord(record as Value, false, 0) as T
}
