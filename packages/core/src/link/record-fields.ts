import { ownersMissing } from './owners.ts'
import type { Entry, MilestoneEntry, Program } from './program-types.ts'
import type { RecordType } from './record-types.ts'
import { isAssigned, wordOf } from './state.ts'

type Scalar = string | number | boolean

/** A field of a record: no value, one, or several. `assigned` where that is more than having a value. */
export interface Field {
  readonly values: readonly Scalar[]
  readonly assigned?: boolean
}

/** What a field is wanted to be: a value, one of several, or "assigned" or "unassigned". */
export type WantedValue = Scalar | readonly Scalar[]

type Value = Scalar | readonly Scalar[] | undefined
type Fields<E> = Readonly<Record<string, (entry: E, program: Program) => Value | Field>>
type EntryOf<T extends keyof Program> = Program[T] extends ReadonlyMap<string, infer E> ? E : never

/** Readers that are only ever given the records of their own type. */
const fields = <E extends Entry<unknown>>(readers: Fields<E>): Fields<Entry<unknown>> => readers as Fields<Entry<unknown>>

/** Accountable for a milestone is its owner, or else somebody for each of its accountable roles. */
function accountable(milestone: MilestoneEntry, program: Program): Field {
  const roles = milestone.record.accountable ?? []
  const assigned = isAssigned(milestone.record.owner) || (roles.length > 0 && ownersMissing(program, milestone).roles.length === 0)
  return { values: roles, assigned }
}

/** The fields that conditions may name, by type. The state of a phase is derived from the case, which nobody knows here. */
const fieldsByType: Readonly<Record<RecordType, Fields<Entry<unknown>>>> = {
  phase: fields<EntryOf<'phases'>>({
    title: ({ record }) => record.title,
    window: ({ record }) => record.window,
    parent: ({ record }) => record.parent,
    phase: ({ id }) => id,
  }),
  milestone: fields<EntryOf<'milestones'>>({
    title: ({ record }) => record.title,
    owner: ({ record }) => record.owner,
    supporting: ({ record }) => record.supporting,
    accountable,
    phase: ({ phase }) => phase,
    milestone: ({ id }) => id,
    state: ({ record }, program) => wordOf(record.state, program.states.milestone),
  }),
  task: fields<EntryOf<'tasks'>>({
    title: ({ record }) => record.title,
    owner: ({ record }) => record.owner,
    role: ({ record }) => record.role,
    priority: ({ record }) => record.priority,
    optional: ({ record }) => record.optional ?? false,
    checkpoint: ({ record }) => record.checkpoint ?? false,
    milestone: ({ milestone }) => milestone,
    parent: ({ parent }) => parent,
    phase: ({ phases }) => phases,
    state: ({ record }, program) => wordOf(record.state, program.states.task),
  }),
  deliverable: fields<EntryOf<'deliverables'>>({
    title: ({ record }) => record.title,
    path: ({ record }) => record.path,
    phase: ({ phase }) => phase,
    milestone: ({ milestone }) => milestone,
  }),
  gate: fields<EntryOf<'gates'>>({
    title: ({ title }) => title,
    stage: ({ stage }) => stage,
    phase: ({ phase }) => phase,
    milestone: ({ milestone }) => milestone,
  }),
  criterion: fields<EntryOf<'criteria'>>({
    gate: ({ gate }) => gate,
    level: ({ record }) => record.level ?? 'required',
    continuous: ({ record }) => record.continuous ?? false,
    phase: ({ gate }, program) => program.gates.get(gate)?.phase,
    milestone: ({ gate }, program) => program.gates.get(gate)?.milestone,
    statement: ({ record }) => record.statement,
    defined: ({ record }) => record.check !== undefined,
  }),
  risk: fields<EntryOf<'risks'>>({
    title: ({ record }) => record.title,
    impact: ({ record }) => record.impact,
    likelihood: ({ record }) => record.likelihood,
    severity: ({ record }) => record.severity,
    owner: ({ record }) => record.owner,
    mitigation: ({ record }) => record.mitigation,
    contingency: ({ record }) => record.contingency,
    review: ({ record }) => record.review,
    tasks: ({ id }, program) => program.tasksOfRisk.get(id),
  }),
  requirement: fields<EntryOf<'requirements'>>({
    title: ({ record }) => record.title,
    text: ({ record }) => record.text,
    parent: ({ record }) => record.parent,
  }),
  property: fields<EntryOf<'properties'>>({
    title: ({ record }) => record.title,
    text: ({ record }) => record.text,
    iterations: ({ record }) => record.iterations,
  }),
  component: fields<EntryOf<'components'>>({
    title: ({ record }) => record.title,
    type: ({ record }) => record.type,
    path: ({ record }) => record.path,
    level: ({ record }) => record.level,
  }),
  playbook: fields<EntryOf<'playbooks'>>({ title: ({ record }) => record.title }),
  question: fields<EntryOf<'questions'>>({
    title: ({ record }) => record.title,
    state: ({ record }) => record.state,
    owner: ({ record }) => record.owner,
    due: ({ record }) => record.due,
    phase: ({ record }) => record.phase,
    answer: ({ record }) => record.answer,
  }),
  decision: fields<EntryOf<'decisions'>>({
    title: ({ record }) => record.title,
    state: ({ record }) => record.state,
    owner: ({ record }) => record.owner,
    date: ({ record }) => record.date,
    forum: ({ record }) => record.forum,
    phase: ({ record }) => record.phase,
  }),
  action: fields<EntryOf<'actions'>>({
    title: ({ record }) => record.title,
    state: ({ record }) => record.state ?? 'open',
    owner: ({ record }) => record.owner,
    due: ({ record }) => record.due,
    phase: ({ record }) => record.phase,
    meeting: ({ record }) => record.meeting,
  }),
  role: fields<EntryOf<'roles'>>({
    title: ({ record }) => record.title,
    owner: ({ record }) => record.owner,
  }),
  person: fields<EntryOf<'people'>>({
    name: ({ record }) => record.name,
    kind: ({ record }) => record.kind ?? 'human',
    external: ({ record }) => record.external ?? false,
    roles: ({ record }) => record.roles,
    emails: ({ record }) => record.emails,
  }),
}

/** The fields of a type that a condition may name. */
export function fieldNames(type: RecordType): readonly string[] {
  return ['id', ...Object.keys(fieldsByType[type])]
}

const isList = (value: Value | Field): value is readonly Scalar[] => Array.isArray(value)

function asField(value: Value | Field): Field {
  if (isList(value)) return { values: value }
  if (typeof value === 'object') return value
  return { values: value === undefined ? [] : [value] }
}

/** Reads a field of the records of a type; undefined where they have none of that name. */
export function recordField(type: RecordType, name: string, program: Program): ((entry: Entry<unknown>) => Field) | undefined {
  if (name === 'id') return ({ id }) => ({ values: [id] })
  const read = Object.hasOwn(fieldsByType[type], name) ? fieldsByType[type][name] : undefined
  return read && ((entry) => asField(read(entry, program)))
}

function assigned({ values, assigned: special }: Field): boolean {
  return special ?? (values.length > 0 && values.every((value) => isAssigned(String(value))))
}

/** A value of the record is the wanted one, or one of the wanted ones; numbers and texts of the same spelling are the same. */
export function holdsValue(wanted: WantedValue): (field: Field) => boolean {
  if (wanted === 'assigned') return assigned
  if (wanted === 'unassigned') return (field) => !assigned(field)
  const words = (Array.isArray(wanted) ? wanted : [wanted]).map(String)
  return ({ values }) => values.some((value) => words.includes(String(value)))
}

/** The state words that a condition over a type may compare with; undefined where any text will do, or none is known here. */
export function statesOfType(type: RecordType, program: Program): readonly string[] | undefined {
  if (type === 'milestone') return program.states.milestone
  return type === 'task' ? program.states.task : undefined
}
