import { compareIds } from '../link/natural-order.ts'
import { locationOfEntry } from '../link/program-types.ts'
import { isoDay } from './civil-day.ts'
import { FS, type LinkNote, linkTypes, type Network, type Piece, SF, SS } from './network-types.ts'
import type { Activity, ActivityKey, Dates, ScheduleLink, Span } from './schedule-types.ts'
import { type Solution, shifted, shiftedBack, slackOf } from './solve.ts'
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
    const from = network.linkFrom[link] as number
    const bound = shifted(network, link, (startSide(type) ? early.start[from] : early.finish[from]) as number)
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
    const dates = hasDates ? datesOf(network, span, isEvent && atFinish[start] === 1, clockLength(network, piece)) : undefined
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
      lateDates: lateSpan && datesOf(network, lateSpan, isEvent && atFinish[start] === 1, 0),
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

/** Length on the clock of an activity that is counted on it; 0 for all others. */
const clockLength = ({ clock, duration, state }: Network, { isContainer, work }: Piece): number =>
  !isContainer && work >= 0 && clock[work] === 1 && state[work] === 0 ? (duration[work] as number) : 0

function datesOf({ calendar }: Network, { from, to }: Span, isAtFinish: boolean, clockMinutes: number): Dates {
  if (from === to) {
    const day = isoDay(calendar.dayOf(from, isAtFinish ? 'finish' : 'start'))
    return { start: day, finish: day }
  }
  const start = calendar.dayOf(from, 'start')
  if (clockMinutes === 0) return { start: isoDay(start), finish: isoDay(calendar.dayOf(to, 'finish')) }
  return { start: isoDay(start), finish: isoDay(Math.ceil((calendar.clockOf(from, 'start') + clockMinutes) / 1440) - 1) }
}

/** Events that come with the end of something: they belong to the day that ends. All others belong to the day that begins. */
function finishEvents({ network, early }: Solved): Uint8Array {
  const { order, pieces, owner, floor, into, intoAt, linkFrom, linkType, state, ended } = network
  const marks = new Uint8Array(network.size)
  const begins = new Uint8Array(network.size)
  for (const { isContainer, start, last } of pieces) if (isContainer && start !== last) begins[start] = 1
  for (const node of order) {
    const at = early.start[node] as number
    const { isContainer, last } = pieces[owner[node] as number] as Piece
    if (at !== early.finish[node] || at <= 0 || (isContainer && node !== last) || begins[node] === 1) continue
    if (state[node] === 2 && !Number.isNaN(ended[node] as number)) {
      marks[node] = 1
      continue
    }
    if (floor[node] === at) continue
    for (let i = intoAt[node] as number, stop = intoAt[node + 1] as number; i < stop; i++) {
      const link = into[i] as number
      if (slackOf(network, link, early) !== 0) continue
      const from = linkFrom[link] as number
      const comesWithEnd = marks[from] === 1 || (!startSide(linkType[link] as number) && early.start[from] !== early.finish[from])
      if (!comesWithEnd && startSide(linkType[link] as number)) {
        marks[node] = 0
        break
      }
      if (comesWithEnd) marks[node] = 1
    }
  }
  return marks
}

function freeFloat({ network, early }: Solved, node: number, end: number): number {
  let least = Number.POSITIVE_INFINITY
  for (let i = network.outOfAt[node] as number, stop = network.outOfAt[node + 1] as number; i < stop; i++) {
    const link = network.outOf[i] as number
    const type = network.linkType[link] as number
    const to = network.linkTo[link] as number
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

  constructor(link: Omit<ScheduleLink, 'reason' | 'location'>, note: LinkNote) {
    this.from = link.from
    this.to = link.to
    this.type = link.type
    this.lag = link.lag
    this.calendar = link.calendar
    this.reason = note.reason as ScheduleLink['reason']
    this.driving = link.driving
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
  const { network } = solved
  const links: ScheduleLink[] = []
  for (const [link, note] of network.notes.entries()) {
    if (note.reason === 'own') continue
    links.push(
      new NetworkLink(
        {
          from: (network.pieces[note.from] as Piece).key,
          to: (network.pieces[note.to] as Piece).key,
          type: linkTypes[network.linkType[link] as number] as ScheduleLink['type'],
          lag: network.linkLag[link] as number,
          calendar: network.linkClock[link] === 1,
          driving: isDriving(solved, link),
        },
        note,
      ),
    )
  }
  return links
}
