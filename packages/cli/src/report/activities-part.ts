import { phaseState, stateWord } from '@refractor/core'
import type { ReportActivity } from '@refractor/core/page'
import type { Activity, ActivityKey, Schedule } from '@refractor/core/schedule'
import { given, placeOf, type ReportSource } from './report-source.ts'
import type { Schedules } from './schedule-part.ts'

/** The word of the plan, or of the gate, for where an activity stands. */
function stateOf({ program, judged }: ReportSource, { type, id }: Activity, verdicts: ReadonlyMap<string, string>): string {
  if (type === 'phase') return phaseState(program, id, judged.case)
  if (type === 'gate') return verdicts.get(id) ?? 'unknown'
  const words = program.states[type]
  const record = type === 'task' ? program.tasks.get(id)?.record : program.milestones.get(id)?.record
  return stateWord(record?.state, words[0] as string)
}

const days = (minutes: number, { minutesPerDay }: Schedule): number => Math.round((minutes / minutesPerDay) * 10) / 10

/** Not done, and past the day that the plan has for it, or to end after the day that it is to be done by. */
function isLate({ progress, dates, target, type }: Activity, planned: Activity | undefined, today: string | undefined): boolean {
  if (progress === 'done' || type === 'gate' || dates === undefined) return false
  const finish = planned?.open === true ? undefined : planned?.dates?.finish
  return (today !== undefined && finish !== undefined && finish < today) || (target !== undefined && dates.finish > target.finish)
}

/** Every activity after what holds it and before what comes next to that: gates stand with their phase. */
function inTree({ activities }: Schedule): readonly Activity[] {
  const held = new Map<ActivityKey | undefined, Activity[]>()
  for (const activity of activities.values()) {
    const { parent } = activity
    const key = parent !== undefined && activities.has(parent) ? parent : undefined
    const beside = held.get(key)
    if (beside === undefined) held.set(key, [activity])
    else beside.push(activity)
  }
  const ordered = new Set<Activity>()
  const add = (activity: Activity): void => {
    if (ordered.has(activity)) return
    ordered.add(activity)
    for (const one of held.get(activity.key) ?? []) add(one)
  }
  for (const one of held.get(undefined) ?? []) add(one)
  // What holds itself by a circle hangs from nothing.
  for (const one of activities.values()) add(one)
  return [...ordered]
}

/** It has a day, and the plan says nothing of its length. */
const isEvent = ({ type, unknown, early, dates, open }: Activity): boolean =>
  type !== 'gate' && unknown !== undefined && early.from === early.to && dates !== undefined && !open

/** A forecast knows which phases are closed; where there are no dates, the reviews say so. */
function progressOf({ program, judged }: ReportSource, { type, id, parent, progress, done }: Activity, { dataDate }: Schedule) {
  const phase = type === 'phase' ? id : type === 'gate' && parent?.startsWith('phase:') ? parent.slice('phase:'.length) : undefined
  const isClosed = dataDate === undefined && phase !== undefined && phaseState(program, phase, judged.case) === 'closed'
  return isClosed ? { progress: 'done' as const, done: 1 } : { progress, done: Math.round(done * 1000) / 1000 }
}

/** The rows of a report: as forecast, with what the plan or the baseline had. */
export function activitiesOf(source: ReportSource, { plan, forecast, baseline }: Schedules): ReportActivity[] {
  const verdicts = new Map(source.judged.gates.map(({ id, verdict }) => [id, verdict as string]))
  const before = baseline?.schedule ?? plan
  const comparable = before.mode === forecast.mode
  return inTree(forecast).map((activity) => {
    const { key, type, id, title, parent, phases, owner, dates, open, totalFloat, critical, location } = activity
    const { progress, done } = progressOf(source, activity, forecast)
    const then = comparable ? before.activities.get(key) : undefined
    const moved =
      then?.dates !== undefined &&
      dates !== undefined &&
      !then.open &&
      (then.dates.start !== dates.start || then.dates.finish !== dates.finish)
    return {
      key,
      type,
      id,
      title,
      ...given('parent', parent),
      ...given('phase', type === 'phase' ? id : phases[0]),
      ...given('owner', owner),
      state: stateOf(source, activity, verdicts),
      progress,
      done,
      ...given('start', dates?.start),
      ...given('finish', open ? undefined : dates?.finish),
      ...given('float', totalFloat === undefined || progress === 'done' ? undefined : days(totalFloat, forecast)),
      critical,
      ...(open && { open: true as const }),
      ...(isEvent(activity) && { event: true as const }),
      ...given('baseline', moved ? then.dates : undefined),
      ...(isLate(activity, plan.activities.get(key), forecast.dataDate) && { late: true as const }),
      place: placeOf(source, location),
    }
  })
}
