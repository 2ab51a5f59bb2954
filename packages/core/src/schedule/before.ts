import type { Program } from '../link/program-types.ts'
import { parseDuration, parseLag, parseOverlap } from './duration.ts'
import { unestimatedWork } from './health/amounts.ts'
import { considered } from './health/considered.ts'
import type { HealthOffender } from './health/health-types.ts'
import type { Activity, ActivityKey, ActivityType, Schedule, ScheduleLink } from './schedule-types.ts'

const types: readonly ActivityType[] = ['phase', 'milestone', 'task', 'gate']

/** The activity of an id: an id of a phase is the phase, and not its exit gate. */
export function scheduledOf({ activities }: Schedule, id: string): Activity | undefined {
  for (const type of types) {
    const found = activities.get(`${type}:${id}`)
    if (found !== undefined) return found
  }
  return undefined
}

/**
 * Everything that the end of an activity depends on: what it holds, what leads to it, and what leads to that. An activity begins no earlier
 * than what holds it, which says nothing of the rest that is held there.
 */
function allBefore({ activities, links }: Schedule, key: ActivityKey): Record<'begun' | 'ended', ReadonlySet<ActivityKey>> {
  const into = new Map<ActivityKey, ScheduleLink[]>()
  for (const link of links) if (link.reason !== 'contains') push(into, link.to, link)
  const content = new Map<ActivityKey, ActivityKey[]>()
  for (const { key: held, parent } of activities.values()) if (parent !== undefined) push(content, parent, held)
  const [begun, ended] = [new Set<ActivityKey>(), new Set<ActivityKey>()]
  const open: (readonly [Set<ActivityKey>, ActivityKey])[] = []
  const visit = (set: Set<ActivityKey>, at: ActivityKey): void => {
    if (set.has(at)) return
    set.add(at)
    open.push([set, at])
  }
  visit(ended, key)
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const [set, at] = next
    const isEnd = set === ended
    if (isEnd) for (const held of content.get(at) ?? []) visit(ended, held)
    if (isEnd) visit(begun, at)
    const parent = activities.get(at)?.parent
    if (!isEnd && parent !== undefined) visit(begun, parent)
    for (const { from, type } of into.get(at) ?? []) if (type.endsWith('F') === isEnd) visit(type.startsWith('F') ? ended : begun, from)
  }
  return { begun, ended }
}

function push<T>(lists: Map<ActivityKey, T[]>, key: ActivityKey, value: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** Open work without a duration that the end of an activity, or of everything, depends on. */
export function unknownBefore(schedule: Schedule, program: Program, key: ActivityKey | undefined): HealthOffender[] {
  const work = considered(schedule, program)
  const before = key === undefined ? undefined : allBefore(schedule, key).ended
  const open = before === undefined ? work.open : work.open.filter((activity) => before.has(activity.key))
  return unestimatedWork(schedule, program, { ...work, open })
}

/** True where an end depends on something that has to be done; optional work holds nothing up. */
export function restsOnWork(schedule: Schedule, program: Program, key: ActivityKey | undefined): boolean {
  const { all } = considered(schedule, program)
  if (key === undefined) return all.length > 0
  const { ended } = allBefore(schedule, key)
  const own = schedule.activities.get(key)
  return (own?.optional === true && own.unknown === undefined) || all.some((activity) => ended.has(activity.key))
}

/**
 * Amounts beside the durations of work that cannot be read, on which an end depends: lags, what remains, and how long a container takes at
 * least. They count as nothing, so that every date after them is too early.
 */
export function unreadableBefore(schedule: Schedule, program: Program, key: ActivityKey | undefined): HealthOffender[] {
  const before = key === undefined ? undefined : allBefore(schedule, key)
  return [...schedule.activities.values()].flatMap((activity): HealthOffender[] => {
    const { id, type, progress, optional, location } = activity
    if (type === 'gate' || progress === 'done' || (optional && activity.key !== key)) return []
    const isEnd = before === undefined || before.ended.has(activity.key)
    if (!isEnd && !before.begun.has(activity.key)) return []
    const because = whatIsUnreadable(activity, schedule, program, isEnd)
    return because === undefined ? [] : [{ id, because, location }]
  })
}

function whatIsUnreadable(
  { id, type, progress, unknown, open }: Activity,
  schedule: Schedule,
  program: Program,
  isEnd: boolean,
): string | undefined {
  const records = type === 'task' ? program.tasks : type === 'milestone' ? program.milestones : program.phases
  const record = records.get(id)?.record
  const lags = (record?.depends ?? []).flatMap(({ lag }) => (lag === undefined || lag === '' ? [] : [parseLag(lag, schedule, 'working')]))
  const waits = type === 'milestone' ? (program.milestones.get(id)?.record.relations ?? []).filter((one) => one.type === 'after') : []
  const amounts = waits.flatMap(({ amount }) => (amount === undefined ? [] : [parseOverlap(amount, schedule)]))
  if ([...lags, ...amounts].some((one) => 'unknown' in one)) return 'has a lag that cannot be read'
  if (!isEnd || open) return undefined
  const remaining = progress === 'started' ? record?.actual?.remaining : undefined
  if (remaining !== undefined && 'unknown' in parseDuration(remaining, schedule))
    return 'has an amount of remaining work that cannot be read'
  return unknown === 'unreadable' ? 'has a duration that cannot be read' : undefined
}
