import type { Program } from '../link/program-types.ts'
import type { TraceType } from '../schema/trace.ts'
import { isOfBase } from './requirement-references.ts'
import type { TraceGraph, TraceNode } from './trace-types.ts'

const none: readonly TraceNode[] = []
const indexed = new WeakMap<TraceGraph, ReadonlyMap<TraceType, readonly TraceNode[]>>()

/** The nodes of a type, in order; each graph is gone through once. */
export function nodesOfType(graph: TraceGraph, type: TraceType): readonly TraceNode[] {
  let index = indexed.get(graph)
  if (index === undefined) {
    const byType = new Map<TraceType, TraceNode[]>()
    for (const node of graph.nodes.values()) {
      const nodes = byType.get(node.type)
      if (nodes) nodes.push(node)
      else byType.set(node.type, [node])
    }
    index = byType
    indexed.set(graph, byType)
  }
  return index.get(type) ?? none
}

/**
 * What coverage of a type is about: what the program declares. Where it declares nothing of the type, as of requirements that stand in a
 * document, it is what its records name; a change cannot end that by declaring a few.
 */
export function subjectTest(program: Program, graph: TraceGraph, type: TraceType): (node: TraceNode) => boolean {
  const nodes = nodesOfType(graph, type)
  // Of the types of records only requirements are ever named without being declared.
  const isKept = nodes.some(({ declared, id }) => declared && (type !== 'requirement' || isOfBase(program, id)))
  return isKept ? ({ declared }) => declared : () => true
}
