import { dayNumber } from './civil-day.ts'
import type { Activity, ActivityKey, ActivityType, Schedule } from './schedule-types.ts'

/** How an activity moved from one schedule to another. */
export interface Slip {
  readonly key: ActivityKey
  readonly type: ActivityType
  readonly id: string
  readonly title: string
  readonly change: 'moved' | 'added' | 'removed'
  readonly start: { readonly before: string | undefined; readonly after: string | undefined }
  readonly finish: { readonly before: string | undefined; readonly after: string | undefined }
  /** Days of the calendar by which the finish is later (earlier: negative); undefined where one side has no dates. */
  readonly days: number | undefined
  /** The same in working days of the later schedule. */
  readonly workingDays: number | undefined
  readonly critical: { readonly before: boolean; readonly after: boolean }
}

/** Dates of a relative schedule and of a dated one cannot be compared. */
const comparable = (before: Schedule, after: Schedule): boolean => before.mode === after.mode && after.mode !== 'order'

/**
 * What moved between two schedules of one program, and what came or went, in order of the later one (what went comes last). Activities
 * whose dates are the same are left out, unless only one of the two has them on the critical path.
 */
export function compareSchedules(before: Schedule, after: Schedule): Slip[] {
  const hasDates = comparable(before, after)
  const slips: Slip[] = []
  const slip = (one: Activity | undefined, two: Activity | undefined): void => {
    const here = (two ?? one) as Activity
    const was = hasDates ? one?.dates : undefined
    const is = hasDates ? two?.dates : undefined
    const critical = { before: one?.critical ?? false, after: two?.critical ?? false }
    const change = one === undefined ? 'added' : two === undefined ? 'removed' : 'moved'
    const isSame = was?.start === is?.start && was?.finish === is?.finish && critical.before === critical.after
    if (change === 'moved' && isSame) return
    const days = was === undefined || is === undefined ? undefined : dayNumber(is.finish) - dayNumber(was.finish)
    slips.push({
      key: here.key,
      type: here.type,
      id: here.id,
      title: here.title,
      change,
      start: { before: was?.start, after: is?.start },
      finish: { before: was?.finish, after: is?.finish },
      days,
      workingDays: was === undefined || is === undefined ? undefined : workingDaysBetween(after, was.finish, is.finish),
      critical,
    })
  }
  for (const [key, two] of after.activities) slip(before.activities.get(key), two)
  for (const [key, one] of before.activities) if (!after.activities.has(key)) slip(one, undefined)
  return slips
}

/** Working days by which one day is later than another, by the calendar of a schedule. */
export function workingDaysBetween({ calendar }: Pick<Schedule, 'calendar'>, from: string, to: string): number {
  return (calendar.endOf(dayNumber(to)) - calendar.endOf(dayNumber(from))) / calendar.minutesPerDay
}
