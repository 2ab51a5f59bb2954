import { FF, FS, type Network, SS } from './network-types.ts'

/** When a node of a network begins and ends, in minutes, as early (or as late) as can be. */
export interface Solution {
  readonly start: Float64Array
  readonly finish: Float64Array
}

export function newSolution(network: Pick<Network, 'size'>): Solution {
  return { start: new Float64Array(network.size), finish: new Float64Array(network.size) }
}

/** The earliest instant that a link allows, from the instant that it starts from. */
export function shifted(network: Network, link: number, at: number): number {
  const lag = network.linkLag[link] as number
  if (network.linkClock[link] === 0) return at + lag
  const type = network.linkType[link] as number
  return network.calendar.atOrAfter(network.calendar.clockOf(at, type === FS || type === FF ? 'finish' : 'start') + lag)
}

/** The latest instant that a link allows what it starts from. */
export function shiftedBack(network: Network, link: number, at: number): number {
  const lag = network.linkLag[link] as number
  if (network.linkClock[link] === 0) return at - lag
  const type = network.linkType[link] as number
  return network.calendar.atOrBefore(network.calendar.clockOf(at, 'start') - lag, type === FS || type === FF ? 'finish' : 'start')
}

function finishFrom({ calendar }: Network, isClock: boolean, start: number, duration: number): number {
  return isClock && duration > 0 ? calendar.atOrAfter(calendar.clockOf(start, 'start') + duration) : start + duration
}

/** The earliest start that ends at an instant or later. */
function startFor({ calendar }: Network, isClock: boolean, finish: number, duration: number): number {
  return isClock && duration > 0 ? calendar.atOrAfter(calendar.clockOf(finish, 'finish') - duration) : finish - duration
}

/** The latest start that ends at an instant or before. */
function latestStart({ calendar }: Network, isClock: boolean, finish: number, duration: number): number {
  return isClock && duration > 0 ? calendar.atOrBefore(calendar.clockOf(finish, 'start') - duration, 'start') : finish - duration
}

/**
 * The early dates of every node, with these durations: those of the network, or others in their place (a trial of a simulation). Linear
 * in nodes and links. Started work keeps its start and needs its duration from now on; what is done stands where it was.
 */
export function solveForward(network: Network, duration: Float64Array, into: Solution): Solution {
  const { order, floor, state, began, ended, until, now, clock, into: links, intoAt, linkFrom, linkType, linkClock, linkLag } = network
  const { start, finish } = into
  for (let position = 0; position < order.length; position++) {
    const node = order[position] as number
    const progress = state[node] as number
    const length = duration[node] as number
    const isClock = clock[node] === 1
    let earliest = floor[node] as number
    for (let i = intoAt[node] as number, end = intoAt[node + 1] as number; i < end; i++) {
      const link = links[i] as number
      const type = linkType[link] as number
      const from = linkFrom[link] as number
      const at = (type === FS || type === FF ? finish[from] : start[from]) as number
      const bound = linkClock[link] === 0 ? at + (linkLag[link] as number) : shifted(network, link, at)
      const least = type === FS || type === SS ? bound : startFor(network, isClock, bound, length)
      if (least > earliest) earliest = least
    }
    if (progress === 0) {
      start[node] = earliest > now ? earliest : now === Number.NEGATIVE_INFINITY ? earliest : now
      finish[node] = finishFrom(network, isClock, start[node] as number, length)
      continue
    }
    const really = began[node] as number
    if (progress === 1) {
      start[node] = Number.isNaN(really) ? Math.min(earliest, now) : really
      finish[node] = finishFrom(network, isClock, Math.max(earliest, now, start[node] as number), length)
      continue
    }
    const over = ended[node] as number
    const from = Number.isNaN(really) ? earliest : really
    finish[node] = Number.isNaN(over) ? Math.min(finishFrom(network, isClock, from, length), until[node] as number) : over
    start[node] = Math.min(from, Number.isNaN(really) && !isClock ? (finish[node] as number) - length : (finish[node] as number))
  }
  return into
}

/** The last finish of everything that ends; undefined where nothing does. */
export function finishOf(network: Network, solution: Solution): number | undefined {
  let last: number | undefined
  for (let node = 0; node < network.size; node++) {
    const at = solution.finish[node] as number
    if (network.ends[node] === 1 && (last === undefined || at > last)) last = at
  }
  return last
}

/**
 * The late dates of every node: as late as the finish of the program allows. Ends that are no part of it (optional work) may end with it
 * or where they end; open ends bound nothing and are Infinity.
 */
export function solveBackward(network: Network, duration: Float64Array, early: Solution, end: number, into: Solution): Solution {
  const { order, ends, state, clock, outOf, outOfAt, linkTo, linkType } = network
  const { start, finish } = into
  for (let position = order.length - 1; position >= 0; position--) {
    const node = order[position] as number
    const earlyFinish = early.finish[node] as number
    let latest = ends[node] === 2 ? Number.POSITIVE_INFINITY : Math.max(end, ends[node] === 1 ? end : earlyFinish)
    let latestBegin = Number.POSITIVE_INFINITY
    for (let i = outOfAt[node] as number, stop = outOfAt[node + 1] as number; i < stop; i++) {
      const link = outOf[i] as number
      const to = linkTo[link] as number
      const type = linkType[link] as number
      const at = (type === FS || type === SS ? start[to] : finish[to]) as number
      if (at === Number.POSITIVE_INFINITY) continue
      const bound = shiftedBack(network, link, at)
      if (type === FS || type === FF) latest = Math.min(latest, bound)
      else latestBegin = Math.min(latestBegin, bound)
    }
    if (state[node] !== 0) {
      // What has begun cannot begin later; what is over cannot end later.
      start[node] = early.start[node] as number
      finish[node] = state[node] === 2 ? earlyFinish : latest
      continue
    }
    const length = duration[node] as number
    start[node] = Math.min(
      latestBegin,
      latest === Number.POSITIVE_INFINITY ? latest : latestStart(network, clock[node] === 1, latest, length),
    )
    finish[node] = start[node] === Number.POSITIVE_INFINITY ? latest : finishFrom(network, clock[node] === 1, start[node] as number, length)
  }
  return into
}

/** Minutes by which a link could be longer before it moves what it leads to; 0: it is one of those that set its date. */
export function slackOf(network: Network, link: number, early: Solution): number {
  const type = network.linkType[link] as number
  const from = network.linkFrom[link] as number
  const to = network.linkTo[link] as number
  const at = (type === FS || type === FF ? early.finish[from] : early.start[from]) as number
  const target = (type === FS || type === SS ? early.start[to] : early.finish[to]) as number
  return target - shifted(network, link, at)
}
