import type { Activity, ActivityKey, Schedule, ScheduleLink } from '@refractor/core/schedule'
import { type ChainStep, type DaySpan, dayNumber, inDays, type ScheduleRow } from './schedule-data.ts'

/** How dates are written: as days of the calendar, or as weeks and days of a plan without a start. */
export type DateWords = (schedule: Schedule, date: string) => string

/** Working days by which one day is later than another, by the calendar of a schedule. */
export type DaysBetween = (schedule: Schedule, from: string, to: string) => number

export interface RowsContext {
  readonly schedule: Schedule
  readonly words: DateWords
  readonly between: DaysBetween
  readonly baseline?: Schedule | undefined
}

/** Days of the calendar from the first day of a schedule. */
export function daysOf({ dates }: Pick<Activity, 'dates'>, first: number): DaySpan | undefined {
  return dates && { from: dayNumber(dates.start) - first, to: dayNumber(dates.finish) - first }
}

function depthOf(schedule: Schedule, activity: Activity): number {
  let depth = 0
  let at = activity.parent
  while (at !== undefined && depth < 100) {
    depth += 1
    at = schedule.activities.get(at)?.parent
  }
  return depth
}

/** Ids of what has to be before each activity, in order of the links; containers and gates are told where they stand. */
function before(links: readonly ScheduleLink[]): Map<ActivityKey, string[]> {
  const found = new Map<ActivityKey, string[]>()
  for (const { from, to, reason } of links) {
    if (reason === 'contains' || reason === 'phase') continue
    const id = from.slice(from.indexOf(':') + 1)
    const known = found.get(to)
    if (known === undefined) found.set(to, [id])
    else if (!known.includes(id)) known.push(id)
  }
  return found
}

/** The activities as rows, in order of the schedule. */
export function rowsOf({ schedule, words, between, baseline }: RowsContext): ScheduleRow[] {
  const first = dayNumber(schedule.start)
  const after = before(schedule.links)
  const days = (minutes: number | undefined): number | undefined => (minutes === undefined ? undefined : inDays(minutes, schedule))
  const minutesOf = (target: string): number => dayNumber(target) - first
  return [...schedule.activities.values()].map((one): ScheduleRow => {
    const span = daysOf(one, first)
    const then = baseline?.activities.get(one.key)
    const thenDays = then && daysOf(then, first)
    const { dates, target } = one
    return {
      key: one.key,
      type: one.type,
      id: one.id,
      title: one.title,
      ...(one.parent !== undefined && { parent: one.parent }),
      depth: depthOf(schedule, one),
      phases: one.phases,
      ...(one.owner !== undefined && { owner: one.owner }),
      progress: one.progress,
      done: Number(one.done.toFixed(4)),
      ...(one.optional && { optional: true }),
      ...(one.open && { open: true }),
      ...(dates && { start: words(schedule, dates.start) }),
      ...(dates && !one.open && { finish: words(schedule, dates.finish) }),
      ...(span && { days: span }),
      ...(one.lateDates && { lateDay: dayNumber(one.lateDates.finish) - first }),
      ...(one.duration !== undefined && { duration: days(one.duration) as number }),
      ...(one.unknown && { unknown: one.unknown }),
      ...(one.totalFloat !== undefined && { float: days(one.totalFloat) as number }),
      ...(one.freeFloat !== undefined && { freeFloat: days(one.freeFloat) as number }),
      critical: one.critical,
      level: one.level,
      rank: one.rank,
      ...(after.has(one.key) && { after: after.get(one.key) as string[] }),
      ...(target && {
        target: {
          start: words(schedule, target.start),
          finish: words(schedule, target.finish),
          day: minutesOf(target.finish),
          late: dates && !one.open ? Math.max(0, between(schedule, target.finish, dates.finish)) : 0,
        },
      }),
      ...(baseline &&
        then?.dates &&
        dates &&
        thenDays && {
          baseline: {
            start: words(baseline, then.dates.start),
            finish: words(baseline, then.dates.finish),
            days: thenDays,
            slip: between(schedule, then.dates.finish, dates.finish),
          },
        }),
      location: one.location,
    }
  })
}

/** What lies in an activity, itself included. */
export function within(schedule: Schedule, key: ActivityKey): Set<ActivityKey> {
  const top = schedule.activities.get(key)
  const inside = new Set<ActivityKey>([key])
  for (const one of schedule.activities.values()) {
    if (one.parent !== undefined && inside.has(one.parent)) inside.add(one.key)
    // A task may be in several phases, and lies in the tree of one.
    else if (top?.type === 'phase' && one.phases.includes(top.id)) inside.add(one.key)
  }
  return inside
}

const lagWords = ({ lag, calendar }: ScheduleLink, schedule: Schedule): string => {
  if (lag === 0) return ''
  const count = calendar ? Number((lag / 1440).toFixed(2)) : inDays(lag, schedule)
  const sign = count > 0 ? '+' : '−'
  return ` ${sign}${Math.abs(count)} ${calendar ? 'calendar ' : ''}day${Math.abs(count) === 1 ? '' : 's'}`
}

/** "FS", "FS −2 days" */
export const linkWords = (link: ScheduleLink, schedule: Schedule): string => `${link.type}${lagWords(link, schedule)}`

/** A path as steps, each with the link that it hangs on. */
export function chainOf(path: readonly ActivityKey[], { schedule, words }: RowsContext): ChainStep[] {
  const links = new Map(schedule.links.map((one) => [`${one.from}\n${one.to}`, one]))
  return path.flatMap((key, index): ChainStep[] => {
    const one = schedule.activities.get(key)
    if (one === undefined) return []
    const link = index === 0 ? undefined : links.get(`${path[index - 1]}\n${key}`)
    return [
      {
        key,
        id: one.id,
        title: one.title,
        ...(one.dates && { start: words(schedule, one.dates.start) }),
        ...(one.dates && !one.open && { finish: words(schedule, one.dates.finish) }),
        ...(one.owner !== undefined && { owner: one.owner }),
        ...(link && { link: linkWords(link, schedule) }),
      },
    ]
  })
}
