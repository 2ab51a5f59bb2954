import type { Program } from '../../link/program-types.ts'
import { parseDuration } from '../duration.ts'
import { ownerLoads } from '../owner-load.ts'
import type { Activity, Schedule } from '../schedule-types.ts'
import type { Considered } from './considered.ts'
import { daysWords, type HealthOffender, idOf, type Measured, nothingToMeasure, numberOf, shareOf } from './health-types.ts'
import { longDays } from './limits.ts'

const above = (
  schedule: Schedule,
  work: readonly Activity[],
  minutesOf: (one: Activity) => number | undefined,
  words: string,
): HealthOffender[] =>
  work.flatMap((activity) => {
    const minutes = minutesOf(activity)
    if (minutes === undefined || minutes <= longDays * schedule.minutesPerDay) return []
    return [{ id: activity.id, because: `${daysWords(minutes, schedule.minutesPerDay)} ${words}`, location: activity.location }]
  })

/** Only what has float can have too much of it: not open ends, and nothing where no date is known. */
export function highFloat(schedule: Schedule, { open }: Considered): Measured {
  const known = open.filter(({ totalFloat }) => totalFloat !== undefined)
  const offenders = above(schedule, known, ({ totalFloat }) => totalFloat, 'of float')
  return shareOf(known.length, offenders, 'activities with float', `could slip by more than ${longDays} working days`)
}

export function highDuration(schedule: Schedule, { open }: Considered): Measured {
  const known = open.filter(({ duration, open: isOpen }) => duration !== undefined && !isOpen)
  const offenders = above(schedule, known, ({ duration }) => duration, 'long')
  return shareOf(known.length, offenders, 'activities with a duration', `take more than ${longDays} working days`)
}

/** True where what holds it says how long all of it takes: the duration of a milestone, the window of a phase whose content has none. */
function isCovered(activity: Activity, schedule: Schedule, program: Program, work: Considered): boolean {
  return work.holdersOf(activity).some((holder) => {
    const text = durationText(program, holder)
    if (text !== undefined && 'minutes' in parseDuration(text, schedule)) return true
    return holder.type === 'phase' && program.phases.get(holder.id)?.record.window !== undefined && !holdsDuration(holder, work)
  })
}

function durationText(program: Program, { type, id }: Activity): string | undefined {
  if (type === 'task') return program.tasks.get(id)?.record.estimate
  return type === 'milestone' ? program.milestones.get(id)?.record.duration : program.phases.get(id)?.record.duration
}

function holdsDuration(holder: Activity, work: Considered): boolean {
  const held = [...work.contentOf(holder.key)]
  for (let next = held.pop(); next !== undefined; next = held.pop()) {
    const inside = work.contentOf(next.key)
    if (inside.length === 0 && next.duration !== undefined) return true
    held.push(...inside)
  }
  return false
}

const why: Readonly<Record<NonNullable<Activity['unknown']>, string>> = {
  none: 'has no duration',
  placeholder: 'has a placeholder for a duration',
  unreadable: 'has a duration that cannot be read',
}

/** Open work of which nobody knows how long it takes: it counts as nothing, so that every date after it is too early. */
export function unestimatedWork(schedule: Schedule, program: Program, work: Considered): HealthOffender[] {
  return work.open.flatMap((activity) =>
    activity.unknown === undefined || activity.open || isCovered(activity, schedule, program, work)
      ? []
      : [{ id: activity.id, because: why[activity.unknown], location: activity.location }],
  )
}

export function unestimated(schedule: Schedule, program: Program, work: Considered): Measured {
  const counted = work.open.filter(({ open }) => !open).length
  return shareOf(counted, unestimatedWork(schedule, program, work), 'activities', 'have no duration that can be read')
}

export function overloadedOwners(schedule: Schedule, program: Program): Measured {
  if (schedule.mode === 'order') return nothingToMeasure('no activity has a duration, so nobody knows what falls together')
  const capacity = program.file.record.schedule?.capacity ?? 1
  const loads = ownerLoads(schedule, capacity)
  const offenders = loads
    .filter(({ over }) => over > 0)
    .map(({ owner, over, overlap }): HealthOffender => {
      const [first] = overlap
      const because = `more than ${capacity} at once for ${daysWords(over, schedule.minutesPerDay)}: ${listed(overlap.map(idOf))}`
      return { id: owner, because, location: first === undefined ? undefined : schedule.activities.get(first)?.location }
    })
  if (loads.length === 0) return { value: 0, counted: 0, offenders: [], words: 'no open work has an owner' }
  return numberOf(loads.length, offenders, 'owners', 'have too much at once')
}

const listed = (ids: readonly string[]): string =>
  ids.length > 4 ? `${ids.slice(0, 4).join(', ')} and ${ids.length - 4} more` : ids.join(', ')
