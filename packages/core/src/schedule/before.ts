import type { Program } from '../link/program-types.ts'
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
function allBefore({ activities, links }: Schedule, key: ActivityKey): Set<ActivityKey> {
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
  return ended
}

function push<T>(lists: Map<ActivityKey, T[]>, key: ActivityKey, value: T): void {
  const list = lists.get(key)
  if (list === undefined) lists.set(key, [value])
  else list.push(value)
}

/** Open work without a duration that the end of an activity, or of everything, depends on. */
export function unknownBefore(schedule: Schedule, program: Program, key: ActivityKey | undefined): HealthOffender[] {
  const work = considered(schedule, program)
  const before = key === undefined ? undefined : allBefore(schedule, key)
  const open = before === undefined ? work.open : work.open.filter((activity) => before.has(activity.key))
  return unestimatedWork(schedule, program, { ...work, open })
}
