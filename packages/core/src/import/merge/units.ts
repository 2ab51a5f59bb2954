import { isMapping } from '../../load/parsed.ts'
import type { SchemaName } from '../../schema/registry.ts'

type Value = Record<string, unknown>
export type Path = readonly (string | number)[]

/** The content of one file of a program. */
export interface FileValue {
  readonly path: string
  readonly schema: SchemaName
  readonly value: Value
}

/** A record of a program and where it stands: what a merge compares. */
export interface Unit {
  readonly kind: string
  readonly id: string
  /** The record that it stands in; undefined for the roots of files and their lists. */
  readonly holder: Unit | undefined
  /** The list of the holder (or of the file) that it stands in; undefined for roots, entry and exit. */
  readonly list: string | undefined
  readonly file: FileValue
  readonly path: Path
  readonly value: Value
}

/** The records in the lists of each kind of record and file. */
const lists: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  program: { roles: 'role' },
  phase: { milestones: 'milestone', tasks: 'task', deliverables: 'deliverable', gates: 'gate' },
  milestone: { tasks: 'task', deliverables: 'deliverable', acceptance: 'criterion' },
  task: { children: 'task' },
  gate: { criteria: 'criterion' },
  entry: { criteria: 'criterion' },
  exit: { criteria: 'criterion' },
  tasks: { tasks: 'task' },
  risks: { risks: 'risk' },
  requirements: { requirements: 'requirement', properties: 'property' },
  components: { components: 'component' },
  playbooks: { playbooks: 'playbook' },
  gates: { gates: 'gate' },
  observability: { metrics: 'metric', alerts: 'alert' },
  decisions: { questions: 'question', decisions: 'decision', actions: 'action' },
}

/** Gates that a phase holds by name. */
const bodies: Readonly<Record<string, readonly string[]>> = { phase: ['entry', 'exit'] }

/** "task T-001": the name of a record within its program. */
export const keyOf = ({ kind, id }: Pick<Unit, 'kind' | 'id'>): string => `${kind} ${id}`

/** Members that are records of their own: a list of them, or the body of a gate. Lists of ids are not. */
export function isNested(kind: string, key: string, value: unknown): boolean {
  if (bodies[kind]?.includes(key)) return true
  return lists[kind]?.[key] !== undefined && !(Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string'))
}

/** The members of a record that are its own. */
export function fieldsOf({ kind, value }: Pick<Unit, 'kind' | 'value'>): Value {
  return Object.fromEntries(Object.entries(value).filter(([key, one]) => key !== 'id' && key !== 'format' && !isNested(kind, key, one)))
}

/** What a record is about, in the words that people know it by. */
export function wordsOf({ value }: Pick<Unit, 'value'>): string {
  const text = value['title'] ?? value['statement'] ?? value['name'] ?? ''
  return typeof text === 'string' ? text.toLowerCase().replace(/\s+/g, ' ').trim() : ''
}

/** The records of some files, each before those that stand in it. */
export function unitsOf(files: readonly FileValue[]): Unit[] {
  const units: Unit[] = []
  const add = (kind: string, value: Value, place: Pick<Unit, 'holder' | 'list' | 'file' | 'path'>, id: unknown = value['id']): void => {
    const unit: Unit = { kind, id: String(id), value, ...place }
    units.push(unit)
    inside(kind, value, unit, place)
  }
  const inside = (kind: string, value: Value, holder: Unit | undefined, { file, path }: Pick<Unit, 'file' | 'path'>): void => {
    for (const name of bodies[kind] ?? []) {
      const body = value[name]
      if (isMapping(body)) add(name, body, { holder, list: undefined, file, path: [...path, name] }, value['id'])
    }
    for (const [list, of] of Object.entries(lists[kind] ?? {})) {
      const records = value[list]
      if (!Array.isArray(records)) continue
      records.forEach((record, index) => {
        if (isMapping(record)) add(of, record, { holder, list, file, path: [...path, list, index] })
      })
    }
  }
  for (const file of files) {
    if (file.schema === 'program' || file.schema === 'phase')
      add(file.schema, file.value, { holder: undefined, list: undefined, file, path: [] })
    else inside(file.schema, file.value, undefined, { file, path: [] })
  }
  return units
}
