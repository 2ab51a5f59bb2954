import { compareIds } from './natural-order.ts'

/** A step of a graph, with what explains it (a place, say). */
export interface Edge<W> {
  readonly to: string
  readonly why: W
}

export type Graph<W> = ReadonlyMap<string, readonly Edge<W>[]>

/** A circle: `ids[i]` leads to `ids[i + 1]` by `steps[i]`, the last one back to the first. Starts at the smallest id. */
export interface Cycle<W> {
  readonly ids: readonly string[]
  readonly steps: readonly Edge<W>[]
}

/** Adds an edge; nodes need no declaration of their own. */
export function addEdge<W>(graph: Map<string, Edge<W>[]>, from: string, to: string, why: W): void {
  const edges = graph.get(from)
  if (edges) edges.push({ to, why })
  else graph.set(from, [{ to, why }])
}

/** A node on the walk: when it was met, the earliest node that it reaches, and the next edge to follow. */
interface Met<W> {
  readonly id: string
  readonly index: number
  readonly edges: readonly Edge<W>[]
  low: number
  next: number
  /** Its part is not complete yet. */
  open: boolean
}

/** The strongly connected parts of a graph that hold a circle (Tarjan's algorithm, with a stack of its own: depth is not limited). */
function circularParts<W>(graph: Graph<W>): string[][] {
  const found: string[][] = []
  const met = new Map<string, Met<W>>()
  const unfinished: Met<W>[] = []
  const path: Met<W>[] = []

  const enter = (id: string): void => {
    const node: Met<W> = { id, index: met.size, edges: graph.get(id) ?? [], low: met.size, next: 0, open: true }
    met.set(id, node)
    unfinished.push(node)
    path.push(node)
  }
  const finish = (top: Met<W>): void => {
    const part = unfinished.splice(unfinished.lastIndexOf(top))
    for (const node of part) node.open = false
    if (part.length > 1 || top.edges.some(({ to }) => to === top.id)) found.push(part.map(({ id }) => id))
  }

  for (const root of graph.keys()) {
    if (met.has(root)) continue
    enter(root)
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const edge = top.edges[top.next++]
      if (edge !== undefined) {
        const node = met.get(edge.to)
        if (node === undefined) enter(edge.to)
        else if (node.open) top.low = Math.min(top.low, node.index)
        continue
      }
      path.pop()
      const parent = path.at(-1)
      if (parent) parent.low = Math.min(parent.low, top.low)
      if (top.low === top.index) finish(top)
    }
  }
  return found
}

/** The shortest way from the smallest id of a part back to itself. */
function circleIn<W>(graph: Graph<W>, part: readonly string[]): Cycle<W> {
  const start = part.reduce((smallest, id) => (compareIds(id, smallest) < 0 ? id : smallest))
  const inside = new Set(part)
  const cameBy = new Map<string, { readonly from: string; readonly edge: Edge<W> }>()
  const queue = [start]
  for (let next = 0; next < queue.length && !cameBy.has(start); next++) {
    const from = queue[next] as string
    for (const edge of graph.get(from) ?? []) {
      if (!inside.has(edge.to) || cameBy.has(edge.to)) continue
      cameBy.set(edge.to, { from, edge })
      queue.push(edge.to)
    }
  }
  const ids: string[] = []
  const steps: Edge<W>[] = []
  for (let step = cameBy.get(start); step !== undefined; step = step.from === start ? undefined : cameBy.get(step.from)) {
    ids.push(step.from)
    steps.push(step.edge)
  }
  return { ids: ids.reverse(), steps: steps.reverse() }
}

/**
 * The circles of a graph: one for each strongly connected part, in order of their smallest id. A part may hold more than
 * one (their number can be exponential); the others show once this one is cut. Linear in nodes and edges.
 */
export function findCycles<W>(graph: Graph<W>): Cycle<W>[] {
  const cycles = circularParts(graph).map((part) => circleIn(graph, part))
  return cycles.sort((a, b) => compareIds(a.ids[0] as string, b.ids[0] as string))
}
