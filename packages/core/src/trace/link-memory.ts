import type { LinkReview, Relation } from '../schema/trace.ts'
import { isSameMeaning, type Meaning, type MeaningOf } from './meaning.ts'
import { type TraceKey, type TraceLink, traceKey } from './trace-types.ts'

/** A review of links, and whether it may say that a link still holds. One that may not can only say that it once meant something else. */
export interface WeighedReview {
  readonly path: string
  readonly review: LinkReview
  /** Why it does not count; undefined when it does. */
  readonly flaw: string | undefined
}

/** A link as a review names it. */
export type NamedLink = Pick<TraceLink, 'relation' | 'from' | 'to'>

/** `reviewed`: somebody looked at it since its target means what it means now; `suspect`: only before; `unreviewed`: nobody did. */
export type LinkState = 'reviewed' | 'suspect' | 'unreviewed'

/** What a review says of one link. */
export interface Recollection {
  readonly link: NamedLink
  readonly target: LinkReview['targets'][number]
  readonly by: WeighedReview
}

/** Everything that reviews say of links. */
export interface LinkMemory {
  /** Every link that some review remembers, once. */
  readonly links: readonly NamedLink[]
  /** What reviews say of a link, oldest first. */
  of(link: NamedLink): readonly Recollection[]
  /** How a link stands to what its target means now. */
  stateOf(link: NamedLink, meaning: Meaning): LinkState
}

/** Relations that no review of links is about: they say where something belongs, or are records of their own. */
const notReviewed: ReadonlySet<Relation> = new Set(['part-of', 'mirrors', 'names', 'proves', 'approves'])

/** True for a link that can be reviewed, and become suspect. */
export const isReviewable = ({ relation }: Pick<TraceLink, 'relation'>): boolean => !notReviewed.has(relation)

/** A link as one word. */
export const idOfLink = ({ relation, from, to }: NamedLink): string => `${relation} ${from} ${to}`

/** "satisfies task:T-014", read. */
function namedLink(from: string, to: TraceKey): NamedLink {
  const space = from.indexOf(' ')
  return { relation: from.slice(0, space) as Relation, from: from.slice(space + 1) as TraceKey, to }
}

const inTime = (a: WeighedReview, b: WeighedReview): number => {
  const [one, other] = [`${a.review.at} ${a.path}`, `${b.review.at} ${b.path}`]
  return one < other ? -1 : one > other ? 1 : 0
}

/**
 * Puts together what reviews remember. They only add up: a link is reviewed when those that count and remember what its target means
 * now are enough, and suspect when that is not so and any review, whether or not it counts, remembers another meaning.
 */
export function linkMemory(reviews: readonly WeighedReview[], areEnough: (counting: readonly WeighedReview[]) => boolean): LinkMemory {
  const byLink = new Map<string, Recollection[]>()
  for (const by of [...reviews].sort(inTime)) {
    for (const target of by.review.targets) {
      const to = traceKey(target.type, target.id)
      for (const from of target.from) {
        const link = namedLink(from, to)
        const one = { link, target, by }
        const before = byLink.get(idOfLink(link))
        if (before) before.push(one)
        else byLink.set(idOfLink(link), [one])
      }
    }
  }
  const of = (link: NamedLink): readonly Recollection[] => byLink.get(idOfLink(link)) ?? []
  return {
    links: [...byLink.values()].map(([first]) => (first as Recollection).link),
    of,
    stateOf(link, meaning) {
      const all = of(link)
      const present = all.filter(({ target }) => isSameMeaning(target, meaning))
      const counting = present.flatMap(({ by }) => (by.flaw === undefined ? [by] : []))
      if (counting.length > 0 && areEnough(counting)) return 'reviewed'
      return all.length > present.length ? 'suspect' : 'unreviewed'
    },
  }
}

/** The links of a memory that are suspect now, whether or not the plan still has them. */
export function outdatedLinks(memory: LinkMemory, meaningOf: MeaningOf): NamedLink[] {
  return memory.links.filter((link) => isReviewable(link) && memory.stateOf(link, meaningOf(link.to)) === 'suspect')
}
