import { FF, FS, type Network, SF } from './network-types.ts'
import { type Solution, shifted } from './solve.ts'

/** A node whose length is part of a path (1), or is taken from it (-1): what must end late begins the earlier the longer it is. */
export type Stretch = readonly [node: number, sign: 1 | -1]

/** What leads to the finish of one trial. */
export interface TrialPath {
  /** Nodes that some longest path to the finish goes through. */
  readonly critical: readonly number[]
  /** The stretches of one of these paths, from the end backwards: with the gaps between them they are as long as the trial. */
  readonly along: readonly Stretch[]
  /** The links of that path. */
  readonly through: readonly number[]
}

/** A node met at its end is the place 2n + 1, at its beginning 2n: what is reached by its beginning gives the path none of its length. */
const endOf = (node: number): number => 2 * node + 1
const isEnd = (place: number): boolean => (place & 1) === 1

/** Instants of the calendar are whole minutes; what differs by less is the same. */
const same = (a: number, b: number): boolean => Math.abs(a - b) < 0.5

/** Goes back from the finish of trials, along everything that nothing else makes as late. */
export function pathTracer(network: Network): (duration: Float64Array, solution: Solution, end: number) => TrialPath {
  const { size, into, intoAt, linkFrom, linkType, ends, state, clock, now } = network
  // The number of the trial in which a place was met last: so nothing has to be cleared.
  const met = new Int32Array(2 * size)
  const counted = new Int32Array(size)
  let trial = 0

  const isFromEnd = (link: number): boolean => linkType[link] === FS || linkType[link] === FF
  const isToEnd = (link: number): boolean => linkType[link] === FF || linkType[link] === SF
  const placeBefore = (link: number): number => 2 * (linkFrom[link] as number) + (isFromEnd(link) ? 1 : 0)

  /** The links that set the instant of a place. */
  function bindings(place: number, duration: Float64Array, solution: Solution): number[] {
    const node = place >> 1
    // What is done stands where it was, whatever led to it.
    if (state[node] === 2) return []
    const { start, finish } = solution
    const [begin, end] = [start[node] as number, finish[node] as number]
    const isStarted = state[node] === 1
    // Started work goes on from now, or from what it still waits for.
    const from = !isStarted ? begin : clock[node] === 1 ? Math.max(begin, now) : end - (duration[node] as number)
    const found: number[] = []
    if (isStarted && !isEnd(place)) return found
    for (let i = intoAt[node] as number, stop = intoAt[node + 1] as number; i < stop; i++) {
      const link = into[i] as number
      const at = shifted(network, link, solution)
      if (isToEnd(link) ? !isStarted && same(at, end) : same(at, from)) found.push(link)
    }
    return found
  }

  /** What a place adds to the path that goes on along a link, or ends here. */
  function stretchOf(place: number, link: number | undefined): Stretch | undefined {
    const toEnd = link !== undefined && isToEnd(link)
    if (isEnd(place) === toEnd) return undefined
    return [place >> 1, toEnd ? -1 : 1]
  }

  return (duration, solution, end) => {
    trial++
    const last: number[] = []
    for (let node = 0; node < size; node++) if (ends[node] === 1 && same(solution.finish[node] as number, end)) last.push(endOf(node))
    const along: Stretch[] = []
    const through: number[] = []
    // Places of one path differ, unless links of no length lead in a circle, which a network has none of.
    for (let place = last[0], steps = 0; place !== undefined && steps < met.length; steps++) {
      const [link] = bindings(place, duration, solution)
      const stretch = stretchOf(place, link)
      if (stretch !== undefined) along.push(stretch)
      if (link !== undefined) through.push(link)
      place = link === undefined ? undefined : placeBefore(link)
    }
    const critical: number[] = []
    for (let place = last.pop(); place !== undefined; place = last.pop()) {
      if (met[place] === trial) continue
      met[place] = trial
      const node = place >> 1
      if (counted[node] !== trial && state[node] !== 2) {
        counted[node] = trial
        critical.push(node)
      }
      for (const link of bindings(place, duration, solution)) last.push(placeBefore(link))
    }
    return { critical, along, through }
  }
}
