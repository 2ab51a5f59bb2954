import { ownersMissing } from '../link/owners.ts'
import type { MilestoneEntry, Program } from '../link/program-types.ts'
import { isAssigned, wordOf } from '../link/state.ts'
import type { LeafOf } from '../schema/check.ts'
import type { Case } from './case.ts'
import { phaseState } from './phase-state.ts'

export type QuerySource = LeafOf<'query'>['from']
type Scalar = string | number | boolean

/** A field of a record as a query sees it: no value, one, or several. `assigned` where that is more than having a value. */
export interface Field {
  readonly values: readonly Scalar[]
  readonly assigned?: boolean
}

type Value = Scalar | readonly Scalar[] | undefined

/** A record that a query ranges over. Its fields are read when they are asked for: a program has thousands of records, a query names a field or two. */
export interface QueriedRecord {
  readonly id: string
}

/** Reads one field of a record of its source. */
export type FieldReader = (record: QueriedRecord) => Field

interface Source<E extends QueriedRecord> {
  readonly all: (program: Program) => ReadonlyMap<string, E>
  readonly fields: Readonly<Record<string, (entry: E, program: Program, records: Case) => Value | Field>>
}

/** Accountable for a milestone is its owner, or else somebody for each of its accountable roles. */
function accountable(milestone: MilestoneEntry, program: Program): Field {
  const roles = milestone.record.accountable ?? []
  const assigned = isAssigned(milestone.record.owner) || (roles.length > 0 && ownersMissing(program, milestone).roles.length === 0)
  return { values: roles, assigned }
}

/** A source whose readers are only ever given its own records. */
const source = <E extends QueriedRecord>(all: Source<E>['all'], fields: Source<E>['fields']): Source<QueriedRecord> => ({
  all,
  fields: fields as Source<QueriedRecord>['fields'],
})

const sources: Readonly<Record<QuerySource, Source<QueriedRecord>>> = {
  phases: source((program) => program.phases, {
    title: ({ record }) => record.title,
    window: ({ record }) => record.window,
    parent: ({ record }) => record.parent,
    phase: ({ id }) => id,
    state: ({ id }, program, records) => phaseState(program, id, records),
  }),
  milestones: source((program) => program.milestones, {
    title: ({ record }) => record.title,
    owner: ({ record }) => record.owner,
    supporting: ({ record }) => record.supporting,
    accountable,
    phase: ({ phase }) => phase,
    milestone: ({ id }) => id,
    state: ({ record }, program) => wordOf(record.state, program.states.milestone),
  }),
  tasks: source((program) => program.tasks, {
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
  deliverables: source((program) => program.deliverables, {
    title: ({ record }) => record.title,
    path: ({ record }) => record.path,
    phase: ({ phase }) => phase,
    milestone: ({ milestone }) => milestone,
  }),
  risks: source((program) => program.risks, {
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
  requirements: source((program) => program.requirements, {
    title: ({ record }) => record.title,
    text: ({ record }) => record.text,
    parent: ({ record }) => record.parent,
  }),
  roles: source((program) => program.roles, {
    title: ({ record }) => record.title,
    owner: ({ record }) => record.owner,
  }),
  people: source((program) => program.people, {
    name: ({ record }) => record.name,
    kind: ({ record }) => record.kind ?? 'human',
    external: ({ record }) => record.external ?? false,
    roles: ({ record }) => record.roles,
    emails: ({ record }) => record.emails,
  }),
  questions: source((program) => program.questions, {
    title: ({ record }) => record.title,
    state: ({ record }) => record.state,
    owner: ({ record }) => record.owner,
    due: ({ record }) => record.due,
    phase: ({ record }) => record.phase,
    answer: ({ record }) => record.answer,
  }),
  decisions: source((program) => program.decisions, {
    title: ({ record }) => record.title,
    state: ({ record }) => record.state,
    owner: ({ record }) => record.owner,
    date: ({ record }) => record.date,
    forum: ({ record }) => record.forum,
    phase: ({ record }) => record.phase,
  }),
  gates: source((program) => program.gates, {
    title: ({ title }) => title,
    stage: ({ stage }) => stage,
    phase: ({ phase }) => phase,
    milestone: ({ milestone }) => milestone,
  }),
  criteria: source((program) => program.criteria, {
    gate: ({ gate }) => gate,
    level: ({ record }) => record.level ?? 'required',
    continuous: ({ record }) => record.continuous ?? false,
    phase: ({ gate }, program) => program.gates.get(gate)?.phase,
    milestone: ({ gate }, program) => program.gates.get(gate)?.milestone,
    statement: ({ record }) => record.statement,
    defined: ({ record }) => record.check !== undefined,
  }),
}

/** The fields that a query over a source may name. */
export function fieldsOf(from: QuerySource): readonly string[] {
  return Object.hasOwn(sources, from) ? ['id', ...Object.keys(sources[from].fields)] : []
}

/** The records that a query ranges over, by id, in order of the program. */
export function recordsOfSource(from: QuerySource, program: Program): ReadonlyMap<string, QueriedRecord> {
  return sources[from].all(program)
}

const isList = (value: Value | Field): value is readonly Scalar[] => Array.isArray(value)

function asField(value: Value | Field): Field {
  if (isList(value)) return { values: value }
  if (typeof value === 'object') return value
  return { values: value === undefined ? [] : [value] }
}

/** Reads a field of the records of a source. */
export function fieldReader(from: QuerySource, name: string, program: Program, records: Case): FieldReader {
  const { fields } = sources[from]
  const read = Object.hasOwn(fields, name) ? fields[name] : undefined
  if (read === undefined) return name === 'id' ? ({ id }) => ({ values: [id] }) : () => ({ values: [] })
  return (record) => asField(read(record, program, records))
}

/** The state words that a query over a source may compare with; undefined where any text will do. */
export function statesOf(source: QuerySource, program: Program): readonly string[] | undefined {
  if (source === 'phases') return ['planned', 'in-progress', 'closed']
  if (source === 'milestones') return program.states.milestone
  return source === 'tasks' ? program.states.task : undefined
}
