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

/** A record as a query sees it. */
export interface QueriedRecord {
  readonly id: string
  readonly values: Readonly<Record<string, Value>>
  /** Fields that are more than their values. */
  readonly special: Readonly<Record<string, Field>>
}

function record(id: string, values: Readonly<Record<string, Value>>, special: Readonly<Record<string, Field>> = {}): QueriedRecord {
  return { id, values: { id, ...values }, special }
}

/** A field of a record. Made when it is asked for: a program has thousands of records, and a query names a field or two. */
export function fieldOf({ values, special }: QueriedRecord, name: string): Field {
  const value = values[name]
  return special[name] ?? { values: value === undefined ? [] : typeof value === 'object' ? value : [value] }
}

/** Accountable for a milestone is its owner, or else somebody for each of its accountable roles. */
function accountable(program: Program, milestone: MilestoneEntry): Field {
  const roles = milestone.record.accountable ?? []
  const assigned = isAssigned(milestone.record.owner) || (roles.length > 0 && ownersMissing(program, milestone).roles.length === 0)
  return { values: roles, assigned }
}

type Source = (program: Program, records: Case) => QueriedRecord[]

const sources: Readonly<Record<QuerySource, Source>> = {
  phases: (program, records) =>
    [...program.phases.values()].map(({ id, record: { title, window, parent } }) =>
      record(id, { title, window, parent, phase: id, state: phaseState(program, id, records) }),
    ),
  milestones: (program) =>
    [...program.milestones.values()].map((entry) => {
      const { title, owner, supporting, state } = entry.record
      const word = wordOf(state, program.states.milestone)
      return record(
        entry.id,
        { title, owner, supporting, phase: entry.phase, milestone: entry.id, state: word },
        { accountable: accountable(program, entry) },
      )
    }),
  tasks: (program) =>
    [...program.tasks.values()].map(({ id, milestone, parent, phases, record: task }) => {
      const { title, owner, role, priority, optional = false, checkpoint = false } = task
      return record(id, {
        title,
        owner,
        role,
        priority,
        optional,
        checkpoint,
        milestone,
        parent,
        phase: phases,
        state: wordOf(task.state, program.states.task),
      })
    }),
  deliverables: (program) =>
    [...program.deliverables.values()].map(({ id, phase, milestone, record: { title, path } }) =>
      record(id, { title, path, phase, milestone }),
    ),
  risks: (program) =>
    [...program.risks.values()].map(({ id, record: { title, impact, likelihood, severity, owner, mitigation, contingency, review } }) =>
      record(id, { title, impact, likelihood, severity, owner, mitigation, contingency, review, tasks: program.tasksOfRisk.get(id) ?? [] }),
    ),
  requirements: (program) =>
    [...program.requirements.values()].map(({ id, record: { title, text, parent } }) => record(id, { title, text, parent })),
  roles: (program) => [...program.roles.values()].map(({ id, record: { title, owner } }) => record(id, { title, owner })),
  people: (program) =>
    [...program.people.values()].map(({ id, record: { name, kind = 'human', external = false, roles, emails } }) =>
      record(id, { name, kind, external, roles, emails }),
    ),
  questions: (program) =>
    [...program.questions.values()].map(({ id, record: { title, state, owner, due, phase, answer } }) =>
      record(id, { title, state, owner, due, phase, answer }),
    ),
  decisions: (program) =>
    [...program.decisions.values()].map(({ id, record: { title, state, owner, date, forum, phase } }) =>
      record(id, { title, state, owner, date, forum, phase }),
    ),
  gates: (program) =>
    [...program.gates.values()].map(({ id, title, stage, phase, milestone }) => record(id, { title, stage, phase, milestone })),
  criteria: (program) =>
    [...program.criteria.values()].map(({ id, gate, record: criterion }) => {
      const at = program.gates.get(gate)
      const { level = 'required', continuous = false } = criterion
      return record(id, {
        gate,
        level,
        continuous,
        phase: at?.phase,
        milestone: at?.milestone,
        statement: criterion.statement,
        defined: criterion.check !== undefined,
      })
    }),
}

const fieldNames: Readonly<Record<QuerySource, readonly string[]>> = {
  phases: ['title', 'window', 'parent', 'phase', 'state'],
  milestones: ['title', 'owner', 'supporting', 'accountable', 'phase', 'milestone', 'state'],
  tasks: ['title', 'owner', 'role', 'priority', 'optional', 'checkpoint', 'milestone', 'parent', 'phase', 'state'],
  deliverables: ['title', 'path', 'phase', 'milestone'],
  risks: ['title', 'impact', 'likelihood', 'severity', 'owner', 'mitigation', 'contingency', 'review', 'tasks'],
  requirements: ['title', 'text', 'parent'],
  roles: ['title', 'owner'],
  people: ['name', 'kind', 'external', 'roles', 'emails'],
  questions: ['title', 'state', 'owner', 'due', 'phase', 'answer'],
  decisions: ['title', 'state', 'owner', 'date', 'forum', 'phase'],
  gates: ['title', 'stage', 'phase', 'milestone'],
  criteria: ['gate', 'level', 'continuous', 'phase', 'milestone', 'statement', 'defined'],
}

/** The fields that a query over a source may name. */
export function fieldsOf(source: QuerySource): readonly string[] {
  return Object.hasOwn(fieldNames, source) ? ['id', ...fieldNames[source]] : []
}

/** The records that a query ranges over, in order of the program. */
export function recordsOfSource(source: QuerySource, program: Program, records: Case): QueriedRecord[] {
  return sources[source](program, records)
}

/** The state words that a query over a source may compare with; undefined where any text will do. */
export function statesOf(source: QuerySource, program: Program): readonly string[] | undefined {
  if (source === 'phases') return ['planned', 'in-progress', 'closed']
  if (source === 'milestones') return program.states.milestone
  return source === 'tasks' ? program.states.task : undefined
}
