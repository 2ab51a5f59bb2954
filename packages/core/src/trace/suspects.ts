import { idOfLink, isReviewable, type LinkMemory, type LinkState, outdatedLinks, type Recollection } from './link-memory.ts'
import type { Difference, MeaningOf } from './meaning.ts'
import type { TraceGraph, TraceKey, TraceLink } from './trace-types.ts'

/** A link whose target does not mean any more what it meant when somebody looked at it. */
export interface SuspectLink {
  readonly link: TraceLink
  readonly difference: Difference
  /** The last review that remembers it. */
  readonly last: Recollection
}

/** How the links of a program stand. */
export interface Suspects {
  /** Every suspect link, in the order of the graph. */
  readonly links: readonly SuspectLink[]
  /** Undefined for a link that is never reviewed: containment, and what is a record of its own. */
  stateOf(link: TraceLink): LinkState | undefined
  /** True when a link from a record is suspect, or one from what it depends on. */
  isSuspect(key: TraceKey): boolean
  /** The shortest way from a record to a suspect link, which is its last step; empty when the record is not suspect. */
  pathFrom(key: TraceKey): readonly TraceLink[]
  /** The suspect links that some records lean on, each once; at most `limit`, and those that are found on the first 20,000 steps. */
  under(keys: Iterable<TraceKey>, limit?: number): readonly SuspectLink[]
}

/** What many gates lean on would be walked through for each of them: a count need not be exact then. */
const mostSteps = 20_000

/** True for a link along which a change of meaning goes on: what holds something does not depend on it. */
export const isDependency = ({ relation }: Pick<TraceLink, 'relation'>): boolean => relation !== 'part-of'

/**
 * Finds the suspect links and all that leans on them. The graph is only asked for where a review remembers something that has changed.
 * Linear in the reviews and the graph.
 */
export function findSuspects(graphOf: () => TraceGraph, memory: LinkMemory, meaningOf: MeaningOf): Suspects {
  const outdated = outdatedLinks(memory, meaningOf)
  const graph = outdated.length === 0 ? undefined : graphOf()
  const suspect = new Map<TraceLink, SuspectLink>()
  const wanted = new Set(outdated.map(idOfLink))
  // The plan may have some of them no more.
  for (const from of new Set(outdated.map((one) => one.from)))
    for (const link of (graph as TraceGraph).from(from))
      if (wanted.has(idOfLink(link)))
        suspect.set(link, { link, difference: meaningOf(link.to).difference, last: memory.of(link).at(-1) as Recollection })
  const links = suspect.size < 2 ? [...suspect.values()] : (graph as TraceGraph).links.flatMap((link) => suspect.get(link) ?? [])

  /** The next link on the way to the nearest suspect link, by the record that it starts at. */
  const next = new Map<TraceKey, TraceLink>()
  const queue: TraceKey[] = []
  const visit = (key: TraceKey, link: TraceLink): void => {
    if (next.has(key)) return
    next.set(key, link)
    queue.push(key)
  }
  for (const { link } of links) visit(link.from, link)
  for (let at = 0; at < queue.length; at++)
    for (const link of (graph as TraceGraph).to(queue[at] as TraceKey)) if (isDependency(link)) visit(link.from, link)

  return {
    links,
    stateOf: (link) => (isReviewable(link) ? memory.stateOf(link, meaningOf(link.to)) : undefined),
    isSuspect: (key) => next.has(key),
    pathFrom(key) {
      const path: TraceLink[] = []
      for (let link = next.get(key); link !== undefined; link = next.get(link.to)) {
        path.push(link)
        if (suspect.has(link)) break
      }
      return path
    },
    under(keys, limit = Number.POSITIVE_INFINITY) {
      const found: SuspectLink[] = []
      let steps = 0
      const seen = new Set<TraceKey>(keys)
      for (const key of seen) {
        if (!next.has(key)) continue
        for (const link of (graph as TraceGraph).from(key)) {
          if (!isDependency(link)) continue
          const one = suspect.get(link)
          if (one !== undefined && found.push(one) >= limit) return found
          if (++steps > mostSteps) return found
          seen.add(link.to)
        }
      }
      return found
    },
  }
}
