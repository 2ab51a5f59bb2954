import { linkRisks } from '../../link/collect-tasks.ts'
import type { Entry, GateEntry, MilestoneEntry, PhaseEntry, Program, TaskEntry } from '../../link/program-types.ts'
import { wordOf } from '../../link/state.ts'
import type { State } from '../../schema/plan-records.ts'

type Records<E> = ReadonlyMap<string, E>

/** Everything of base, in its order, then what only head has. `merge` joins a record that both have. */
function union<E>(
  base: Records<E>,
  head: Records<E> | undefined,
  merge: (base: E, head: E | undefined) => E,
  added: (head: E) => E,
): Map<string, E> {
  const all = new Map<string, E>()
  for (const [id, entry] of base) all.set(id, merge(entry, head?.get(id)))
  for (const [id, entry] of head ?? []) if (!all.has(id)) all.set(id, added(entry))
  return all
}

const same = <E>(entry: E): E => entry
const both = <E>(base: Records<E>, head: Records<E> | undefined): Map<string, E> => union(base, head, same, same)

const joined = (base: readonly string[], head: readonly string[] = []): string[] => [...new Set([...base, ...head])]

/** A record of base with some fields of head; the very entry of base where nothing differs. */
function withFields<E extends Entry<object>>(base: E, head: Entry<object> | undefined, fields: readonly string[]): E {
  if (head === undefined) return base
  const [before, now] = [base.record as Readonly<Record<string, unknown>>, head.record as Readonly<Record<string, unknown>>]
  const taken = fields.filter((field) => now[field] !== before[field])
  if (taken.length === 0) return base
  const record = { ...before }
  for (const field of taken) {
    if (now[field] === undefined) delete record[field]
    else record[field] = now[field]
  }
  return { ...base, record }
}

/** The entry in another state; `undefined` is the first one. */
export function inState<E extends Entry<{ readonly state?: State | undefined }>>(entry: E, state: State | undefined): E {
  if (entry.record.state === state) return entry
  const { state: _, ...rest } = entry.record
  return { ...entry, record: state === undefined ? rest : { ...rest, state } }
}

/** The state that head claims, as far as base has a word for it: a change of the words counts once it is part of base. */
function stateIn<E extends Entry<{ readonly state?: State | undefined }>>(
  base: E | undefined,
  head: E,
  words: readonly string[],
): State | undefined {
  return words.includes(wordOf(head.record.state, words)) ? head.record.state : base?.record.state
}

/** Gates that only head has; they are judged for information. */
export const newGatesOf = (base: Program, head: Program | undefined): GateEntry[] =>
  [...(head?.gates.values() ?? [])].filter((gate) => !base.gates.has(gate.id))

/**
 * The program that a change is judged on. What decides (gates, criteria, policy, roles, people, rules, words of states, folders) is that
 * of base. Records of the plan are those of both: a record of base keeps its definition and takes only its state (and the answer of a
 * question or a decision) from head, one that head removed stays as base has it, and one that only head has is added. So what a change
 * says about the plan can make a quantifier harder to satisfy, and never drops a record that base counts.
 */
export function unionProgram(base: Program, head: Program | undefined): Program {
  const words = base.states
  const milestones = union<MilestoneEntry>(
    base.milestones,
    head?.milestones,
    (entry, now) => {
      if (now === undefined) return entry
      const stated = inState(entry, stateIn(entry, now, words.milestone))
      const [tasks, deliverables] = [
        joined(entry.tasks, addedOf(now.tasks, base.tasks)),
        joined(entry.deliverables, addedOf(now.deliverables, base.deliverables)),
      ]
      return tasks.length === entry.tasks.length && deliverables.length === entry.deliverables.length
        ? stated
        : { ...stated, tasks, deliverables }
    },
    (now) => inState(now, stateIn(undefined, now, words.milestone)),
  )
  const tasks = union<TaskEntry>(
    base.tasks,
    head?.tasks,
    (entry, now) => {
      if (now === undefined) return entry
      const stated = inState(entry, stateIn(entry, now, words.task))
      const children = joined(entry.children, addedOf(now.children, base.tasks))
      return children.length === entry.children.length ? stated : { ...stated, children }
    },
    (now) => inState(now, stateIn(undefined, now, words.task)),
  )
  const phases = union<PhaseEntry>(
    base.phases,
    head?.phases,
    (entry, now) => (now === undefined ? entry : withAdded(entry, now, base)),
    (now) => ({ ...now, gates: [], order: base.phases.size + now.order }),
  )
  const risks = both(base.risks, head?.risks)
  let tasksOfRisk: Program['tasksOfRisk'] | undefined
  return {
    id: base.id,
    name: base.name,
    isDefault: base.isDefault,
    folders: base.folders,
    file: base.file,
    phases,
    milestones,
    tasks,
    deliverables: both(base.deliverables, head?.deliverables),
    gates: base.gates,
    criteria: base.criteria,
    risks,
    requirements: both(base.requirements, head?.requirements),
    properties: both(base.properties, head?.properties),
    components: both(base.components, head?.components),
    playbooks: both(base.playbooks, head?.playbooks),
    questions: union(base.questions, head?.questions, (entry, now) => withFields(entry, now, ['state', 'answer']), same),
    decisions: union(base.decisions, head?.decisions, (entry, now) => withFields(entry, now, ['state', 'date', 'forum']), same),
    actions: union(base.actions, head?.actions, (entry, now) => withFields(entry, now, ['state']), same),
    roles: base.roles,
    people: base.people,
    policy: base.policy,
    get tasksOfRisk() {
      tasksOfRisk ??= linkRisks(tasks, risks)
      return tasksOfRisk
    },
    states: words,
    ...(head !== undefined && { after: head }),
  }
}

/** Ids that head lists and base does not know: a record of base stays where base has it. */
function addedOf(ids: readonly string[], known: Records<unknown>): string[] {
  return ids.filter((id) => !known.has(id))
}

function withAdded(entry: PhaseEntry, now: PhaseEntry, base: Program): PhaseEntry {
  const milestones = joined(entry.milestones, addedOf(now.milestones, base.milestones))
  const tasks = joined(entry.tasks, addedOf(now.tasks, base.tasks))
  const deliverables = joined(entry.deliverables, addedOf(now.deliverables, base.deliverables))
  const grown =
    milestones.length + tasks.length + deliverables.length > entry.milestones.length + entry.tasks.length + entry.deliverables.length
  return grown ? { ...entry, milestones, tasks, deliverables } : entry
}

/** The same program with the gates that only head has, so that they can be shown beside those that decide. */
export function withNewGates(program: Program, base: Program, head: Program | undefined): Program {
  const added = newGatesOf(base, head)
  const criteria = [...(head?.criteria ?? [])].filter(([id]) => !base.criteria.has(id))
  const gates = added.map((gate): [string, GateEntry] => [gate.id, gate])
  return { ...program, gates: new Map([...base.gates, ...gates]), criteria: new Map([...base.criteria, ...criteria]) }
}
