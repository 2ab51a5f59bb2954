import type { WorkCalendar } from './work-calendar.ts'

/** A window of weeks, counted from the start: the offsets of its beginning and of its end, in weeks. */
export interface WeekWindow {
  readonly from: number
  /** Undefined: it has no end. */
  readonly to: number | undefined
  /** Whether its last week belongs to it decides its end: "0-2". */
  readonly depends: boolean
}

/** The weeks of a window: "0-2", "2", "28+"; undefined for what is none. Without a convention the last week belongs to it. */
export function weekWindow(text: string | undefined, convention: 'half-open' | 'inclusive' | undefined): WeekWindow | undefined {
  const match = /^\s*(\d{1,6}(?:\.\d{1,6})?)(?:\s*[-–]\s*(\d{1,6}(?:\.\d{1,6})?)|\s*(\+))?\s*$/.exec(text ?? '')
  if (!match) return undefined
  const from = Number(match[1])
  if (match[3] !== undefined) return { from, to: undefined, depends: false }
  if (match[2] === undefined) return { from, to: from + 1, depends: false }
  return { from, to: Math.max(from, Number(match[2]) + (convention === 'half-open' ? 0 : 1)), depends: true }
}

/** The instant at which a week begins: whole weeks are counted on the calendar, a part of one in working time. */
export function instantOfWeek(week: number, calendar: WorkCalendar): number {
  const whole = Math.floor(week)
  const begin = calendar.beginOf(calendar.startDay + whole * 7)
  return begin + Math.round((week - whole) * calendar.daysPerWeek * calendar.minutesPerDay)
}
