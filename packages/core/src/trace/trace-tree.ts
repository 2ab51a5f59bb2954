import { relations } from './relations.ts'
import type { TraceGraph, TraceKey, TraceLink } from './trace-types.ts'

/** A link on the way from a record, with what stands at its other end. */
export interface TraceStep {
  readonly link: TraceLink
  /** The end that the step leads to. */
  readonly to: TraceKey
  /** Links from the record, this one included. */
  readonly depth: number
  /** `first`: what lies beyond hangs here, if anything does. `again`: it hangs at another step to the same record. `circle`: that record is on the way here. */
  readonly met: 'first' | 'again' | 'circle'
  /** What hangs here; nothing beyond the depth that was asked for, or behind what only holds the record. */
  readonly next: readonly TraceStep[]
  /** Links that lead on from here and are left out because of the depth. */
  readonly beyond: number
}

/** Which way to go: `from`: what a record depends on; `to`: what depends on it. */
export type TraceDirection = 'from' | 'to'

type Growing = TraceStep & { readonly next: TraceStep[]; beyond: number; readonly parent: Growing | undefined }

/** What holds a record, or is held by it, does not depend on what that depends on. */
const isContainment = ({ relation }: TraceLink): boolean => relation === 'part-of'

const rankOf = new Map(relations.map((relation, index) => [relation, index] as const))
const rank = ({ relation }: TraceLink): number => rankOf.get(relation) as number

/** By relation, containment last; links that lead to a record are in the order of where they start. */
const inOrder = (links: readonly TraceLink[]): readonly TraceLink[] =>
  links.every((link, index) => index === 0 || rank(links[index - 1] as TraceLink) <= rank(link))
    ? links
    : [...links].sort((a, b) => rank(a) - rank(b))

function isOnTheWay(step: Growing | undefined, key: TraceKey): boolean {
  for (let at = step; at !== undefined; at = at.parent) if (at.to === key) return true
  return false
}

/**
 * The links around a record in one direction, as a tree: each record hangs where the way to it is shortest, and every other way ends at
 * it. Linear in what is reached.
 */
export function traceTree(graph: TraceGraph, start: TraceKey, direction: TraceDirection, depth: number): TraceStep[] {
  const roots: Growing[] = []
  const known = new Set<TraceKey>([start])
  const open: Growing[] = []
  const further = (key: TraceKey): readonly TraceLink[] => graph[direction](key).filter((link) => !isContainment(link))
  const grow = (key: TraceKey, parent: Growing | undefined): void => {
    const below = parent?.depth ?? 0
    const links = inOrder(parent === undefined ? graph[direction](key) : further(key))
    if (below >= depth) {
      if (parent) parent.beyond = links.length
      return
    }
    for (const link of links) {
      const to = direction === 'from' ? link.to : link.from
      const isKnown = known.has(to) && !isContainment(link) && further(to).length > 0
      const met = !isKnown ? 'first' : to === start || isOnTheWay(parent, to) ? 'circle' : 'again'
      const step: Growing = { link, to, depth: below + 1, met, next: [], beyond: 0, parent }
      ;(parent?.next ?? roots).push(step)
      if (met !== 'first' || isContainment(link)) continue
      known.add(to)
      open.push(step)
    }
  }
  grow(start, undefined)
  for (let at = 0; at < open.length; at++) grow((open[at] as Growing).to, open[at])
  return roots
}
