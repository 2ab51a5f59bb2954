import type { ProgramFile } from '../schema/program.ts'

/** Working days of a week; five where the program has no calendar. */
export function daysOfWeek(program: ProgramFile): number {
  return program.calendar?.workingDays?.length ?? 5
}

const amount =
  /(?:^|[^\d.])(\d+(?:\.\d+)?|last|one|a|half a)\s*(?:working\s+|business\s+|calendar\s+)?(hours?|h|days?|d|weeks?|wks?|w|months?)\b/i
const worded: Readonly<Record<string, number>> = { last: 1, one: 1, a: 1, 'half a': 0.5 }

/** Working days that a text of the plan says: "4 working days", "1.5 weeks", "last 2 days", "last week"; undefined where it says none. */
export function workingDays(text: string | undefined, daysInWeek: number): number | undefined {
  const match = amount.exec((text ?? '').slice(0, 200))
  if (!match) return undefined
  const count = worded[(match[1] as string).toLowerCase()] ?? Number(match[1])
  const unit = (match[2] as string).charAt(0).toLowerCase()
  if (unit === 'h') return count / 8
  if (unit === 'd') return count
  return unit === 'w' ? count * daysInWeek : undefined
}

/**
 * Weeks that a window holds; undefined when it is open-ended. "2" is one week, "0-2" two or three by the convention of the program, and
 * three where it has none.
 */
export function weeksOf(window: string | undefined, convention: 'half-open' | 'inclusive' | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?$/.exec(window?.trim() ?? '')
  if (!match) return undefined
  if (match[2] === undefined) return 1
  return Math.max(0, Number(match[2]) - Number(match[1])) + (convention === 'half-open' ? 0 : 1)
}
