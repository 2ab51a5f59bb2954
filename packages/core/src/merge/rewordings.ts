import { isWording } from './identity.ts'

/** A list by the names of its entries. */
export interface Named {
  readonly names: readonly string[]
  readonly values: ReadonlyMap<string, unknown>
}

/** What each side has in the place of the same old words. */
export interface Rewording {
  readonly ours: readonly string[]
  readonly theirs: readonly string[]
}

/** The entry in front of each one that all three have, and that none of them moved. */
function gapsOf(names: readonly string[], anchors: ReadonlySet<string>): Map<string, string> {
  let anchor = ''
  const gaps = new Map<string, string>()
  for (const name of names) {
    if (anchors.has(name)) anchor = name
    else gaps.set(name, anchor)
  }
  return gaps
}

/**
 * Words that both sides replaced at one place of a list, each by others. As a set of lines the list would keep both, which nobody
 * wants of two wordings of one sentence. Ids and other single words are a set, and never clash.
 */
export function rewordings(base: Named, ours: Named, theirs: Named): Rewording[] {
  const anchors = new Set(base.names.filter((name) => ours.values.has(name) && theirs.values.has(name)))
  const gone = gapsOf(base.names, anchors)
  const replaced = new Set<string>()
  for (const [name, gap] of gone)
    if (!ours.values.has(name) && !theirs.values.has(name) && isWording(base.values.get(name))) replaced.add(gap)
  if (replaced.size === 0) return []
  const addedBy = (side: Named, gap: string, gaps: ReadonlyMap<string, string>): string[] =>
    side.names.filter((name) => gaps.get(name) === gap && !base.values.has(name) && isWording(side.values.get(name)))
  const [oursIn, theirsIn] = [gapsOf(ours.names, anchors), gapsOf(theirs.names, anchors)]
  return [...replaced].flatMap((gap) => {
    const [mine, other] = [addedBy(ours, gap, oursIn), addedBy(theirs, gap, theirsIn)]
    const [onlyOurs, onlyTheirs] = [mine.filter((name) => !other.includes(name)), other.filter((name) => !mine.includes(name))]
    return onlyOurs.length + onlyTheirs.length === 0 ? [] : [{ ours: onlyOurs, theirs: onlyTheirs }]
  })
}
