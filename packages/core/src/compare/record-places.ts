import type { RecordType } from '../link/record-types.ts'

/** What a file of a specification holds, by its name: "phase" for those of the folder phases. */
export type SpecificationFile =
  | 'phase'
  | 'program'
  | 'tasks'
  | 'risks'
  | 'requirements'
  | 'components'
  | 'playbooks'
  | 'gates'
  | 'decisions'
  | 'policy'

type Lists = Readonly<Record<string, RecordType>>

const tasks: Lists = { tasks: 'task' }
const gates: Lists = { gates: 'gate' }

/** The record that a file is as a whole. */
const rootOf: Readonly<Partial<Record<SpecificationFile, RecordType>>> = { phase: 'phase' }

/** Lists of records at the top of a file. */
const listsOf: Readonly<Record<SpecificationFile, Lists>> = {
  phase: { milestones: 'milestone', deliverables: 'deliverable', ...tasks, ...gates },
  program: { roles: 'role', people: 'person' },
  tasks,
  risks: { risks: 'risk' },
  requirements: { requirements: 'requirement', properties: 'property' },
  components: { components: 'component' },
  playbooks: { playbooks: 'playbook' },
  gates,
  decisions: { questions: 'question', decisions: 'decision', actions: 'action' },
  policy: { people: 'person' },
}

/** Lists of records inside of records. */
const listsWithin: Readonly<Partial<Record<RecordType, Lists>>> = {
  milestone: { ...tasks, deliverables: 'deliverable', acceptance: 'criterion' },
  task: { children: 'task' },
  gate: { criteria: 'criterion' },
}

/** Every kind of file that holds records. */
export const specificationFiles = Object.keys(listsOf) as readonly SpecificationFile[]

/** Mappings of a phase that hold a list of criteria. */
const gatesOfPhase: ReadonlySet<string> = new Set(['entry', 'exit'])

/** Where one is in a file, on the way down: at its top, in a record, or in the entry or exit gate of a phase. */
export interface Place {
  readonly file: SpecificationFile
  readonly type: RecordType | 'gate-of-phase' | undefined
}

export const topOf = (file: SpecificationFile): Place => ({ file, type: rootOf[file] })

/** The type of the records in the list under this key; undefined when they are none. */
export function listedAt({ file, type }: Place, key: string): RecordType | undefined {
  const lists = type === 'gate-of-phase' ? listsWithin.gate : type === rootOf[file] ? listsOf[file] : type && listsWithin[type]
  return lists !== undefined && Object.hasOwn(lists, key) ? lists[key] : undefined
}

/** The gate that stands under this key of a phase. */
export function gateAt({ file, type }: Place, key: string): Place | undefined {
  return type === 'phase' && gatesOfPhase.has(key) ? { file, type: 'gate-of-phase' } : undefined
}

/** Whether a file of this name can hold records of this type. */
export function mayHold(file: SpecificationFile, type: RecordType): boolean {
  const reached = (place: Place, lists: Lists): boolean =>
    Object.values(lists).some((one) => one === type || (one !== place.type && reached({ file, type: one }, listsWithin[one] ?? {})))
  return rootOf[file] === type || reached(topOf(file), listsOf[file]) || (file === 'phase' && (type === 'gate' || type === 'criterion'))
}

/** What the file at this path below the folder of a specification holds; undefined for every other file. */
export function specificationFile(path: string): SpecificationFile | undefined {
  if (/^phases\/[^/]+\.yaml$/.test(path)) return 'phase'
  const name = /^([a-z]+)\.yaml$/.exec(path)?.[1]
  return name !== undefined && name !== 'phase' && Object.hasOwn(listsOf, name) ? (name as SpecificationFile) : undefined
}
