import type { Program } from '../../link/program-types.ts'
import { dayNumber } from '../civil-day.ts'
import type { Activity, ActivityKey, Schedule } from '../schedule-types.ts'
import type { Considered } from './considered.ts'
import { daysWords, type HealthInput, type HealthOffender, type Measured, nothingToMeasure, numberOf, shareOf } from './health-types.ts'
import { recordOf } from './logic.ts'

/** Work that ends after the day that the plan sets for it, or for what holds it. */
export function negativeFloat(schedule: Schedule, { open, contentOf }: Considered): Measured {
  if (schedule.mode === 'order') return nothingToMeasure('no activity has a duration, so no end is known')
  const containers = [...schedule.activities.values()].filter(
    ({ key, type, progress }) => type !== 'gate' && progress !== 'done' && contentOf(key).length > 0,
  )
  const judged = [...containers, ...open].filter(({ open: isOpen }) => !isOpen)
  const offenders = judged.flatMap(({ id, dates, target, location }): HealthOffender[] => {
    if (dates === undefined || target === undefined || dates.finish <= target.finish) return []
    const days = dayNumber(dates.finish) - dayNumber(target.finish)
    const because = `ends ${days} ${days === 1 ? 'day' : 'days'} after ${schedule.mode === 'dated' ? target.finish : 'its window'}`
    return [{ id, because, location }]
  })
  return numberOf(judged.length, offenders, 'activities', 'end too late')
}

/** What is said to have happened in the future, to have ended before it began, or to have ended while it goes on. */
export function invalidDates(schedule: Schedule, program: Program): Measured {
  const judged = [...schedule.activities.values()].filter(({ type }) => type !== 'gate')
  const { dataDate } = schedule
  const offenders = judged.flatMap((activity): HealthOffender[] => {
    const { start, finish } = recordOf(program, activity)?.actual ?? {}
    const faults = [
      ...(start !== undefined && finish !== undefined && finish < start ? [`ended on ${finish}, before it began on ${start}`] : []),
      ...(dataDate !== undefined && start !== undefined && start > dataDate ? [`began on ${start}, which is still to come`] : []),
      ...(dataDate !== undefined && finish !== undefined && finish > dataDate ? [`ended on ${finish}, which is still to come`] : []),
      ...(finish !== undefined && dataDate !== undefined && activity.progress !== 'done' ? [`ended on ${finish} and is not done`] : []),
    ]
    return faults.length === 0 ? [] : [{ id: activity.id, because: faults.join('; '), location: activity.location }]
  })
  return numberOf(judged.length, offenders, 'activities', 'have dates that cannot be')
}

/** Work that the baseline has finished before the day that is looked at. */
interface Expected {
  readonly due: readonly { readonly activity: Activity; readonly by: string }[]
  /** Work that is done, whenever it was to be. */
  readonly done: number
}

function expectedBy({ schedule, baseline }: HealthInput, { all }: Considered): Expected | undefined {
  const { dataDate } = schedule
  if (dataDate === undefined || schedule.mode !== 'dated' || baseline.mode !== 'dated') return undefined
  const due = all.flatMap((activity) => {
    const was = baseline.activities.get(activity.key)
    // What the baseline holds something in, or never ends, was not to be finished by itself.
    const by = was?.open === true ? undefined : was?.dates?.finish
    return by !== undefined && by < dataDate ? [{ activity, by }] : []
  })
  return { due, done: all.filter(({ progress }) => progress === 'done').length }
}

const needsDays = 'dates of a baseline and the day that is looked at are needed: give the program a start, and ask for the forecast'

/** The share of what was to be finished by now that was not, or that was finished late. */
export function missed(input: HealthInput, work: Considered): Measured {
  const expected = expectedBy(input, work)
  if (expected === undefined) return nothingToMeasure(needsDays)
  if (expected.due.length === 0) return { value: 0, counted: 0, offenders: [], words: 'nothing was to be finished by now' }
  const offenders = expected.due.flatMap(({ activity, by }): HealthOffender[] => {
    const { id, progress, dates, location } = activity
    if (progress !== 'done') return [{ id, because: `was to be done by ${by}`, location }]
    return dates !== undefined && dates.finish > by ? [{ id, because: `was done on ${dates.finish}, not by ${by}`, location }] : []
  })
  return shareOf(expected.due.length, offenders, 'activities that were to be done by now', 'were not done in time')
}

/** What is done, to what was to be done by now. */
export function executionIndex(input: HealthInput, work: Considered): Measured {
  const expected = expectedBy(input, work)
  if (expected === undefined) return nothingToMeasure(needsDays)
  const { due, done } = expected
  if (due.length === 0) return { value: 1, counted: 0, offenders: [], words: 'nothing was to be finished by now' }
  const offenders = due
    .filter(({ activity }) => activity.progress !== 'done')
    .map(({ activity: { id, location }, by }) => ({ id, because: `was to be done by ${by}`, location }))
  return { value: done / due.length, counted: due.length, offenders, words: `${done} done, ${due.length} were to be done by now` }
}

/** The instant that is looked at: nothing unfinished begins before it. */
export function beginningOf(schedule: Schedule): number {
  if (schedule.dataDate === undefined) return 0
  return Math.max(0, schedule.calendar.beginOf(dayNumber(schedule.dataDate)))
}

/** The last key of the critical path that is known. */
const lastOf = ({ criticalPath, activities }: Schedule): Activity | undefined => activities.get(criticalPath.at(-1) as ActivityKey)

/**
 * How likely the finish of the baseline still is: working days from now until the finish of the forecast, plus what is left until that of the
 * baseline (less than nothing where the forecast is later), over these days.
 */
export function pathLengthIndex({ schedule, baseline }: HealthInput): Measured {
  if (schedule.mode !== 'dated' || baseline.mode !== 'dated' || schedule.finish === undefined || baseline.finish === undefined)
    return nothingToMeasure('a finish of the schedule and of the baseline is needed: give the program a start')
  const { calendar } = schedule
  const finish = calendar.endOf(dayNumber(schedule.finish))
  const length = finish - beginningOf(schedule)
  const float = calendar.endOf(dayNumber(baseline.finish)) - finish
  if (!(length > 0)) return { value: 1, counted: 1, offenders: [], words: 'nothing is left to do' }
  const last = lastOf(schedule)
  const late = `ends on ${schedule.finish}, ${daysWords(Math.abs(float), schedule.minutesPerDay)} ${float < 0 ? 'after' : 'before'} ${baseline.finish}`
  return {
    value: (length + float) / length,
    counted: 1,
    offenders: float < 0 && last !== undefined ? [{ id: last.id, because: late, location: last.location }] : [],
    words: float === 0 ? `the forecast ends on ${schedule.finish}, as the baseline does` : `the forecast ${late}`,
  }
}
