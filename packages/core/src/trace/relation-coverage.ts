import type { Program } from '../link/program-types.ts'
import type { TraceType } from '../schema/trace.ts'
import { type RuleCoverage, ruleCoverage } from './coverage.ts'
import { traceTypes } from './relations.ts'
import type { CoverageRule } from './trace-rules.ts'
import type { TraceGraph, TraceKey } from './trace-types.ts'

/** What plans trace, in the order in which it is shown. */
const usual: readonly (readonly [TraceType, TraceType])[] = [
  ['requirement', 'task'],
  ['requirement', 'property'],
  ['requirement', 'test'],
  ['requirement', 'criterion'],
  ['property', 'task'],
  ['property', 'test'],
  ['risk', 'task'],
  ['task', 'requirement'],
  ['task', 'risk'],
  ['task', 'source'],
  ['task', 'file'],
  ['task', 'test'],
  ['task', 'commit'],
  ['milestone', 'commit'],
  ['deliverable', 'criterion'],
  ['deliverable', 'evidence'],
  ['criterion', 'evidence'],
  ['component', 'task'],
  ['component', 'file'],
  ['component', 'test'],
]

/** How far a relation goes that nobody has made a rule of. */
export interface RelationCoverage extends RuleCoverage {
  /** Different records of the other type that take part in it. */
  readonly others: number
}

/**
 * Coverage of each relation that a program has at all: where not one link of it exists, the plan does not trace it, and nothing is said.
 * Nothing of this is a fault; only rules say what must be covered.
 */
export function relationCoverage(program: Program, graph: TraceGraph): readonly RelationCoverage[] {
  const others = othersOf(graph)
  const used = usual.filter((_, index) => (others[index] as number) > 0)
  const rules = used.map(([every, other], index): CoverageRule => {
    // A checkpoint only looks at the work of others.
    const where = every === 'task' ? { checkpoint: false } : {}
    const has = [{ type: other, relation: undefined, min: 1, max: undefined }]
    return { id: `${every}←${other}`, every, where, has, deep: false, severity: 'info', index: -1 - index }
  })
  const counts = others.filter((count) => count > 0)
  return ruleCoverage(program, graph, rules, []).map((coverage, index) => ({ ...coverage, others: counts[index] as number }))
}

/** For each of the usual pairs how many records of the second type are linked with one of the first. Each link is looked at twice. */
function othersOf(graph: TraceGraph): readonly number[] {
  const found = usual.map(() => 0)
  const pairs = new Map<TraceType, readonly { readonly every: TraceType; readonly index: number }[]>(
    traceTypes.map((type) => [type, usual.flatMap(([every, other], index) => (other === type ? [{ every, index }] : []))]),
  )
  const bits = new Map<TraceType | undefined, number>(traceTypes.map((type, index) => [type, 1 << index]))
  const bitOf = (key: TraceKey): number => bits.get(graph.nodes.get(key)?.type) ?? 0
  for (const { key, type } of graph.nodes.values()) {
    const asked = pairs.get(type)
    if (asked === undefined || asked.length === 0) continue
    let types = 0
    for (const { to } of graph.from(key)) types |= bitOf(to)
    for (const { from } of graph.to(key)) types |= bitOf(from)
    for (const { every, index } of asked) if ((types & (bits.get(every) as number)) !== 0) found[index] = (found[index] as number) + 1
  }
  return found
}
