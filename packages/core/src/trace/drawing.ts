import type { Relation, TraceType } from '../schema/trace.ts'
import type { TraceGraph, TraceKey, TraceLink, TraceNode } from './trace-types.ts'
import { manyOf } from './type-words.ts'

/** A link of a drawing: every link from one record to another, as one line. */
export interface DrawnLink {
  readonly from: TraceKey
  readonly to: TraceKey
  readonly relations: readonly Relation[]
  readonly suspect: boolean
  /** True: it closes a cycle, so that it cannot point from a higher level to a lower one. */
  readonly closes: boolean
}

/** A part of the link graph, and the level of each of its records: one that depends on nothing is at 0. */
export interface Drawing {
  /** By level, then in the order of the graph. */
  readonly nodes: readonly { readonly node: TraceNode; readonly level: number }[]
  readonly links: readonly DrawnLink[]
  /** Records at the start of the drawing. */
  readonly roots: readonly TraceKey[]
  /** How many records were chosen, and how many of them are left out because there were too many. */
  readonly chosen: number
  readonly leftOut: number
}

export interface DrawingChoice {
  /** Only records of these types. */
  readonly of?: readonly TraceType[] | undefined
  /** Only what is linked with these, so many links far (default 2). */
  readonly from?: readonly TraceKey[] | undefined
  readonly depth?: number | undefined
  readonly relations?: readonly Relation[] | undefined
  /** Draw at most so many records and links. */
  readonly limit: { readonly nodes: number; readonly links: number }
  readonly isSuspect?: ((link: TraceLink) => boolean) | undefined
}

/**
 * Whether a link is followed. What holds what is left out, for it joins everything with everything; it is drawn where it is asked for, or
 * between records of types that are.
 */
function followed({ of, relations, from }: DrawingChoice): (link: TraceLink) => boolean {
  if (relations !== undefined) return ({ relation }) => relations.includes(relation)
  return of !== undefined && from === undefined ? () => true : ({ relation }) => relation !== 'part-of'
}

/** What can be reached from some records, the nearest first, with how far away it is. */
function* near(graph: TraceGraph, starts: readonly TraceKey[], depth: number, choice: DrawingChoice): Generator<TraceKey> {
  const follows = followed(choice)
  const isChosen = (key: TraceKey): boolean => choice.of === undefined || choice.of.includes(key.slice(0, key.indexOf(':')) as TraceType)
  const far = new Map<TraceKey, number>(starts.map((key) => [key, 0]))
  yield* far.keys()
  for (const [key, distance] of far) {
    if (distance === depth) continue
    const steps = [
      ...graph
        .from(key)
        .filter(follows)
        .map(({ to }) => to),
      ...graph
        .to(key)
        .filter(follows)
        .map(({ from }) => from),
    ]
    for (const next of steps) {
      if (far.has(next) || !isChosen(next)) continue
      far.set(next, distance + 1)
      yield next
    }
  }
}

/** Every record that is to be drawn; where there are too many, those that hang together come first. */
function* chosenKeys(graph: TraceGraph, choice: DrawingChoice): Generator<TraceKey> {
  const { of, from, depth = 2 } = choice
  if (from !== undefined) {
    yield* near(
      graph,
      [...new Set(from)].filter((key) => graph.nodes.has(key)),
      depth,
      choice,
    )
    return
  }
  const follows = followed(choice)
  const seen = new Set<TraceKey>()
  for (const { key, type } of graph.nodes.values()) {
    if (seen.has(key) || (of !== undefined && !of.includes(type))) continue
    // Of types that are asked for every record is drawn; else those that are linked.
    if (of === undefined && !graph.from(key).some(follows) && !graph.to(key).some(follows)) continue
    for (const one of near(graph, [key], Number.POSITIVE_INFINITY, choice)) {
      if (seen.has(one)) continue
      seen.add(one)
      yield one
    }
  }
}

/** The links among some records, those between the same two as one; `room` of them at most. */
function linksAmong(graph: TraceGraph, keys: ReadonlySet<TraceKey>, choice: DrawingChoice): Omit<DrawnLink, 'closes'>[] {
  const follows = followed(choice)
  const drawn: Omit<DrawnLink, 'closes'>[] = []
  for (const from of keys) {
    const byTarget = new Map<TraceKey, { relations: Relation[]; suspect: boolean }>()
    for (const link of graph.from(from)) {
      if (!keys.has(link.to) || !follows(link)) continue
      const one = byTarget.get(link.to) ?? { relations: [], suspect: false }
      one.relations.push(link.relation)
      one.suspect ||= choice.isSuspect?.(link) === true
      byTarget.set(link.to, one)
    }
    for (const [to, one] of byTarget) drawn.push({ from, to, ...one })
  }
  return drawn
}

/** The links that close a cycle, found by walking along the links in order. No recursion: a chain may be long. */
function closing(
  keys: Iterable<TraceKey>,
  from: ReadonlyMap<TraceKey, readonly Omit<DrawnLink, 'closes'>[]>,
): Set<Omit<DrawnLink, 'closes'>> {
  const closes = new Set<Omit<DrawnLink, 'closes'>>()
  const state = new Map<TraceKey, 'open' | 'done'>()
  for (const start of keys) {
    if (state.has(start)) continue
    const stack = [{ key: start, next: 0 }]
    state.set(start, 'open')
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const link = from.get(top.key)?.[top.next++]
      if (link === undefined) {
        state.set(top.key, 'done')
        stack.pop()
      } else if (state.get(link.to) === 'open') closes.add(link)
      else if (!state.has(link.to)) {
        state.set(link.to, 'open')
        stack.push({ key: link.to, next: 0 })
      }
    }
  }
  return closes
}

/** The level of each record: one above the highest that it depends on. */
function levelsOf(keys: readonly TraceKey[], links: readonly DrawnLink[]): Map<TraceKey, number> {
  const levels = new Map<TraceKey, number>(keys.map((key) => [key, 0]))
  const open = new Map<TraceKey, number>()
  const dependents = new Map<TraceKey, TraceKey[]>()
  for (const { from, to, closes } of links) {
    if (closes) continue
    open.set(from, (open.get(from) ?? 0) + 1)
    const list = dependents.get(to)
    if (list) list.push(from)
    else dependents.set(to, [from])
  }
  const ready = keys.filter((key) => !open.has(key))
  for (const key of ready) {
    const above = (levels.get(key) as number) + 1
    for (const one of dependents.get(key) ?? []) {
      levels.set(one, Math.max(levels.get(one) as number, above))
      const left = (open.get(one) as number) - 1
      open.set(one, left)
      if (left === 0) ready.push(one)
    }
  }
  return levels
}

/** Chooses what is drawn and gives it levels. Linear in the graph. */
export function drawingOf(graph: TraceGraph, choice: DrawingChoice): Drawing {
  const chosen = [...chosenKeys(graph, choice)]
  let keys = chosen.slice(0, choice.limit.nodes)
  let among = linksAmong(graph, new Set(keys), choice)
  while (among.length > choice.limit.links && keys.length > 1) {
    keys = keys.slice(0, Math.floor(keys.length * Math.min(0.9, choice.limit.links / among.length)))
    among = linksAmong(graph, new Set(keys), choice)
  }
  const kept = new Set(keys)
  const sorted = [...graph.nodes.keys()].filter((key) => kept.has(key))
  const order = new Map(sorted.map((key, index) => [key, index]))
  const at = (key: TraceKey): number => order.get(key) as number
  among.sort((a, b) => at(a.from) - at(b.from) || at(a.to) - at(b.to))
  const from = new Map<TraceKey, Omit<DrawnLink, 'closes'>[]>()
  for (const link of among) {
    const list = from.get(link.from)
    if (list) list.push(link)
    else from.set(link.from, [link])
  }
  const closes = closing(sorted, from)
  const links = among.map((link): DrawnLink => ({ ...link, closes: closes.has(link) }))
  const levels = levelsOf(sorted, links)
  const nodes = sorted.map((key) => ({ node: graph.nodes.get(key) as TraceNode, level: levels.get(key) as number }))
  return {
    nodes: nodes.sort((a, b) => a.level - b.level),
    links,
    roots: choice.from?.filter((key) => kept.has(key)) ?? [],
    chosen: chosen.length,
    leftOut: chosen.length - keys.length,
  }
}

/** "25 tasks, 20 risks · 25 links" */
export function summaryOfDrawing({ nodes, links }: Drawing): string {
  const counts = new Map<string, number>()
  for (const { node } of nodes) counts.set(node.type, (counts.get(node.type) ?? 0) + 1)
  const parts = [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([type, count]) => `${count} ${count === 1 ? type : manyOf(type)}`)
  return `${parts.join(', ')} · ${links.length} ${links.length === 1 ? 'link' : 'links'}`
}
