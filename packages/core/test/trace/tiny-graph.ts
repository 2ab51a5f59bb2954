import type { Relation, TraceType } from '../../src/schema/trace.ts'
import { GraphDraft } from '../../src/trace/graph-draft.ts'
import { type TraceGraph, type TraceKey, typeOfKey } from '../../src/trace/trace-types.ts'

export type TinyLink = readonly [from: string, relation: Relation, to: string]

/** A graph of links between keys ("task:T1"); `more` are nodes without a link. Titles are "About <id>". */
export function tinyGraph(links: readonly TinyLink[], more: readonly string[] = []): TraceGraph {
  const draft = new GraphDraft()
  const node = (key: string): TraceKey => {
    const { type, id } = typeOfKey(key as TraceKey)
    const place = () => ({ file: `specification/${type}s.yaml`, line: 3, column: 5 })
    return draft.node({ type: type as TraceType, id, title: `About ${id}`, declared: !id.startsWith('?'), place })
  }
  for (const [from, relation, to] of links)
    draft.link(relation, node(from), node(to), { written: 'yaml', text: to, place: () => undefined })
  for (const key of more) node(key)
  return draft.finish()
}
