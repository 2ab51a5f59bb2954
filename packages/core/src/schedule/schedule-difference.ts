import { dayNumber } from './civil-day.ts'
import { dateWords } from './date-words.ts'
import type { ActivityKey, ActivityType, Schedule, ScheduleMode } from './schedule-types.ts'
import { compareSchedules, workingDaysBetween } from './slips.ts'

/** A day before and after, in words: "2026-11-20", or "W3 d2" where the plan names no start. Left out where there is none. */
export interface DayChange {
  readonly before?: string
  readonly after?: string
}

/** A record that begins or ends on another day. */
export interface DateShift {
  readonly type: ActivityType
  readonly id: string
  readonly title: string
  readonly start: DayChange
  readonly finish: DayChange
  /** By how much it ends later; less than 0: earlier. */
  readonly days: number
  readonly workingDays: number
}

/** How the dates of two states of a plan differ. */
export interface ScheduleDifference {
  readonly mode: { readonly before: ScheduleMode; readonly after: ScheduleMode }
  readonly finish: DayChange
  /** By how much the end of everything is later; left out where one of the two has none, or dates cannot be compared. */
  readonly days?: number
  readonly workingDays?: number
  /** Records that both states have, in order of the plan. An acceptance or exit gate that moves with what it closes is not told again. */
  readonly shifts: readonly DateShift[]
  /** Ids on the way to the end that were not on it, and that were; those that came or went with their records are among them. */
  readonly critical: { readonly entered: readonly string[]; readonly left: readonly string[] }
}

const idOf = (key: ActivityKey): string => key.slice(key.indexOf(':') + 1)

const change = (before: string | undefined, after: string | undefined): DayChange => ({
  ...(before !== undefined && { before }),
  ...(after !== undefined && { after }),
})

const fractional = (days: number): number => Math.round(days * 100) / 100

/** Holds the dates of two states of a plan against each other; undefined when nothing of them differs. */
export function scheduleDifference(before: Schedule, after: Schedule): ScheduleDifference | undefined {
  const shifts: DateShift[] = []
  const isTold = new Set<string>()
  for (const slip of compareSchedules(before, after)) {
    const { key, type, id, title, start, finish, days, workingDays } = slip
    const hasMoved = slip.change === 'moved' && (start.before !== start.after || finish.before !== finish.after)
    if (!hasMoved || days === undefined || workingDays === undefined) continue
    const was = (day: string | undefined): string | undefined => day && dateWords(before, day)
    const is = (day: string | undefined): string | undefined => day && dateWords(after, day)
    // Gates come behind what they close, and have its id.
    const end = `${id} ${finish.before} ${finish.after}`
    if (type === 'gate' && isTold.has(end)) continue
    if (!key.startsWith('gate:')) isTold.add(end)
    shifts.push({
      type,
      id,
      title,
      start: change(was(start.before), is(start.after)),
      finish: change(was(finish.before), is(finish.after)),
      days,
      workingDays: fractional(workingDays),
    })
  }
  const [path, now] = [new Set(before.criticalPath), new Set(after.criticalPath)]
  const entered = [...now].filter((key) => !path.has(key)).map(idOf)
  const left = [...path].filter((key) => !now.has(key)).map(idOf)
  const isSame = before.mode === after.mode && before.finish === after.finish
  if (isSame && shifts.length + entered.length + left.length === 0) return undefined
  const [first, last] = [before.finish, after.finish]
  const canCompare = before.mode === after.mode && first !== undefined && last !== undefined
  return {
    mode: { before: before.mode, after: after.mode },
    finish: change(first && dateWords(before, first), last && dateWords(after, last)),
    ...(canCompare && {
      days: dayNumber(last) - dayNumber(first),
      workingDays: fractional(workingDaysBetween(after, first, last)),
    }),
    shifts,
    critical: { entered, left },
  }
}
