import type { DateShift, DayChange, ScheduleDifference } from '@refractor/core/schedule'
import { plural } from './gate-words.ts'

const dayWords = ({ before, after }: DayChange): string =>
  before === after ? (after ?? '(none)') : `${before ?? '(none)'} → ${after ?? '(none)'}`

/** "7 days later", "2.5 working days earlier": working days where the plan names no start. */
function laterWords(days: number, workingDays: number, { mode }: Pick<ScheduleDifference, 'mode'>): string {
  const [count, noun] = mode.after === 'dated' ? [days, 'day'] : [workingDays, 'working day']
  return count === 0 ? 'ends as before' : `${plural(Math.abs(count), noun)} ${count > 0 ? 'later' : 'earlier'}`
}

/** "ends 2026-11-20 → 2026-11-27, 7 days later" */
export function shiftWords({ start, finish, days, workingDays }: DateShift, difference: ScheduleDifference): string {
  const begins = start.before === start.after ? '' : `begins ${dayWords(start)}`
  const ends = finish.before === finish.after ? '' : `ends ${dayWords(finish)}, ${laterWords(days, workingDays, difference)}`
  return [begins, ends].filter((one) => one !== '').join('; ')
}

const modeWords = { dated: 'dates', relative: 'durations without a start', order: 'an order without durations' } as const

/** The end of everything, and the way to it: a line for each. */
export function dateLines({ mode, finish, days, workingDays, critical }: ScheduleDifference): string[] {
  const isOther = mode.before !== mode.after
  const later = days === undefined || workingDays === undefined || days === 0 ? '' : `, ${laterWords(days, workingDays, { mode })}`
  const path = [
    ...(critical.entered.length > 0 ? [`now on it ${critical.entered.join(', ')}`] : []),
    ...(critical.left.length > 0 ? [`no longer ${critical.left.join(', ')}`] : []),
  ]
  return [
    ...(isOther ? [`the plan has ${modeWords[mode.after]}, it had ${modeWords[mode.before]}`] : []),
    ...(finish.before === finish.after ? [] : [`everything ends ${dayWords(finish)}${later}`]),
    ...(path.length > 0 ? [`critical path: ${path.join('; ')}`] : []),
  ]
}

/** Phases and milestones first: what they hold moves with them. */
export function shiftsToTell({ shifts }: ScheduleDifference): readonly DateShift[] {
  const isLarge = ({ type }: DateShift): boolean => type === 'phase' || type === 'milestone'
  return [...shifts.filter(isLarge), ...shifts.filter((one) => !isLarge(one))]
}
