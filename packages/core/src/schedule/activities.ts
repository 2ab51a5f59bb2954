import { compareIds } from '../link/natural-order.ts'
import { locationOfEntry } from '../link/program-types.ts'
import { isoDay } from './civil-day.ts'
import { FS, type LinkNote, linkTypes, type Network, type Piece, SF, SS } from './network-types.ts'
import type { Activity, ActivityKey, Dates, ScheduleLink, Span } from './schedule-types.ts'
import { comesWithEnd, type Solution, shifted, shiftedBack, slackOf } from './solve.ts'
import { instantOfWeek } from './window.ts'

/** What a solved network says of each activity. */
export interface Solved {
  readonly network: Network
  readonly early: Solution
  readonly late: Solution | undefined
  readonly end: number | undefined
  /** By node: 1 on the longest path. */
  readonly critical: Uint8Array
}

const startSide = (type: number): boolean => type === SS || type === SF

/** True where a link sets the date of what it leads to; nothing does for what has begun or is over. */
export function isDriving({ network, early }: Pick<Solved, 'network' | 'early'>, link: number): boolean {
  const to = network.linkTo[link] as number
  const state = network.state[to]
  if (state === 2) return false
  if (state === 1) {
    const type = network.linkType[link] as number
    const bound = shifted(network, link, early)
    const target = (early.finish[to] as number) - (type === FS || type === SS ? (network.duration[to] as number) : 0)
    return bound === target && bound > network.now
  }
  return slackOf(network, link, early) === 0
}

/** Marks every node from which a chain of driving links leads to the finish of the program. */
export function criticalNodes(network: Network, early: Solution, end: number | undefined): Uint8Array {
  const critical = new Uint8Array(network.size)
  const open: number[] = []
  for (let node = 0; node < network.size; node++) {
    if (network.ends[node] === 1 && early.finish[node] === end) {
      critical[node] = 1
      open.push(node)
    }
  }
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (let i = network.intoAt[node] as number, stop = network.intoAt[node + 1] as number; i < stop; i++) {
      const link = network.into[i] as number
      const from = network.linkFrom[link] as number
      if (critical[from] === 1 || !isDriving({ network, early }, link)) continue
      critical[from] = 1
      open.push(from)
    }
  }
  return critical
}

/** Levels of work before each node: containers and gates add none. */
function levelsOf({ size, order, pieces, owner, into, intoAt, linkFrom }: Network): Int32Array {
  const level = new Int32Array(size)
  for (const node of order) {
    let highest = 0
    for (let i = intoAt[node] as number, stop = intoAt[node + 1] as number; i < stop; i++) {
      const from = linkFrom[into[i] as number] as number
      const { isContainer, type } = pieces[owner[from] as number] as Piece
      highest = Math.max(highest, (level[from] as number) + (isContainer || type === 'gate' ? 0 : 1))
    }
    level[node] = highest
  }
  return level
}

/** Positions in an order that respects every link: by depth in the network, then by type and id. */
function ranksOf(network: Network): Int32Array {
  const { size, order, pieces, into, intoAt, linkFrom } = network
  const depth = new Int32Array(size)
  for (const node of order) {
    let deepest = 0
    for (let i = intoAt[node] as number, stop = intoAt[node + 1] as number; i < stop; i++) {
      deepest = Math.max(deepest, (depth[linkFrom[into[i] as number] as number] as number) + 1)
    }
    depth[node] = deepest
  }
  const byId = [...pieces.keys()].sort((a, b) => {
    const left = pieces[a] as Piece
    const right = pieces[b] as Piece
    return compareIds(left.id, right.id) || (left.type < right.type ? -1 : left.type > right.type ? 1 : 0)
  })
  byId.sort((a, b) => (depth[(pieces[a] as Piece).first] as number) - (depth[(pieces[b] as Piece).first] as number))
  const rank = new Int32Array(pieces.length)
  for (const [position, index] of byId.entries()) rank[index] = position
  return rank
}

interface Children {
  readonly earlyFrom: Float64Array
  readonly lateFrom: Float64Array
}

/** The first instants at which anything in a container begins. */
function firstInside({ network, early, late }: Solved): Children {
  const earlyFrom = new Float64Array(network.pieces.length).fill(Number.POSITIVE_INFINITY)
  const lateFrom = new Float64Array(network.pieces.length).fill(Number.POSITIVE_INFINITY)
  const parents = [...network.pieces.keys()].reverse()
  for (let round = 0; round < 2; round++) {
    // Parts of phases may be listed before the phase above them: the second round carries what the first one missed.
    for (const index of parents) {
      const piece = network.pieces[index] as Piece
      if (piece.type === 'gate' || piece.parent < 0) continue
      const node = piece.isContainer && earlyFrom[index] !== Number.POSITIVE_INFINITY && !isAnchored(network, piece) ? -1 : piece.start
      const from = node < 0 ? (earlyFrom[index] as number) : (early.start[node] as number)
      const lateStart = node < 0 ? (lateFrom[index] as number) : ((late?.start[node] ?? Number.POSITIVE_INFINITY) as number)
      earlyFrom[piece.parent] = Math.min(earlyFrom[piece.parent] as number, from)
      lateFrom[piece.parent] = Math.min(lateFrom[piece.parent] as number, lateStart)
    }
  }
  return { earlyFrom, lateFrom }
}

/** A container with a length or a window of its own begins where it says, and not with the first thing in it. */
const isAnchored = ({ state, began, duration }: Network, { window, first, work }: Piece): boolean =>
  window !== undefined || (work >= 0 && (duration[work] as number) > 0) || (state[first] !== 0 && !Number.isNaN(began[first] as number))

/** The activities of a solved network. */
export function activitiesOf(solved: Solved): ReadonlyMap<ActivityKey, Activity> {
  const { network, early, late, end, critical } = solved
  const { pieces, mode } = network
  const level = levelsOf(network)
  const rank = ranksOf(network)
  const inside = firstInside(solved)
  const activities = new Map<ActivityKey, Activity>()
  const hasDates = mode !== 'order'
  const atFinish = finishEvents(solved)
  const clockFinish = clockFinishes(solved)

  for (const [index, piece] of pieces.entries()) {
    const { type, start, last, work, entry } = piece
    const isHollow = piece.isContainer && !isAnchored(network, piece) && inside.earlyFrom[index] !== Number.POSITIVE_INFINITY
    const from = hasDates ? (isHollow ? (inside.earlyFrom[index] as number) : (early.start[start] as number)) : 0
    const to = hasDates ? Math.max(from, early.finish[last] as number) : 0
    const span: Span = { from, to }
    const isOver = network.state[last] === 2 && network.dataDay !== undefined
    const latest = late !== undefined && late.finish[last] !== Number.POSITIVE_INFINITY && !piece.open ? late.finish[last] : undefined
    const lateSpan: Span | undefined =
      hasDates && latest !== undefined
        ? {
            from: Math.min(latest, isHollow ? (inside.lateFrom[index] as number) : ((late as Solution).start[start] as number)),
            to: latest,
          }
        : undefined
    const isEvent = span.from === span.to
    const dates = hasDates ? datesOf(network, span, isEvent && atFinish[start] === 1, clockFinish.get(index)) : undefined
    activities.set(piece.key, {
      key: piece.key,
      type,
      id: piece.id,
      title: piece.title,
      parent: pieces[piece.parent]?.key,
      phases: piece.phases,
      owner: piece.owner,
      duration:
        piece.duration === undefined
          ? piece.isContainer && hasDates && to > from
            ? to - from
            : undefined
          : piece.clock
            ? to - from
            : piece.duration,
      unknown: piece.unknown,
      optional: piece.optional,
      open: piece.open,
      progress: piece.progress,
      done: piece.done,
      early: span,
      late: lateSpan,
      dates,
      lateDates: lateSpan && datesOf(network, lateSpan, isEvent && atFinish[start] === 1, undefined),
      totalFloat: lateSpan === undefined || isOver ? undefined : lateSpan.to - span.to,
      freeFloat: lateSpan === undefined || isOver ? undefined : freeFloat(solved, last, end as number),
      critical: !isOver && !piece.open && [start, work, last].some((node) => node >= 0 && critical[node] === 1),
      rank: rank[index] as number,
      level: level[start] as number,
      target: targetOf(network, piece),
      get location() {
        return locationOfEntry(entry)
      },
    })
  }
  return activities
}

/** The days on which what is counted on the clock ends, and what ends with it: they need not be working days. */
function clockFinishes({ network, early }: Pick<Solved, 'network' | 'early'>): ReadonlyMap<number, number> {
  const { pieces, calendar, clock, duration, state, mode, indexOf } = network
  const days = new Map<number, number>()
  if (mode === 'order') return days
  for (const [index, { isContainer, work, last, parent, phases, optional }] of pieces.entries()) {
    if (isContainer || work < 0 || clock[work] !== 1 || state[work] !== 0 || duration[work] === 0) continue
    const day = Math.ceil((calendar.clockOf(early.start[work] as number, 'start') + (duration[work] as number)) / 1440) - 1
    days.set(index, day)
    const above = new Set(optional ? [] : phases.map((id) => indexOf.get(`phase:${id}`) ?? -1))
    // A circle of parents is cut: it is reported where the phases are linked.
    for (let at = optional ? -1 : parent, depth = 0; at >= 0 && depth < 100; at = (pieces[at] as Piece).parent, depth++) above.add(at)
    for (const holder of above) {
      const end = pieces[holder]?.last
      if (end === undefined || early.finish[end] !== early.finish[last]) continue
      days.set(holder, Math.max(days.get(holder) ?? day, day))
    }
  }
  return days
}

function datesOf({ calendar }: Network, { from, to }: Span, isAtFinish: boolean, finishDay: number | undefined): Dates {
  if (from === to && finishDay === undefined) {
    const day = isoDay(calendar.dayOf(from, isAtFinish ? 'finish' : 'start'))
    return { start: day, finish: day }
  }
  return { start: isoDay(calendar.dayOf(from, 'start')), finish: isoDay(finishDay ?? calendar.dayOf(to, 'finish')) }
}

/** By node: 1 of events that come with the end of something. */
function finishEvents({ network, early }: Solved): Uint8Array {
  const { order, pieces } = network
  const marks = new Uint8Array(network.size)
  const begins = new Uint8Array(network.size)
  for (const { isContainer, start, last } of pieces) if (isContainer && start !== last) begins[start] = 1
  for (const node of order) if (begins[node] === 0 && comesWithEnd(network, early, marks, node)) marks[node] = 1
  return marks
}

function freeFloat({ network, early }: Solved, node: number, end: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = network.outOfAt[node] as number, stop = network.outOfAt[node + 1] as number; i < stop; i++) {
    const link = network.outOf[i] as number
    const type = network.linkType[link] as number
    const to = network.linkTo[link] as number
    if (network.state[to] === 2) continue
    const target = (type === FS || type === SS ? early.start[to] : early.finish[to]) as number
    const at = (startSide(type) ? early.start[node] : early.finish[node]) as number
    least = Math.min(least, shiftedBack(network, link, target) - at)
  }
  return least === Number.POSITIVE_INFINITY ? Math.max(0, end - (early.finish[node] as number)) : Math.max(0, least)
}

function targetOf({ calendar, mode }: Network, { window, due, type }: Piece): Dates | undefined {
  if (mode === 'order' || type === 'gate') return undefined
  if (due !== undefined && mode === 'dated') return { start: due, finish: due }
  if (window?.to === undefined) return undefined
  const from = instantOfWeek(window.from, calendar)
  const to = instantOfWeek(window.to, calendar)
  return { start: isoDay(calendar.dayOf(from, 'start')), finish: isoDay(calendar.dayOf(to, 'finish')) }
}

/** A link of a schedule. There are tens of thousands: where it stands in its file is found when somebody asks. */
class NetworkLink implements ScheduleLink {
  readonly from: ActivityKey
  readonly to: ActivityKey
  readonly type: ScheduleLink['type']
  readonly lag: number
  readonly calendar: boolean
  readonly reason: ScheduleLink['reason']
  readonly driving: boolean
  readonly #note: LinkNote

  constructor(solved: Solved, link: number) {
    const { pieces, notes, linkType, linkLag, linkClock } = solved.network
    const note = notes[link] as LinkNote
    this.from = (pieces[note.from] as Piece).key
    this.to = (pieces[note.to] as Piece).key
    this.type = linkTypes[linkType[link] as number] as ScheduleLink['type']
    this.lag = linkLag[link] as number
    this.calendar = linkClock[link] === 1
    this.reason = note.reason as ScheduleLink['reason']
    this.driving = isDriving(solved, link)
    this.#note = note
  }

  get location(): ScheduleLink['location'] {
    const { entry, path } = this.#note
    if (entry === undefined) return undefined
    return path === undefined ? locationOfEntry(entry) : locationOfEntry(entry, path)
  }
}

/** The links of a network between activities, with what makes them drive. */
export function linksOf(solved: Solved): ScheduleLink[] {
  const links: ScheduleLink[] = []
  const { notes } = solved.network
  for (let link = 0; link < notes.length; link++) if ((notes[link] as LinkNote).reason !== 'own') links.push(new NetworkLink(solved, link))
  return links
}

/** The links that lead to one side of an activity, in the order of `linksOf`. */
export function linksInto(solved: Solved, key: ActivityKey, side: 'start' | 'finish'): ScheduleLink[] {
  const { indexOf, pieces, notes, into, intoAt } = solved.network
  const index = indexOf.get(key)
  if (index === undefined) return []
  const { first, last } = pieces[index] as Piece
  const node = side === 'start' ? first : last
  const links: ScheduleLink[] = []
  for (let i = intoAt[node] as number, stop = intoAt[node + 1] as number; i < stop; i++) {
    const link = into[i] as number
    const { reason, to } = notes[link] as LinkNote
    if (reason !== 'own' && to === index) links.push(new NetworkLink(solved, link))
  }
  return links
}
