// When things happen. Gates need the health of a schedule; everything else here is loaded when a command asks for dates.
export {
  type BurnUp,
  burnUp,
  type Commitment,
  type HistoryInput,
  type HistoryPoint,
  type HistoryState,
  historyState,
  type Promised,
  type ScopeStep,
  type SlipPoint,
  type SlipSeries,
} from './burn-up.ts'
export { dayNumber, isoDay, weekdayOf } from './civil-day.ts'
export { containersOf, pathTo } from './critical.ts'
export { dateWords } from './date-words.ts'
export { type Amount, type Duration, durationWords, parseDuration, parseLag, type UnknownAmount, type WorkUnits } from './duration.ts'
export { considered, type HealthMeasure, type HealthOffender, healthOf, healthRules, unestimatedWork } from './health.ts'
export { networkOf, unitsOf } from './network.ts'
export type { Network, Piece } from './network-types.ts'
export { type OwnerLoad, ownerLoads } from './owner-load.ts'
export { type DateShift, type DayChange, type ScheduleDifference, scheduleDifference } from './schedule-difference.ts'
export { networkBehind, overfullWindows, scheduleOf } from './schedule-of.ts'
export type * from './schedule-types.ts'
export {
  type Contribution,
  percentile,
  type SimulatedDate,
  type SimulatedEnd,
  type Simulation,
  type SimulationOptions,
  simulate,
} from './simulate.ts'
export { compareSchedules, type Slip, workingDaysBetween } from './slips.ts'
export { finishOf, newSolution, type Solution, solveBackward, solveForward } from './solve.ts'
export { type ReasonKind, type ScheduleReason, whyScheduled } from './why.ts'
export type { Edge, WorkCalendar } from './work-calendar.ts'
