import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { cycleFound, type WhyGraph } from './cycle-found.ts'
import { addEdge, findCycles } from './cycles.ts'
import { gateCycles } from './gate-cycles.ts'
import { dependenciesOf } from './phase-order.ts'
import type { Entry, Program } from './program-types.ts'

/** A graph of the ids in one field of each record; ids that do not exist are left out (they are reported as such). */
function graphOf<E extends Entry<unknown>>(
  entries: ReadonlyMap<string, E>,
  field: string,
  idsOf: (entry: E) => string | readonly string[] | undefined,
): WhyGraph {
  const graph: WhyGraph = new Map()
  for (const from of entries.values()) {
    const ids = idsOf(from)
    if (typeof ids === 'string') {
      if (entries.has(ids)) addEdge(graph, from.id, ids, { from, path: field })
      continue
    }
    for (let index = 0; ids !== undefined && index < ids.length; index++) {
      const to = ids[index] as string
      if (entries.has(to)) addEdge(graph, from.id, to, { from, path: `${field}/${index}` })
    }
  }
  return graph
}

function milestoneGraph(program: Program): WhyGraph {
  const graph: WhyGraph = new Map()
  for (const from of program.milestones.values()) {
    for (const [index, { type, milestone }] of (from.record.relations ?? []).entries()) {
      if (!program.milestones.has(milestone)) continue
      const why = { from, path: `relations/${index}/milestone` }
      if (type === 'after') addEdge(graph, from.id, milestone, why)
      else if (type === 'before') addEdge(graph, milestone, from.id, why)
    }
  }
  return graph
}

/** Every circle of the program, with the whole path. */
export function checkCycles(program: Program): Diagnostic[] {
  const graphs: readonly (readonly [string, WhyGraph])[] = [
    ['phase dependencies', graphOf(program.phases, 'dependencies', ({ record }) => dependenciesOf(record))],
    ['phase parents', graphOf(program.phases, 'parent', ({ record }) => record.parent)],
    ['relations of milestones', milestoneGraph(program)],
    ['prerequisites', graphOf(program.tasks, 'prerequisites', ({ record }) => record.prerequisites)],
    ['dependencies of components', graphOf(program.components, 'dependsOn', ({ record }) => record.dependsOn)],
    ['requirement parents', graphOf(program.requirements, 'parent', ({ record }) => record.parent)],
  ]
  return [...graphs.flatMap(([what, graph]) => findCycles(graph).map((cycle) => cycleFound(what, cycle))), ...gateCycles(program)]
}
