import type { ReportActivity, ReportLink } from '../report-model.ts'

/** A link by the indices of its ends in the list of activities. */
export interface IndexedLink {
  readonly from: number
  readonly to: number
  readonly link: ReportLink
}

/** Links between what is listed, without those from a container to what it holds or back: the rows show these. */
export function plainLinks(activities: readonly ReportActivity[], links: readonly ReportLink[]): readonly IndexedLink[] {
  const places = new Map(activities.map(({ key }, index) => [key, index]))
  const holds = (outer: number, inner: number): boolean => {
    const key = activities[outer]?.key
    let at = activities[inner]
    // As deep as the tree at most; a circle of parents ends too.
    for (let depth = 0; at?.parent !== undefined && depth < 50; depth++) {
      if (at.parent === key) return true
      at = activities[places.get(at.parent) ?? -1]
    }
    return false
  }
  return links.flatMap((link) => {
    const [from, to] = [places.get(link.from), places.get(link.to)]
    return from === undefined || to === undefined || from === to || holds(from, to) || holds(to, from) ? [] : [{ from, to, link }]
  })
}

/** Things that come after one another, by number: `to` stands at least `weight` steps after `from`. */
interface Edges {
  readonly after: (readonly number[])[]
  readonly weights: (readonly number[])[]
}

/** The most steps on a way to each place, in one pass over the edges. What is on a circle stays where it was when nothing else was left. */
function longest({ after, weights }: Edges): Int32Array {
  const steps = new Int32Array(after.length)
  const waiting = new Int32Array(after.length)
  for (const targets of after) for (const to of targets) waiting[to] = (waiting[to] as number) + 1
  const ready: number[] = []
  for (let index = 0; index < after.length; index++) if (waiting[index] === 0) ready.push(index)
  for (let at = 0; at < ready.length; at++) {
    const from = ready[at] as number
    for (const [index, to] of (after[from] as readonly number[]).entries()) {
      steps[to] = Math.max(steps[to] as number, (steps[from] as number) + (weights[from]?.[index] as number))
      waiting[to] = (waiting[to] as number) - 1
      if (waiting[to] === 0) ready.push(to)
    }
  }
  return steps
}

function edgesOf(count: number) {
  const after: number[][] = Array.from({ length: count }, () => [])
  const weights: number[][] = Array.from({ length: count }, () => [])
  return {
    after,
    weights,
    add(from: number, to: number, weight: number): void {
      after[from]?.push(to)
      weights[from]?.push(weight)
    },
  }
}

/** For each of `count` places the number of links on the longest way to it. */
export function stepsOf(count: number, links: readonly IndexedLink[]): Int32Array {
  const edges = edgesOf(count)
  for (const { from, to } of links) edges.add(from, to, 1)
  return longest(edges)
}

/**
 * For each activity its first and last step, in an order without dates: a step comes after all that it needs. A container begins before
 * what it holds and ends after it, so what waits for a phase waits for all that is in it; a gate stands where its phase ends.
 */
export function stepSpans(activities: readonly ReportActivity[], links: readonly IndexedLink[]): readonly (readonly [number, number])[] {
  const count = activities.length
  const places = new Map(activities.map(({ key }, index) => [key, index]))
  const parents = activities.map(({ parent, type }) => (type === 'gate' ? undefined : places.get(parent ?? '')))
  const holding = new Set(parents)
  // The start of an activity has its own number, its end that number and `count`.
  const edges = edgesOf(count * 2)
  const reached = new Set<number>()
  for (const { from, to, link } of links) {
    reached.add(to)
    const isLeaf = !holding.has(from) && !holding.has(to)
    if (link.type === 'FS') edges.add(from + count, to, 0)
    else if (link.type === 'SS' || (link.type === 'FF' && isLeaf)) edges.add(from, to, 0)
    else if (link.type === 'FF') edges.add(from + count, to + count, 0)
  }
  for (const [index, { type, id, parent }] of activities.entries()) {
    edges.add(index, index + count, holding.has(index) ? 0 : 1)
    const outer = parents[index]
    if (outer !== undefined) {
      edges.add(outer, index, 0)
      edges.add(index + count, outer + count, 0)
    }
    const phase = places.get(parent ?? '')
    if (type === 'gate' && phase !== undefined && !reached.has(index)) edges.add(id.endsWith('.entry') ? phase : phase + count, index, 0)
  }
  const steps = longest(edges)
  return activities.map((_, index) => [steps[index] as number, Math.max(steps[index] as number, (steps[index + count] as number) - 1)])
}
