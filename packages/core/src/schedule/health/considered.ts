import type { Program } from '../../link/program-types.ts'
import type { Activity, ActivityKey, LinkReason, Schedule, ScheduleLink } from '../schedule-types.ts'

/** What the rules look at in a schedule. */
export interface Considered {
  /** Work that is not done: tasks without children, and milestones and phases that hold no work. Optional work does not count. */
  readonly open: readonly Activity[]
  /** The same of everything, done or not. */
  readonly all: readonly Activity[]
  /** Links that the plan states between work that is not all done. */
  readonly links: readonly ScheduleLink[]
  /** What holds an activity, from the inside out. */
  holdersOf(activity: Activity): Activity[]
  contentOf(key: ActivityKey): readonly Activity[]
}

/** Links that somebody wrote down; containment and an assumed sequence are none. */
const stated: ReadonlySet<LinkReason> = new Set(['prerequisite', 'depends', 'relation', 'phase'])

/** True where the plan itself says that milestones follow each other; then that is as good as a link. */
const isSequenceStated = (program: Program): boolean => program.file.record.schedule?.milestones === 'sequence'

export function isStated({ reason }: ScheduleLink, program: Program): boolean {
  return stated.has(reason) || (reason === 'sequence' && isSequenceStated(program))
}

export function considered(schedule: Schedule, program: Program): Considered {
  const { activities } = schedule
  const content = new Map<ActivityKey, Activity[]>()
  for (const activity of activities.values()) {
    if (activity.type === 'gate' || activity.parent === undefined) continue
    const held = content.get(activity.parent)
    if (held === undefined) content.set(activity.parent, [activity])
    else held.push(activity)
  }
  const isWork = ({ key, type, optional }: Activity): boolean => type !== 'gate' && !optional && !content.has(key)
  const all = [...activities.values()].filter(isWork)
  const isDone = (key: ActivityKey): boolean => activities.get(key)?.progress === 'done'
  const holdersOf = (activity: Activity): Activity[] => {
    const holders: Activity[] = []
    // A chain of holders cannot be longer than there are activities.
    for (let at = activity.parent; at !== undefined && holders.length < activities.size; ) {
      const holder = activities.get(at)
      if (holder === undefined) break
      holders.push(holder)
      at = holder.parent
    }
    return holders
  }
  return {
    all,
    open: all.filter(({ progress }) => progress !== 'done'),
    links: schedule.links.filter((link) => isStated(link, program) && !(isDone(link.from) && isDone(link.to))),
    holdersOf,
    contentOf: (key) => content.get(key) ?? [],
  }
}
