import { FF, FS, type Network, type Piece, SF, SS } from './network-types.ts'

/** When a node of a network begins and ends, in minutes, as early (or as late) as can be. */
export interface Solution {
  readonly start: Float64Array
  readonly finish: Float64Array
  /** Only where some lag is counted on the clock: when each node ends by the clock, which need not be in working time. */
  readonly ends: ClockEnds | undefined
}

interface ClockEnds {
  readonly clock: Float64Array
  /** 1 of an event that belongs to the day that ends with it. */
  readonly withEnd: Uint8Array
}

export function newSolution({ size, hasClockLags }: Pick<Network, 'size' | 'hasClockLags'>): Solution {
  const ends = hasClockLags ? { clock: new Float64Array(size), withEnd: new Uint8Array(size) } : undefined
  return { start: new Float64Array(size), finish: new Float64Array(size), ends }
}

/** The earliest instant that a link allows what it leads to. */
export function shifted(network: Network, link: number, { start, finish, ends }: Solution): number {
  const type = network.linkType[link] as number
  const from = network.linkFrom[link] as number
  const isFromFinish = type === FS || type === FF
  const at = (isFromFinish ? finish[from] : start[from]) as number
  const lag = network.linkLag[link] as number
  if (network.linkClock[link] === 0) return at + lag
  const clock = isFromFinish && ends !== undefined ? (ends.clock[from] as number) : network.calendar.clockOf(at, 'start')
  return network.calendar.atOrAfter(clock + lag)
}

/** True of an event that comes with the end of something: it belongs to the day that ends. All others belong to the day that begins. */
export function comesWithEnd(network: Network, solution: Solution, withEnd: Uint8Array, node: number): boolean {
  const at = solution.start[node] as number
  const { isContainer, last } = network.pieces[network.owner[node] as number] as Piece
  if (at !== solution.finish[node] || at <= 0 || (isContainer && node !== last)) return false
  if (network.state[node] === 2 && !Number.isNaN(network.ended[node] as number)) return true
  if (network.floor[node] === at) return false
  let found = false
  for (let i = network.intoAt[node] as number, stop = network.intoAt[node + 1] as number; i < stop; i++) {
    const link = network.into[i] as number
    if (slackOf(network, link, solution) !== 0) continue
    const from = network.linkFrom[link] as number
    const isStartSide = network.linkType[link] === SS || network.linkType[link] === SF
    const isWithEnd = withEnd[from] === 1 || (!isStartSide && endsInWorkingTime(network, solution, from))
    if (!isWithEnd && isStartSide) return false
    if (isWithEnd) found = true
  }
  return found
}

/** True of work that ends with a day's work or in the midst of it, as all does that is not counted on the clock. */
function endsInWorkingTime({ calendar, clock, duration }: Network, { start, finish, ends }: Solution, node: number): boolean {
  if (start[node] === finish[node]) return false
  if (clock[node] === 0) return true
  const end = ends?.clock[node] ?? calendar.clockOf(start[node] as number, 'start') + (duration[node] as number)
  return end <= calendar.clockOf(finish[node] as number, 'finish')
}

/** Notes when a node ends by the clock: what is counted on it ends at any minute, all else with a day's work or in the midst of it. */
function noteEnd(network: Network, solution: Solution, ends: ClockEnds, node: number, from: number, length: number): void {
  const { calendar, clock } = network
  const at = solution.finish[node] as number
  if (length > 0 && clock[node] === 1) ends.clock[node] = calendar.clockOf(from, 'start') + length
  else if (solution.start[node] !== at) ends.clock[node] = calendar.clockOf(at, 'finish')
  else {
    ends.withEnd[node] = comesWithEnd(network, solution, ends.withEnd, node) ? 1 : 0
    ends.clock[node] =
      ends.withEnd[node] === 1
        ? calendar.clockOf(at, 'finish')
        : (endOfWhole(network, solution, ends, node) ?? calendar.clockOf(at, 'start'))
  }
}

/** When a whole ends by the clock, as the last of its parts does; undefined of anything else. */
function endOfWhole(network: Network, solution: Solution, { clock }: ClockEnds, node: number): number | undefined {
  const { isContainer, last } = network.pieces[network.owner[node] as number] as Piece
  if (!isContainer || node !== last) return undefined
  let latest: number | undefined
  for (let i = network.intoAt[node] as number, stop = network.intoAt[node + 1] as number; i < stop; i++) {
    const link = network.into[i] as number
    const from = network.linkFrom[link] as number
    if (network.notes[link]?.reason !== 'contains' || slackOf(network, link, solution) !== 0) continue
    latest = Math.max(latest ?? Number.NEGATIVE_INFINITY, clock[from] as number)
  }
  return latest
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
  const { start, finish, ends } = into
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
      const bound = linkClock[link] === 0 ? at + (linkLag[link] as number) : shifted(network, link, into)
      const least = type === FS || type === SS ? bound : startFor(network, isClock, bound, length)
      if (least > earliest) earliest = least
    }
    if (progress === 0) {
      start[node] = earliest > now ? earliest : now === Number.NEGATIVE_INFINITY ? earliest : now
      finish[node] = finishFrom(network, isClock, start[node] as number, length)
      if (ends !== undefined) noteEnd(network, into, ends, node, start[node] as number, length)
      continue
    }
    const really = began[node] as number
    if (progress === 1) {
      start[node] = Number.isNaN(really) ? Math.min(earliest, now) : really
      const goesOn = Math.max(earliest, now, start[node] as number)
      finish[node] = finishFrom(network, isClock, goesOn, length)
      if (ends !== undefined) noteEnd(network, into, ends, node, goesOn, length)
      continue
    }
    const over = ended[node] as number
    const from = Number.isNaN(really) ? earliest : really
    finish[node] = Number.isNaN(over) ? Math.min(finishFrom(network, isClock, from, length), until[node] as number) : over
    start[node] = Math.min(from, Number.isNaN(really) && !isClock ? (finish[node] as number) - length : (finish[node] as number))
    if (ends !== undefined) noteEnd(network, into, ends, node, from, 0)
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
  const { order, ends, state, clock, outOf, outOfAt, linkTo, linkType, linkClock, linkLag } = network
  const { start, finish } = into
  for (let position = order.length - 1; position >= 0; position--) {
    const node = order[position] as number
    const earlyFinish = early.finish[node] as number
    let latest = ends[node] === 2 ? Number.POSITIVE_INFINITY : Math.max(end, ends[node] === 1 ? end : earlyFinish)
    let latestBegin = Number.POSITIVE_INFINITY
    for (let i = outOfAt[node] as number, stop = outOfAt[node + 1] as number; i < stop; i++) {
      const link = outOf[i] as number
      const to = linkTo[link] as number
      // Nothing holds up what is over; that it came out of sequence leaves its predecessor the time that there is.
      if (state[to] === 2) continue
      const type = linkType[link] as number
      const at = (type === FS || type === SS ? start[to] : finish[to]) as number
      if (at === Number.POSITIVE_INFINITY) continue
      const bound = shiftedBack(network, link, at)
      // What ends outside of working time has no instant for its end: it is bound where it begins.
      if (linkClock[link] === 1 && clock[node] === 1 && state[node] === 0 && (type === FS || type === FF)) {
        const onClock = network.calendar.clockOf(at, 'start') - (linkLag[link] as number) - (duration[node] as number)
        latestBegin = Math.min(latestBegin, network.calendar.atOrBefore(onClock, 'start'))
      }
      if (type === FS || type === FF) latest = Math.min(latest, bound)
      else latestBegin = Math.min(latestBegin, bound)
    }
    if (state[node] === 2) {
      start[node] = early.start[node] as number
      finish[node] = earlyFinish
      continue
    }
    const length = duration[node] as number
    const begin = latest === Number.POSITIVE_INFINITY ? latest : latestStart(network, clock[node] === 1, latest, length)
    if (state[node] === 1) {
      // Until the end of the pass: when what remains has to go on, which is what its predecessors have to keep.
      start[node] = begin
      finish[node] = latest
      continue
    }
    start[node] = Math.min(latestBegin, begin)
    finish[node] = start[node] === Number.POSITIVE_INFINITY ? latest : finishFrom(network, clock[node] === 1, start[node] as number, length)
  }
  // What has begun cannot begin later.
  for (let node = 0; node < network.size; node++) if (state[node] === 1) start[node] = early.start[node] as number
  return into
}

/** Minutes by which a link could be longer before it moves what it leads to; 0: it is one of those that set its date. */
export function slackOf(network: Network, link: number, early: Solution): number {
  const type = network.linkType[link] as number
  const to = network.linkTo[link] as number
  const target = (type === FS || type === SS ? early.start[to] : early.finish[to]) as number
  return target - shifted(network, link, early)
}
