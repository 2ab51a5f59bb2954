import type { Relation, TraceType } from '../schema/trace.ts'
import { type TraceGraph, typeOfKey } from './trace-types.ts'

/** Two types that links join, and how many. */
export interface LinkedTypes {
  readonly rows: TraceType
  readonly columns: TraceType
  readonly relations: readonly Relation[]
  readonly links: number
}

const holdsOnly = ({ relations }: LinkedTypes): number => (relations.every((one) => one === 'part-of') ? 1 : 0)

/** Every pair of types that links join, those with most links first and what only holds last; what is depended on stands in the rows. */
export function linkedTypes(graph: TraceGraph): LinkedTypes[] {
  const pairs = new Map<string, { rows: TraceType; columns: TraceType; relations: Set<Relation>; links: number }>()
  for (const { from, to, relation } of graph.links) {
    const [rows, columns] = [typeOfKey(to).type, typeOfKey(from).type]
    const key = `${rows} ${columns}`
    const pair = pairs.get(key) ?? { rows, columns, relations: new Set(), links: 0 }
    pair.relations.add(relation)
    pair.links++
    pairs.set(key, pair)
  }
  return [...pairs.values()]
    .map((pair) => ({ ...pair, relations: [...pair.relations].sort() }))
    .sort((a, b) => holdsOnly(a) - holdsOnly(b) || b.links - a.links || (`${a.rows} ${a.columns}` < `${b.rows} ${b.columns}` ? -1 : 1))
}
