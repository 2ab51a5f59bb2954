import { longestAscending } from '../link/longest-ascending.ts'

/** What somebody moved: of what both lists have, the fewest that have to be taken out so that the rest is in the old order. */
function movedIn(base: readonly string[], side: readonly string[]): Set<string> {
  const place = new Map(base.map((one, index) => [one, index]))
  const common = side.filter((one) => place.has(one))
  const kept = longestAscending(common.map((one) => place.get(one) as number))
  return new Set(common.filter((_, index) => !kept.has(index)))
}

/** The order of a list that two sides changed. */
export interface MergedOrder {
  readonly order: readonly string[]
  /** Both moved the same, to different places: the order is that of ours. */
  readonly clash: boolean
}

/**
 * The order of everything in `kept`: that of ours, with what theirs added or moved put behind what it follows there. Where both added
 * at the same place, ours comes first. Every name occurs once in each list. Linear but for a search of the moved ones.
 */
export function mergeOrder(
  base: readonly string[],
  ours: readonly string[],
  theirs: readonly string[],
  kept: ReadonlySet<string>,
): MergedOrder {
  const inOurs = new Set(ours)
  const inTheirs = new Set(theirs)
  const movedByOurs = movedIn(base, ours)
  const movedByTheirs = movedIn(base, theirs)
  const order = ours.filter((one) => kept.has(one) && !(movedByTheirs.has(one) && !movedByOurs.has(one)))
  const next = new Map<string | undefined, string | undefined>()
  let last: string | undefined
  for (const one of order) {
    next.set(last, one)
    last = one
  }
  next.set(last, undefined)
  let previous: string | undefined
  for (const one of theirs) {
    if (!kept.has(one)) continue
    if (!next.has(one)) {
      let at = previous
      // What only ours has at this place stays in front.
      for (let after = next.get(at); after !== undefined && !inTheirs.has(after); after = next.get(at)) at = after
      next.set(one, next.get(at))
      next.set(at, one)
    }
    previous = one
  }
  const merged: string[] = []
  for (let one = next.get(undefined); one !== undefined; one = next.get(one)) merged.push(one)
  const both = [...movedByOurs].some((one) => movedByTheirs.has(one))
  const common = ours.filter((one) => inTheirs.has(one))
  const clash = both && common.join('\n') !== theirs.filter((one) => inOurs.has(one)).join('\n')
  return { order: merged, clash }
}
