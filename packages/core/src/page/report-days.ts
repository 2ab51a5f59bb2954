import { dayOf } from './picture/time-scale.ts'
import type { ReportSchedule } from './report-model.ts'

/** Calendar days from one date to another; 0 where one of them cannot be read. */
export function daysBetween(from: string, to: string): number {
  const [first, last] = [dayOf(from), dayOf(to)]
  return first === undefined || last === undefined ? 0 : last - first
}

/** A date as a reader reads it: of a schedule that counts from its start, the week and the day. */
export function dayWords(
  date: string | undefined,
  { mode, start, firstWeek = 1 }: Pick<ReportSchedule, 'mode' | 'start' | 'firstWeek'>,
): string {
  if (date === undefined) return ''
  const [day, first] = [dayOf(date), dayOf(start)]
  if (mode !== 'relative' || date.startsWith('W') || day === undefined || first === undefined) return date
  return `W${Math.floor((day - first) / 7) + firstWeek} d${((((day - first) % 7) + 7) % 7) + 1}`
}

/** How far a date has moved, with its direction in words: "+3 d". */
export function shiftWords(from: string | undefined, to: string | undefined): string {
  if (from === undefined || to === undefined) return ''
  const days = daysBetween(from, to)
  return days === 0 ? '0' : `${days > 0 ? '+' : '−'}${Math.abs(days)} d`
}
