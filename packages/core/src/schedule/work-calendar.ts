import type { ProgramFile } from '../schema/program.ts'
import { dayNumber, weekdayOf } from './civil-day.ts'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const dayMinutes = 1440

/** Which side of the night an instant belongs to: at the end of a day's work, or at the beginning of the next. */
export type Edge = 'start' | 'finish'

/**
 * The one calendar of a program. Instants are working minutes from the start of the schedule (negative before it), days are numbers of
 * civil-day.ts; `clock` is minutes of the clock, day × 1440. A day's work begins with the day: what is finished with the last minute of a
 * day's work is finished at midnight.
 */
export interface WorkCalendar {
  readonly minutesPerDay: number
  readonly daysPerWeek: number
  /** The day that weeks are counted from. */
  readonly startDay: number
  /** A holiday takes a working day somewhere. */
  readonly hasHolidays: boolean
  isWorking(day: number): boolean
  /** Working days that holidays take from the start to a day, the day included. */
  holidaysUpTo(day: number): number
  /** The instant at which the work of a day begins, or of the next working day. */
  beginOf(day: number): number
  /** The instant at which the work of a day is over; of a day without work: of the working day before. */
  endOf(day: number): number
  dayOf(at: number, edge: Edge): number
  clockOf(at: number, edge: Edge): number
  /** The first instant at or after. */
  atOrAfter(clock: number): number
  /** The last instant at or before, as `clockOf` tells the time of it. */
  atOrBefore(clock: number, edge: Edge): number
}

function holidaysOf(calendar: ProgramFile['calendar']): readonly (readonly [number, number])[] {
  const spans = (calendar?.holidays ?? []).map((one): [number, number] =>
    typeof one === 'string' ? [dayNumber(one), dayNumber(one)] : [dayNumber(one.from), dayNumber(one.to)],
  )
  const merged: [number, number][] = []
  for (const [from, to] of spans.filter(([a, b]) => a <= b).sort((a, b) => a[0] - b[0])) {
    const last = merged.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else merged.push([from, to])
  }
  return merged
}

/** Finds how many of an ascending list are not above a value. */
function countUpTo(list: readonly number[], value: number): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((list[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}

/** Minutes of a working day: whole ones, at least one. */
export function minutesOfDay(program: Pick<ProgramFile, 'calendar'>): number {
  return Math.max(1, Math.round((program.calendar?.hours ?? 8) * 60))
}

/** The calendar of a program from a day on, with or without its holidays. */
export function workCalendar(program: Pick<ProgramFile, 'calendar'>, startDay: number, withHolidays = true): WorkCalendar {
  const minutesPerDay = minutesOfDay(program)
  const listed = program.calendar?.workingDays ?? weekdays.slice(0, 5)
  const works = weekdays.map((day) => listed.includes(day))
  const daysPerWeek = works.filter(Boolean).length
  // Days counted from a Monday: before[i] working days of a week lie before its day i, the n-th one is nth[n].
  const before = works.map((_, day) => works.slice(0, day).filter(Boolean).length)
  const nth = works.flatMap((isWorking, day) => (isWorking ? [day] : []))
  const monday = (day: number): number => day - weekdayOf(day)
  /** Working days of the plain week between the Monday of 1969-12-29 and a day. */
  const plainBefore = (day: number): number => ((monday(day) + 3) / 7) * daysPerWeek + (before[weekdayOf(day)] as number)
  const plainDay = (index: number): number => {
    const week = Math.floor(index / daysPerWeek)
    return week * 7 - 3 + (nth[index - week * daysPerWeek] as number)
  }

  /** Places of the holidays that take a working day, among the working days of the plain week. */
  const taken: number[] = []
  for (const [from, to] of withHolidays ? holidaysOf(program.calendar) : []) {
    for (let index = plainBefore(from), end = plainBefore(to + 1); index < end; index++) taken.push(index)
  }
  const shifted = taken.map((index, position) => index - position)
  const workBefore = (day: number): number => {
    const plain = plainBefore(day)
    return plain - (taken.length === 0 ? 0 : countUpTo(taken, plain - 1))
  }
  const workDay = (index: number): number => plainDay(taken.length === 0 ? index : index + countUpTo(shifted, index))
  const isWorking = (day: number): boolean => workBefore(day + 1) > workBefore(day)

  const origin = workBefore(startDay)
  const beginOf = (day: number): number => (workBefore(day) - origin) * minutesPerDay
  const dayOf = (at: number, edge: Edge): number =>
    workDay(origin + (edge === 'start' ? Math.floor(at / minutesPerDay) : Math.ceil(at / minutesPerDay) - 1))
  const clockOf = (at: number, edge: Edge): number => {
    const day = dayOf(at, edge)
    const minutes = at - beginOf(day)
    return minutes === minutesPerDay ? (day + 1) * dayMinutes : day * dayMinutes + minutes
  }
  const atOrAfter = (clock: number): number => {
    const day = Math.floor(clock / dayMinutes)
    const begin = beginOf(day)
    return isWorking(day) ? begin + Math.min(minutesPerDay, Math.ceil(clock - day * dayMinutes)) : begin
  }
  const atOrBefore = (clock: number, edge: Edge): number => {
    const day = Math.floor(clock / dayMinutes)
    const minutes = Math.floor(clock - day * dayMinutes)
    const begin = beginOf(day)
    if (isWorking(day)) return begin + Math.min(minutesPerDay - 1, minutes)
    // As a start, the instant at which Friday's work ends is on Monday.
    return edge === 'finish' ? begin : begin - 1
  }
  return {
    minutesPerDay,
    daysPerWeek,
    startDay,
    hasHolidays: taken.length > 0,
    isWorking,
    holidaysUpTo: (day) => Math.max(0, plainBefore(day + 1) - plainBefore(startDay) - (workBefore(day + 1) - origin)),
    beginOf,
    endOf: (day) => beginOf(day + 1),
    dayOf,
    clockOf,
    atOrAfter,
    atOrBefore,
  }
}
