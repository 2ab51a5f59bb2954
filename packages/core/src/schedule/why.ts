import type { Location } from '../diagnostics/diagnostic.ts'
import type { Solved } from './activities.ts'
import { isoDay } from './civil-day.ts'
import { drivingChain, incomingOf } from './critical.ts'
import { durationWords } from './duration.ts'
import type { LinkNote, Network, Piece } from './network-types.ts'
import { networkBehind } from './schedule-of.ts'
import type { Activity, ActivityKey, Schedule, ScheduleLink } from './schedule-types.ts'
import { newSolution, solveForward } from './solve.ts'

export type ReasonKind = 'link' | 'window' | 'not-before' | 'length' | 'start' | 'data-date' | 'actual' | 'holidays'

/** One reason why an activity is when it is. */
export interface ScheduleReason {
  readonly kind: ReasonKind
  /** The link, where it is one. */
  readonly link: ScheduleLink | undefined
  /** The activity that it is about: that the link leads to, that has the window or the length. */
  readonly to: ActivityKey
  /** Where the link comes from. */
  readonly from: ActivityKey | undefined
  /** Working minutes by which the activity that was asked for would end earlier without it. */
  readonly gain: number
  readonly text: string
  readonly location: Location | undefined
}

/** Solves again with something left out: how many minutes earlier the node then ends. */
function gainWithout(
  solved: Solved,
  node: number,
  change: Partial<Pick<Network, 'floor' | 'linkLag' | 'linkClock' | 'now' | 'duration'>>,
): number {
  const network = { ...solved.network, ...change }
  const early = solveForward(network, network.duration, newSolution(network))
  return Math.max(0, (solved.early.finish[node] as number) - (early.finish[node] as number))
}

/** Without a link: it is made so loose that it bounds nothing. */
function withoutLinks(network: Network, isOut: (note: LinkNote, link: number) => boolean): Pick<Network, 'linkLag' | 'linkClock'> {
  const linkLag = network.linkLag.slice()
  const linkClock = network.linkClock.slice()
  for (const [link, note] of network.notes.entries()) {
    if (!isOut(note, link)) continue
    linkLag[link] = Number.NEGATIVE_INFINITY
    linkClock[link] = 0
  }
  return { linkLag, linkClock }
}

const named = ({ type, id }: { readonly type: string; readonly id: string }): string => (type === 'gate' ? `gate ${id}` : id)

function linkWords(link: ScheduleLink, from: Activity, to: Activity, minutesPerDay: number): string {
  const amount = link.calendar
    ? `${durationWords(Math.abs(link.lag), 1440)} of the calendar`
    : durationWords(Math.abs(link.lag), minutesPerDay)
  const lag = link.lag === 0 ? '' : link.lag > 0 ? `, ${amount} later` : `, ${amount} before`
  const because = {
    prerequisite: 'a prerequisite',
    depends: 'depends',
    relation: 'a relation',
    sequence: 'assumed: one after the other',
    phase: 'a dependency of phases',
    contains: 'what it is a part of',
    gate: 'the gate',
  }[link.reason]
  const side = link.type === 'FS' || link.type === 'SS' ? 'begins' : 'ends'
  const when = link.type === 'FS' || link.type === 'FF' ? 'ends' : 'begins'
  return `${named(to)} ${side} when ${named(from)} ${when}${lag} (${because})`
}

/**
 * Why an activity is when it is: the binding chain from its finish back to what nothing else holds up, each with what leaving it out would
 * gain. Windows, dates and the length of work are reasons like links; holidays are one reason together, the last. Empty without dates.
 */
export function whyScheduled(schedule: Schedule, key: ActivityKey): ScheduleReason[] {
  const activity = schedule.activities.get(key)
  if (activity === undefined || schedule.mode === 'order') return []
  const solved = networkBehind(schedule)
  const { network, early } = solved
  const { calendar } = network
  const goal = (network.pieces[network.indexOf.get(key) as number] as Piece).last
  const reasons: ScheduleReason[] = []
  const chain = drivingChain(schedule.activities, incomingOf(schedule.links), key)

  for (const [position, { key: here, side, link }] of chain.entries()) {
    const piece = network.pieces[network.indexOf.get(here) as number] as Piece
    const at = schedule.activities.get(here) as Activity
    if (link !== undefined) {
      const from = schedule.activities.get(link.from) as Activity
      const index = network.notes.findIndex((note, number) => isSame(network, note, number, link))
      // The parts of a whole do not bound each other by a link that anybody could leave out.
      const gain =
        link.reason === 'contains'
          ? 0
          : gainWithout(
              solved,
              goal,
              withoutLinks(network, (_, number) => number === index),
            )
      reasons.push({
        kind: 'link',
        link,
        to: here,
        from: link.from,
        gain,
        text: linkWords(link, from, at, schedule.minutesPerDay),
        location: link.location,
      })
      continue
    }
    if (side === 'finish') {
      const length = (early.finish[piece.last] as number) - (early.start[piece.work >= 0 ? piece.work : piece.start] as number)
      if (length === 0 || piece.work < 0) continue
      const duration = network.duration.slice()
      duration[piece.work] = 0
      const said = piece.clock
        ? `${durationWords(piece.duration ?? length, 1440)} of the calendar`
        : durationWords(length, schedule.minutesPerDay)
      reasons.push({
        kind: 'length',
        link: undefined,
        to: here,
        from: undefined,
        gain: gainWithout(solved, goal, { duration }),
        text: `${named(at)} takes ${said}`,
        location: at.location,
      })
      continue
    }
    if (position === chain.length - 1) reasons.push(firstReason(schedule, solved, goal, here, piece))
  }
  if (calendar.hasHolidays) {
    const days = calendar.holidaysUpTo(calendar.dayOf(early.finish[goal] as number, 'finish'))
    if (days > 0) {
      reasons.push({
        kind: 'holidays',
        link: undefined,
        to: key,
        from: undefined,
        gain: days * schedule.minutesPerDay,
        text: `holidays take ${days} working ${days === 1 ? 'day' : 'days'} on the way`,
        location: undefined,
      })
    }
  }
  return reasons
}

function isSame(network: Network, note: LinkNote, index: number, link: ScheduleLink): boolean {
  return (
    note.reason === link.reason &&
    (network.pieces[note.from] as Piece).key === link.from &&
    (network.pieces[note.to] as Piece).key === link.to &&
    ['FS', 'SS', 'FF', 'SF'][network.linkType[index] as number] === link.type &&
    network.linkLag[index] === link.lag
  )
}

/** What the chain begins with: a window, a date, the data date, what really happened, or the start of everything. */
function firstReason(schedule: Schedule, solved: Solved, goal: number, key: ActivityKey, piece: Piece): ScheduleReason {
  const { network, early } = solved
  const start = early.start[piece.start] as number
  const base = { link: undefined, to: key, from: undefined }
  const day = isoOf(schedule, start)
  if (network.state[piece.first] !== 0) {
    return { ...base, kind: 'actual', gain: 0, text: `${named(piece)} began ${day}`, location: schedule.activities.get(key)?.location }
  }
  const bound = network.bounds.find(({ node, at }) => node === piece.first && at === start && at > 0)
  if (bound !== undefined) {
    const floor = network.floor.slice()
    floor[piece.first] = 0
    const others = network.bounds.filter((one) => one.node === piece.first && one !== bound)
    for (const { at } of others) floor[piece.first] = Math.max(floor[piece.first] as number, at)
    const gain = gainWithout(solved, goal, { floor })
    const text = bound.reason === 'window' ? `the window of ${named(piece)} begins ${day}` : `${named(piece)} must not begin before ${day}`
    return { ...base, kind: bound.reason, gain, text, location: bound.location }
  }
  if (start === network.now && start > 0) {
    return {
      ...base,
      kind: 'data-date',
      gain: gainWithout(solved, goal, { now: 0 }),
      text: `nothing that is not done lies before ${day}`,
      location: undefined,
    }
  }
  return { ...base, kind: 'start', gain: 0, text: `the schedule begins ${day}`, location: undefined }
}

const isoOf = (schedule: Schedule, at: number): string =>
  schedule.mode === 'dated' ? isoDay(schedule.calendar.dayOf(at, 'start')) : `in ${weekOf(schedule, at)}`

function weekOf({ calendar, firstWeek }: Schedule, at: number): string {
  return `week ${Math.floor((calendar.dayOf(at, 'start') - calendar.startDay) / 7) + firstWeek}`
}
