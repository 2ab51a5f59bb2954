import type { Location } from '../diagnostics/diagnostic.ts'
import { compareIds } from '../link/natural-order.ts'
import type { Relation, TraceType } from '../schema/trace.ts'
import { relations, traceTypes } from './relations.ts'
import { type DanglingLink, type TraceGraph, type TraceKey, type TraceLink, type TraceNode, traceKey } from './trace-types.ts'

type Place = () => Location | undefined

/** What a link was read from, and where that stands. */
export interface Written {
  readonly written: TraceLink['written']
  readonly text: string
  readonly place: Place
}

/** Something that links join, before the graph is complete. */
export interface DraftNode {
  readonly type: TraceType
  readonly id: string
  readonly title: string
  readonly declared: boolean
  readonly place: Place
}

const nowhere: readonly TraceLink[] = []
const rankOf = new Map(relations.map((relation, index) => [relation, index] as const))

/** A graph while it is read. What is added first wins where the same link is written twice. */
export class GraphDraft {
  /** Set once ranges of requirements stand for more links than are drawn. */
  incomplete = false
  readonly #nodes = new Map<TraceKey, TraceNode>()
  readonly #links = new Map<TraceKey, TraceLink[]>()
  readonly #dangling: DanglingLink[] = []

  /** Adds a node unless there is one of that type and id, and gives its key. */
  node(node: DraftNode): TraceKey {
    const key = traceKey(node.type, node.id)
    if (!this.#nodes.has(key)) {
      const { type, id, title, declared, place } = node
      this.#nodes.set(key, { key, type, id, title, declared, place })
    }
    return key
  }

  has(key: TraceKey): boolean {
    return this.#nodes.has(key)
  }

  link(relation: Relation, from: TraceKey, to: TraceKey, { written, text, place }: Written): void {
    // One text for each key: whoever looks for it later finds the very same, and need not compare it.
    const source = this.#nodes.get(from)?.key ?? from
    const link = { relation, from: source, to: this.#nodes.get(to)?.key ?? to, written, text, place }
    const links = this.#links.get(source)
    if (links) links.push(link)
    else this.#links.set(source, [link])
  }

  dangle(relation: Relation, from: TraceKey, to: string, expected: readonly TraceType[], { written, text, place }: Written): void {
    this.#dangling.push({ relation, from, to, expected, written, text, place })
  }

  /** Sorts everything; what is linear stays so: most programs have their records in order already. */
  finish(): TraceGraph {
    const nodes = sortedNodes(this.#nodes)
    const order = new Map<TraceKey, number>()
    for (const key of nodes.keys()) order.set(key, order.size)
    const links: TraceLink[] = []
    const from = new Map<TraceKey, readonly TraceLink[]>()
    for (const key of nodes.keys()) {
      const own = this.#links.get(key)
      if (own === undefined) continue
      const sorted = sortedLinks(own, order)
      from.set(key, sorted)
      for (const link of sorted) links.push(link)
    }
    let to: Map<TraceKey, TraceLink[]> | undefined
    return {
      nodes,
      links,
      dangling: sortedDangling(this.#dangling, order),
      incomplete: this.incomplete,
      from: (key) => from.get(key) ?? nowhere,
      to: (key) => {
        to ??= byTarget(links)
        return to.get(key) ?? nowhere
      },
    }
  }
}

function sortedNodes(nodes: ReadonlyMap<TraceKey, TraceNode>): ReadonlyMap<TraceKey, TraceNode> {
  const byType = new Map<TraceType, TraceNode[]>(traceTypes.map((type) => [type, []]))
  for (const node of nodes.values()) byType.get(node.type)?.push(node)
  const sorted = new Map<TraceKey, TraceNode>()
  for (const list of byType.values()) {
    list.sort((a, b) => compareIds(a.id, b.id))
    for (const node of list) sorted.set(node.key, node)
  }
  return sorted
}

const rank = (relation: Relation): number => rankOf.get(relation) as number

/** The links of one node, by relation and target, each once. */
function sortedLinks(links: TraceLink[], order: ReadonlyMap<TraceKey, number>): readonly TraceLink[] {
  if (links.length === 1) return links
  const at = (key: TraceKey): number => order.get(key) ?? 0
  links.sort((a, b) => rank(a.relation) - rank(b.relation) || at(a.to) - at(b.to))
  return links.filter((link, index) => {
    const before = links[index - 1]
    return before === undefined || before.relation !== link.relation || before.to !== link.to
  })
}

function sortedDangling(dangling: readonly DanglingLink[], order: ReadonlyMap<TraceKey, number>): readonly DanglingLink[] {
  const at = (key: TraceKey): number => order.get(key) ?? 0
  const sorted = [...dangling].sort((a, b) => at(a.from) - at(b.from) || rank(a.relation) - rank(b.relation) || compareIds(a.to, b.to))
  return sorted.filter((one, index) => {
    const before = sorted[index - 1]
    return before === undefined || before.from !== one.from || before.relation !== one.relation || before.to !== one.to
  })
}

function byTarget(links: readonly TraceLink[]): Map<TraceKey, TraceLink[]> {
  const to = new Map<TraceKey, TraceLink[]>()
  for (const link of links) {
    const known = to.get(link.to)
    if (known) known.push(link)
    else to.set(link.to, [link])
  }
  return to
}
