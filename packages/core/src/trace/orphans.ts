import type { Program } from '../link/program-types.ts'
import type { TraceType } from '../schema/trace.ts'
import { nodesOfType } from './graph-index.ts'
import type { TraceGraph, TraceKey, TraceLink } from './trace-types.ts'

/** Records that are there to be linked: a phase, a role or a playbook without links lacks nothing. */
const linkable: readonly TraceType[] = ['task', 'deliverable', 'risk', 'requirement', 'property', 'component']

/**
 * Records without a link of any kind but containment, in order. A task is none while a task above or below it has a link, for the work
 * is traced where the plan says it once; a checkpoint only looks at the work of others.
 */
export function orphans(program: Program, graph: TraceGraph): readonly TraceKey[] {
  const isLinked = (key: TraceKey): boolean =>
    graph.from(key).some(({ relation }) => relation !== 'part-of') || graph.to(key).some(({ relation }) => relation !== 'part-of')
  let tasks: ReadonlySet<TraceKey> | undefined
  const isTraced = (key: TraceKey): boolean => {
    tasks ??= tracedTasks(graph, isLinked)
    return tasks.has(key)
  }
  const isCheckpoint = (id: string): boolean => program.tasks.get(id)?.record.checkpoint === true
  return linkable.flatMap((type) =>
    nodesOfType(graph, type).flatMap(({ key, id, declared }) =>
      !declared || isLinked(key) || (type === 'task' && (isTraced(key) || isCheckpoint(id))) ? [] : [key],
    ),
  )
}

/** The tasks above and below a task that has a link. */
function tracedTasks(graph: TraceGraph, isLinked: (key: TraceKey) => boolean): ReadonlySet<TraceKey> {
  const linked = nodesOfType(graph, 'task').flatMap(({ key }) => (isLinked(key) ? [key] : []))
  const follow = (next: (key: TraceKey) => readonly TraceLink[], end: 'from' | 'to'): Set<TraceKey> => {
    const seen = new Set(linked)
    for (const key of seen)
      for (const link of next(key)) if (link.relation === 'part-of' && link[end].startsWith('task:')) seen.add(link[end])
    return seen
  }
  const traced = follow(graph.from, 'to')
  for (const key of follow(graph.to, 'from')) traced.add(key)
  return traced
}
