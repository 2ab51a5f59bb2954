import { endOf, instantOf } from '../instant.ts'

export const hour = 3_600_000
export const day = 24 * hour

const dateOnly = /^\d{4}-\d\d-\d\d$/

/**
 * The last millisecond of a waiver: of the day, which is included, or of the timestamp. NaN for anything that is no date, such as
 * 30 February, which a lenient reader takes for one in March.
 */
export function endOfWaiver(expires: string): number {
  const end = dateOnly.test(expires) || expires.endsWith('Z') ? endOf(expires) : Number.NaN
  if (Number.isNaN(end)) return Number.NaN
  return new Date(dateOnly.test(expires) ? end : instantOf(expires)).toISOString().slice(0, 10) === expires.slice(0, 10) ? end : Number.NaN
}

/** How many days lie between an instant and an end, counted as dates: from any time on the 1st to the end of the 31st are 30. */
export function daysUntil(end: number, from: number): number {
  return Math.floor((end - Math.floor(from / day) * day) / day)
}

/** "29 days left", "1 day left", "the last day", "47 hours left". */
export function timeLeft(end: number, now: number, inHours: boolean): string {
  const count = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'} left`
  if (inHours) return end - now < hour ? 'less than an hour left' : count(Math.floor((end - now) / hour), 'hour')
  const days = daysUntil(end, now)
  return days === 0 ? 'the last day' : count(days, 'day')
}

/** RFC 3339 in whole seconds. */
export function timestampOf(instant: number): string {
  return new Date(instant).toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** An end as people write it: the day, or the minute where it is in the middle of one. */
export function endInWords(end: number): string {
  const text = new Date(end).toISOString()
  return (end + 1) % day === 0 ? text.slice(0, 10) : `${text.slice(0, 16)}Z`
}
