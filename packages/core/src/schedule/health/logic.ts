import type { Program } from '../../link/program-types.ts'
import type { Activity, ActivityKey, Schedule, ScheduleLink } from '../schedule-types.ts'
import { type Considered, isStated } from './considered.ts'
import { daysWords, type HealthOffender, idOf, type Measured, nothingToMeasure, numberOf, shareOf } from './health-types.ts'

type Side = 'before' | 'after'

const faultOf = ({ id, location }: Activity, because: string): HealthOffender => ({ id, because, location })

/**
 * Work that no stated link leads to, or that nothing follows from. What holds it may have the link; an assumed sequence is none. The first
 * phases need nothing before them and the last ones nothing after; but work without any link of its own or of its holders is loose even there.
 */
export function missingLogic(schedule: Schedule, program: Program, { open, holdersOf }: Considered): Measured {
  const linked: Readonly<Record<Side, Set<ActivityKey>>> = { before: new Set(), after: new Set() }
  const assumed: typeof linked = { before: new Set(), after: new Set() }
  for (const link of schedule.links) {
    const into = isStated(link, program) ? linked : link.reason === 'sequence' ? assumed : undefined
    into?.before.add(link.to)
    into?.after.add(link.from)
  }
  const ends: Readonly<Record<Side, ReadonlySet<ActivityKey>>> = {
    before: phasesWithout(program, linked.before, 'first'),
    after: phasesWithout(program, linked.after, 'last'),
  }
  const isTied = (chain: readonly Activity[], side: Side): boolean => {
    for (const { key } of chain) {
      if (linked[side].has(key)) return true
      if (assumed[side].has(key)) return false
    }
    const top = chain.at(-1) as Activity
    return ends[side].has(top.key)
  }
  const offenders = open.flatMap((activity) => {
    const chain = [activity, ...holdersOf(activity)]
    const [before, after] = [isTied(chain, 'before'), isTied(chain, 'after')]
    const isLoose = open.length > 1 && !chain.some(({ key }) => linked.before.has(key) || linked.after.has(key))
    if (before && after && !isLoose) return []
    const because =
      !isLoose && (before || after) ? (before ? 'nothing follows from it' : 'nothing leads to it') : 'no link leads to it or from it'
    return [faultOf(activity, because)]
  })
  return shareOf(open.length, offenders, 'activities', 'lack a link that the plan states')
}

/** The phase that the plan begins or ends with: the first or last in order, and any that nothing is said about on that side. */
function phasesWithout(program: Program, linked: ReadonlySet<ActivityKey>, end: 'first' | 'last'): Set<ActivityKey> {
  const keys = [...program.phases.keys()].map((id): ActivityKey => `phase:${id}`)
  const own = end === 'first' ? keys[0] : keys.at(-1)
  return new Set(own !== undefined && !linked.has(own) ? [own] : [])
}

const linkName = ({ from, to }: ScheduleLink): string => `${idOf(from)} -> ${idOf(to)}`

function lagFaults(schedule: Schedule, { links }: Considered, isFault: (lag: number) => boolean): HealthOffender[] {
  return links
    .filter(({ lag }) => isFault(lag))
    .map((link) => ({
      id: linkName(link),
      because: `${link.lag < 0 ? 'a lead' : 'a lag'} of ${daysWords(Math.abs(link.lag), schedule.minutesPerDay)}`,
      location: link.location,
    }))
}

/** A schedule of several activities without a link has nothing good to say of its links. */
function ofLinks({ links, open }: Considered, offenders: readonly HealthOffender[], fault: string): Measured {
  if (open.length === 0) return nothingToMeasure('there is no open work to look at')
  if (links.length === 0) return { value: 0, counted: 0, offenders: [], words: 'the plan states no links' }
  return shareOf(links.length, offenders, 'links', fault)
}

export function leads(schedule: Schedule, work: Considered): Measured {
  return ofLinks(
    work,
    lagFaults(schedule, work, (lag) => lag < 0),
    'are leads',
  )
}

export function lags(schedule: Schedule, work: Considered): Measured {
  return ofLinks(
    work,
    lagFaults(schedule, work, (lag) => lag > 0),
    'have a lag',
  )
}

/** The share of links from finish to start. */
export function relationTypes({ links }: Considered): Measured {
  if (links.length === 0) return nothingToMeasure('the plan states no links')
  const others = links.filter(({ type }) => type !== 'FS')
  const offenders = others.map((link) => ({ id: linkName(link), because: `is ${link.type}`, location: link.location }))
  const plain = links.length - others.length
  return {
    value: plain / links.length,
    counted: links.length,
    offenders,
    words: `${plain} of ${links.length} links lead from finish to start`,
  }
}

/** Work that waits for a date. Nothing here overrides a link, so that a start that is set is what comes closest to a hard constraint. */
export function hardConstraints(program: Program, { open }: Considered): Measured {
  const offenders = open.flatMap((activity) => {
    const date = recordOf(program, activity)?.notBefore
    return date === undefined ? [] : [faultOf(activity, `not before ${date}`)]
  })
  return shareOf(open.length, offenders, 'activities', 'have a date in the place of a link')
}

/** The record that an activity was made of; gates have no timing. */
export function recordOf(
  program: Program,
  { type, id }: Pick<Activity, 'type' | 'id'>,
):
  | {
      readonly notBefore?: string | undefined
      readonly actual?: { readonly start?: string | undefined; readonly finish?: string | undefined } | undefined
    }
  | undefined {
  if (type === 'task') return program.tasks.get(id)?.record
  return type === 'milestone' ? program.milestones.get(id)?.record : type === 'phase' ? program.phases.get(id)?.record : undefined
}

/**
 * The critical path has to reach back to the start (or to the day that is looked at): only then does every day that is lost on it move the
 * finish, which is what the test of the DCMA tries out. Where it begins later, a date holds it.
 */
export function criticalPath(schedule: Schedule, beginning: number): Measured {
  const [first] = schedule.criticalPath
  const from = first === undefined ? undefined : schedule.activities.get(first)
  if (schedule.mode === 'order' || from === undefined) return nothingToMeasure('no critical path is known')
  const gap = Math.max(0, from.early.from - beginning)
  const days = Math.ceil(gap / schedule.minutesPerDay)
  if (days === 0) return numberOf(schedule.criticalPath.length, [], 'activities of the critical path', 'wait for a date')
  const because = `begins ${daysWords(gap, schedule.minutesPerDay)} after the start, held by a date`
  return {
    value: days,
    counted: schedule.criticalPath.length,
    offenders: [faultOf(from, because)],
    words: `the critical path begins with ${from.id}, which ${because}`,
  }
}
