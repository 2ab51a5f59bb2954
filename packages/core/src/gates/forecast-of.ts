import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { checkCycles } from '../link/cycle-check.ts'
import type { Program } from '../link/program-types.ts'
import { isoDay } from '../schedule/civil-day.ts'
import { scheduleOf } from '../schedule/schedule-of.ts'
import type { Schedule } from '../schedule/schedule-types.ts'
import type { Case } from './case.ts'
import { instantOf } from './instant.ts'
import { reviewOf } from './review-of.ts'

type Forecast = { readonly schedule: Schedule } | { readonly problem: string }

/** One forecast for all criteria that ask for it. */
const known = new WeakMap<Program, { readonly case: Case; readonly day: string; readonly forecast: Forecast }>()

/**
 * The forecast that gates judge: from the states of the plan and the reviews that closed phases, as of the day of `now` (UTC). The audit
 * log is not asked: what really happened is what the plan says (`actual`), so that the same files give the same verdict.
 */
export function forecastOf(program: Program, records: Case, now: string): Forecast {
  const at = instantOf(now)
  if (!Number.isFinite(at)) return { problem: `${now} is no time` }
  const day = isoDay(Math.floor(at / 86_400_000))
  const before = known.get(program)
  if (before?.case === records && before.day === day) return before.forecast
  const forecast = newForecast(program, records, day)
  known.set(program, { case: records, day, forecast })
  return forecast
}

function newForecast(program: Program, records: Case, dataDate: string): Forecast {
  // A schedule leaves a link of a circle out, which is good enough to look at, and not to decide anything by.
  const isError = ({ severity }: Diagnostic): boolean => severity === 'error'
  const circle = checkCycles(program).find(isError)
  if (circle !== undefined) return { problem: `there is no schedule: ${circle.message}` }
  const closed = new Map<string, string>()
  for (const id of program.phases.keys()) {
    const review = reviewOf(program, records, id)
    if (review !== undefined) closed.set(id, review.record.date.slice(0, 10))
  }
  const { schedule, diagnostics } = scheduleOf(program, { dataDate, closed })
  const error = diagnostics.find(isError)
  return error === undefined ? { schedule } : { problem: `there is no schedule: ${error.message}` }
}
