import type { Program } from '../link/program-types.ts'
import type { HealthRule } from '../schema/timing.ts'
import { highDuration, highFloat, overloadedOwners, unestimated } from './health/amounts.ts'
import { type Considered, considered } from './health/considered.ts'
import { beginningOf, executionIndex, invalidDates, missed, negativeFloat, pathLengthIndex } from './health/ends.ts'
import type { HealthInput, HealthMeasure, HealthUnit, Measured } from './health/health-types.ts'
import { healthLimits } from './health/limits.ts'
import { criticalPath, hardConstraints, lags, leads, missingLogic, relationTypes } from './health/logic.ts'
import { scheduleOf } from './schedule-of.ts'
import type { Schedule } from './schedule-types.ts'

export { unestimatedWork } from './health/amounts.ts'
export { considered } from './health/considered.ts'
export type { HealthMeasure, HealthOffender } from './health/health-types.ts'

type Measure = (input: HealthInput, program: Program, work: Considered) => Measured

const measures: Readonly<Record<HealthRule, Measure>> = {
  'missing-logic': ({ schedule }, program, work) => missingLogic(schedule, program, work),
  leads: ({ schedule }, _program, work) => leads(schedule, work),
  lags: ({ schedule }, _program, work) => lags(schedule, work),
  'relation-types': (_input, _program, work) => relationTypes(work),
  'hard-constraints': (_input, program, work) => hardConstraints(program, work),
  'high-float': ({ schedule }, _program, work) => highFloat(schedule, work),
  'negative-float': ({ schedule }, _program, work) => negativeFloat(schedule, work),
  'high-duration': ({ schedule }, _program, work) => highDuration(schedule, work),
  'invalid-dates': ({ schedule }, program) => invalidDates(schedule, program),
  unestimated: ({ schedule }, program, work) => unestimated(schedule, program, work),
  'overloaded-owners': ({ schedule }, program) => overloadedOwners(schedule, program),
  missed: (input, _program, work) => missed(input, work),
  'critical-path': ({ schedule }) => criticalPath(schedule, beginningOf(schedule)),
  'critical-path-length-index': (input) => pathLengthIndex(input),
  'baseline-execution-index': (input, _program, work) => executionIndex(input, work),
}

export const healthRules = Object.keys(measures) as readonly HealthRule[]

/** "12.5 %", "3", "0.93". */
function textOf(value: number, unit: HealthUnit): string {
  const rounded = (factor: number): number => Math.round(value * factor) / factor
  return unit === 'share' ? `${Math.round(value * 1000) / 10} %` : String(unit === 'index' ? rounded(100) : rounded(10))
}

/** A share is compared as it is, but for what division does to its last digit. */
const tolerance = 1e-9

/**
 * How a schedule stands against the rules of schedule health, in their order. The baseline is what it is compared with; without one, the
 * plan as it is written now. What cannot be measured has no value, and is not sound.
 */
export function healthOf(
  schedule: Schedule,
  program: Program,
  baseline?: Schedule,
  rules: readonly HealthRule[] = healthRules,
): HealthMeasure[] {
  const work = considered(schedule, program)
  const input = { schedule, baseline: baseline ?? planOf(schedule, program) }
  const given = program.file.record.schedule?.health ?? {}
  return healthRules
    .filter((rule) => rules.includes(rule))
    .map((rule): HealthMeasure => {
      const { title, unit, bound, limit: usual, help } = healthLimits[rule]
      const limit = given[rule] ?? usual
      const { value, counted, offenders, words } = measures[rule](input, program, work)
      const isIn = value !== undefined && (bound === 'most' ? value <= limit + tolerance : value >= limit - tolerance)
      return {
        rule,
        title,
        unit,
        bound,
        value,
        limit,
        valueText: value === undefined ? 'not measured' : textOf(value, unit),
        limitText: `${bound === 'most' ? 'at most' : 'at least'} ${textOf(limit, unit)}`,
        ok: value === undefined ? undefined : isIn,
        counted,
        offenders,
        words,
        help,
      }
    })
}

/** The plan as it is written, from the same day. */
function planOf(schedule: Schedule, program: Program): Schedule {
  if (schedule.dataDate === undefined) return schedule
  return scheduleOf(program, schedule.mode === 'dated' ? { from: schedule.start } : {}).schedule
}
