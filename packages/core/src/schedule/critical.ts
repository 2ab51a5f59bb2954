import { linksInto, type Solved } from './activities.ts'
import type { Activity, ActivityKey, Schedule, ScheduleLink } from './schedule-types.ts'

/** Links by what they lead to. */
export type Incoming = ReadonlyMap<ActivityKey, readonly ScheduleLink[]>

const knownIncoming = new WeakMap<readonly ScheduleLink[], Incoming>()

export function incomingLinks(links: readonly ScheduleLink[]): Incoming {
  const known = knownIncoming.get(links)
  if (known) return known
  const incoming = new Map<ActivityKey, ScheduleLink[]>()
  for (const link of links) {
    const before = incoming.get(link.to)
    if (before) before.push(link)
    else incoming.set(link.to, [link])
  }
  knownIncoming.set(links, incoming)
  return incoming
}

/** The links that lead to an activity, found in a list of all. */
export function incomingOf(links: readonly ScheduleLink[]): (key: ActivityKey) => readonly ScheduleLink[] {
  const incoming = incomingLinks(links)
  return (key) => incoming.get(key) ?? []
}

const atStart = (link: ScheduleLink): boolean => link.type === 'FS' || link.type === 'SS'
const fromFinish = (link: ScheduleLink): boolean => link.type === 'FS' || link.type === 'FF'

/** What sets the date of one side of an activity: the link, and the side of the activity that it comes from. */
export interface Step {
  readonly key: ActivityKey
  readonly side: 'start' | 'finish'
  readonly link: ScheduleLink | undefined
}

/**
 * The chain of driving links that sets the finish (or start) of an activity, from its end back to what nothing else holds up. Of several
 * the one that somebody stated comes first, then the longest, then the first of the order.
 */
export function drivingChain(
  activities: ReadonlyMap<ActivityKey, Activity>,
  leadingTo: (key: ActivityKey, side: 'start' | 'finish') => readonly ScheduleLink[],
  key: ActivityKey,
): Step[] {
  const steps: Step[] = []
  const met = new Set<string>()
  let at: { key: ActivityKey; side: 'start' | 'finish' } | undefined = { key, side: 'finish' }
  while (at !== undefined && !met.has(`${at.side} ${at.key}`)) {
    const { key: here, side }: { key: ActivityKey; side: 'start' | 'finish' } = at
    met.add(`${side} ${here}`)
    const driving: readonly ScheduleLink[] = leadingTo(here, side).filter((link) => link.driving && atStart(link) === (side === 'start'))
    const best: ScheduleLink | undefined = driving.reduce<ScheduleLink | undefined>(
      (one, two) => (one === undefined || isBefore(two, one, activities) ? two : one),
      undefined,
    )
    steps.push({ key: here, side, link: best })
    if (best !== undefined) at = { key: best.from, side: fromFinish(best) ? 'finish' : 'start' }
    else at = side === 'finish' ? { key: here, side: 'start' } : undefined
  }
  return steps
}

const weight = (link: ScheduleLink): number => (link.reason === 'contains' ? 2 : link.reason === 'sequence' ? 1 : 0)

function isBefore(one: ScheduleLink, two: ScheduleLink, activities: ReadonlyMap<ActivityKey, Activity>): boolean {
  const a = activities.get(one.from) as Activity
  const b = activities.get(two.from) as Activity
  const length = (x: Activity): number => x.early.to - x.early.from
  const order = weight(one) - weight(two) || length(b) - length(a) || a.rank - b.rank
  return order < 0
}

/** The activities of a chain, first to last; containers are left out unless they are all there is to a stretch of time. */
function activitiesOn(
  steps: readonly Step[],
  activities: ReadonlyMap<ActivityKey, Activity>,
  holds: ReadonlySet<ActivityKey>,
): ActivityKey[] {
  const path: ActivityKey[] = []
  for (let index = steps.length - 1; index >= 0; index--) {
    const { key, side } = steps[index] as Step
    const activity = activities.get(key)
    if (activity === undefined || path.at(-1) === key) continue
    // A container that was walked through from its finish to its start is there for its own length.
    const isOwnLength = side === 'finish' && steps[index + 1]?.key === key
    if (!holds.has(key) || isOwnLength) path.push(key)
  }
  return path
}

const holdersOf = new WeakMap<ReadonlyMap<ActivityKey, Activity>, ReadonlySet<ActivityKey>>()

/** What holds something else, gates aside. */
export function containersOf(activities: ReadonlyMap<ActivityKey, Activity>): ReadonlySet<ActivityKey> {
  const known = holdersOf.get(activities)
  if (known) return known
  const holders = new Set<ActivityKey>()
  for (const { parent, type } of activities.values()) if (parent !== undefined && type !== 'gate') holders.add(parent)
  for (const { key, type } of activities.values()) if (type === 'phase') holders.add(key)
  holdersOf.set(activities, holders)
  return holders
}

/** The longest path to the finish of the program. */
export function pathOf(activities: ReadonlyMap<ActivityKey, Activity>, solved: Solved): ActivityKey[] {
  const { network, early, end } = solved
  if (end === undefined) return []
  let last: Activity | undefined
  for (const piece of network.pieces) {
    if (network.ends[piece.last] !== 1 || early.finish[piece.last] !== end || network.state[piece.last] === 2) continue
    const activity = activities.get(piece.key) as Activity
    // The last of the order: gates, which nothing waits for, come after the work that they judge.
    if (last === undefined || activity.rank > last.rank) last = activity
  }
  return last === undefined
    ? []
    : activitiesOn(
        drivingChain(activities, (key, side) => linksInto(solved, key, side), last.key),
        activities,
        containersOf(activities),
      )
}

/** The critical path to one activity or gate: what its finish depends on, in order, itself last. Empty for an activity that is not there. */
export function pathTo(schedule: Pick<Schedule, 'activities' | 'links'>, key: ActivityKey): readonly ActivityKey[] {
  if (!schedule.activities.has(key)) return []
  const { activities } = schedule
  const path = activitiesOn(drivingChain(activities, incomingOf(schedule.links), key), activities, containersOf(activities))
  return path.at(-1) === key ? path : [...path, key]
}
