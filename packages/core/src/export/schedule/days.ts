import { dayNumber, isoDay } from '../../schedule/civil-day.ts'
import type { Activity, Schedule } from '../../schedule/schedule-types.ts'

/** The day after: what formats whose ends do not belong to a span want as the end. */
export const dayAfter = (date: string): string => isoDay(dayNumber(date) + 1)

/** It has a day and no length: an event, or work whose length the plan does not say. */
export const isEvent = ({ early }: Pick<Activity, 'early'>): boolean => early.from === early.to

/** Working days with at most two digits behind the point. */
export const inDays = (minutes: number, { minutesPerDay }: Pick<Schedule, 'minutesPerDay'>): number =>
  Number((minutes / minutesPerDay).toFixed(2))

/** "P2 Build": what it is called in lists; its id alone where the plan has no other name for it. */
export const nameOf = ({ id, title }: Pick<Activity, 'id' | 'title'>): string => (title === '' || title === id ? id : `${id} ${title}`)
