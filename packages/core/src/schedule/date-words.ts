import { dayNumber, isoDay } from './civil-day.ts'
import type { Schedule } from './schedule-types.ts'
import type { Edge } from './work-calendar.ts'

/**
 * A day in words: the date, or, where the plan has no start, its week and working day ("W3 d2"). Given as an instant of the schedule it is
 * the day that ends with it, or with `start` the day that begins with it. Nothing in order-only mode.
 */
export function dateWords(
  schedule: Pick<Schedule, 'mode' | 'start' | 'calendar' | 'firstWeek'>,
  at: number | string,
  edge: Edge = 'finish',
): string {
  const { mode, calendar, firstWeek } = schedule
  if (mode === 'order') return ''
  const day = typeof at === 'string' ? dayNumber(at) : calendar.dayOf(at, edge)
  if (mode === 'dated') return isoDay(day)
  const week = Math.floor((day - calendar.startDay) / 7)
  let workingDay = 0
  for (let one = calendar.startDay + week * 7; one <= day; one++) if (calendar.isWorking(one)) workingDay++
  return `W${week + firstWeek} d${Math.max(1, workingDay)}`
}
