import type { Activity, ActivityKey, Schedule } from './schedule-types.ts'

/** What one owner has to do, and when it is more than can be done at once. Minutes of working time. */
export interface OwnerLoad {
  readonly owner: string
  /** What is not done yet, in order of its start. */
  readonly activities: readonly ActivityKey[]
  /** All of it, one after the other. */
  readonly work: number
  /** How long there is more at once than the capacity allows. */
  readonly over: number
  /** What meets then, in order of its start. */
  readonly overlap: readonly ActivityKey[]
}

/** Work that somebody does: with a length, not done, and not made of other work. */
function pieces(schedule: Schedule): Activity[] {
  const containers = new Set<ActivityKey>()
  for (const { parent, duration, early } of schedule.activities.values())
    if (parent !== undefined && (duration ?? 0) > 0 && early.to > early.from) containers.add(parent)
  return [...schedule.activities.values()].filter(
    (one) => one.owner !== undefined && one.progress !== 'done' && !one.open && one.early.to > one.early.from && !containers.has(one.key),
  )
}

const order = (a: Activity, b: Activity): number => a.early.from - b.early.from || a.rank - b.rank

/** Spans of which more than `capacity` run at once: how long, and which. */
function overloads(list: readonly Activity[], capacity: number): Pick<OwnerLoad, 'over' | 'overlap'> {
  const ends = list.flatMap((one) => [
    { at: one.early.from, step: 1 },
    { at: one.early.to, step: -1 },
  ])
  ends.sort((a, b) => a.at - b.at || a.step - b.step)
  const crowded: { from: number; to: number }[] = []
  let running = 0
  for (const [index, { at, step }] of ends.entries()) {
    running += step
    const next = ends[index + 1]?.at ?? at
    if (running <= capacity || next === at) continue
    const last = crowded.at(-1)
    if (last?.to === at) last.to = next
    else crowded.push({ from: at, to: next })
  }
  let at = 0
  const overlap = list.filter(({ early }) => {
    while (at < crowded.length && (crowded[at] as { to: number }).to <= early.from) at += 1
    const one = crowded[at]
    return one !== undefined && one.from < early.to
  })
  return { over: crowded.reduce((sum, one) => sum + one.to - one.from, 0), overlap: overlap.map((one) => one.key) }
}

/** The load of every owner, those with the most overload first, then by name. `capacity`: how many activities run at once at most. */
export function ownerLoads(schedule: Schedule, capacity = 1): OwnerLoad[] {
  if (schedule.mode === 'order') return []
  const byOwner = new Map<string, Activity[]>()
  for (const one of pieces(schedule)) {
    const owner = one.owner as string
    const known = byOwner.get(owner)
    if (known === undefined) byOwner.set(owner, [one])
    else known.push(one)
  }
  const loads = [...byOwner].map(([owner, found]): OwnerLoad => {
    const list = found.sort(order)
    return {
      owner,
      activities: list.map((one) => one.key),
      work: list.reduce((sum, { early }) => sum + early.to - early.from, 0),
      ...overloads(list, capacity),
    }
  })
  return loads.sort((a, b) => b.over - a.over || (a.owner < b.owner ? -1 : 1))
}
