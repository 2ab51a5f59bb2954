import type { CriterionEntry, GateEntry, Program } from '../../link/program-types.ts'
import type { Relation } from '../../schema/trace.ts'
import { type TraceGraph, type TraceKey, type TraceLink, traceKey } from '../../trace/trace-types.ts'

/** Tasks and all below them, each once. */
function withChildren(program: Program, ids: readonly string[]): string[] {
  const found = new Set(ids.filter((id) => program.tasks.has(id)))
  // A set is walked in the order in which it grows.
  for (const id of found) for (const child of program.tasks.get(id)?.children ?? []) found.add(child)
  return [...found]
}

/** The tasks and deliverables that a gate closes: of its milestone, of its whole phase, or the tasks that it says it stands over. */
function closedBy(program: Program, gate: GateEntry): { readonly tasks: readonly string[]; readonly deliverables: readonly string[] } {
  const closed =
    gate.stage === 'acceptance'
      ? program.milestones.get(gate.milestone as string)
      : gate.stage === 'exit'
        ? program.phases.get(gate.phase as string)
        : undefined
  return closed ?? { tasks: withChildren(program, gate.record.covers ?? []), deliverables: [] }
}

/** The records that a gate is about: its criteria, and the tasks and deliverables that it closes. */
export function scopeOf(program: Program, gate: GateEntry): TraceKey[] {
  const { tasks, deliverables } = closedBy(program, gate)
  return [
    ...gate.criteria.map(({ id }) => traceKey('criterion', id)),
    ...tasks.map((id) => traceKey('task', id)),
    ...deliverables.map((id) => traceKey('deliverable', id)),
  ]
}

/** What says what work has to be, and not when it comes or what it is for. */
const demands: ReadonlySet<Relation> = new Set(['verifies', 'satisfies', 'validates', 'tests', 'refines', 'uses', 'cites'])

/** What some criteria rest on: each record with the link that leads to it, from the criteria on. */
export type Foundation = ReadonlyMap<TraceKey, TraceLink | undefined>

/**
 * What evidence for some criteria of a gate rests on: the criteria, what they say that they verify, and what the tasks that the gate closes
 * have to satisfy, validate, test and follow; the tasks themselves only where a criterion names them. All of it to the end of the chain.
 * `isNamedOnly`: only what the criteria name.
 */
export function foundationOf(
  program: Program,
  graph: TraceGraph,
  gate: GateEntry,
  criteria: readonly CriterionEntry[],
  isNamedOnly = false,
): Foundation {
  const found = new Map<TraceKey, TraceLink | undefined>(criteria.map(({ id }) => [traceKey('criterion', id), undefined]))
  const follow = (key: TraceKey): void => {
    for (const link of graph.from(key)) if (demands.has(link.relation) && !found.has(link.to)) found.set(link.to, link)
  }
  // Maps are walked in the order in which they grow: what a criterion names itself comes first, then what its tasks do.
  for (const key of found.keys()) follow(key)
  for (const id of isNamedOnly ? [] : closedBy(program, gate).tasks) follow(traceKey('task', id))
  for (const key of found.keys()) follow(key)
  return found
}
