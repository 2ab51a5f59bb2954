import { command, type Diagnostic, diagnostic, isAssigned, nearest, type Program } from '@refractor/core'
import type { Activity, ActivityKey, OwnerLoad as Load, Schedule } from '@refractor/core/schedule'
import type { Baseline } from './schedule-baseline.ts'
import { dayNumber, inDays, type Overcommitted, type OwnerLoad, type ScheduleData, type ScheduleRow } from './schedule-data.ts'
import { chainOf, type DateWords, type DaysBetween, rowsOf, within } from './schedule-rows.ts'

/** What the view takes from the entry that is loaded late. */
export interface ScheduleCore {
  readonly dateWords: DateWords
  readonly workingDaysBetween: DaysBetween
  readonly pathTo: (schedule: Schedule, key: ActivityKey) => readonly ActivityKey[]
  readonly overfullWindows: (schedule: Schedule) => readonly { readonly id: string; readonly needed: number; readonly room: number }[]
  readonly ownerLoads: (schedule: Schedule, capacity?: number) => readonly Load[]
}

export interface ViewInput {
  readonly program: Program
  readonly schedule: Schedule
  /** As it is written; the same as `schedule` where nothing is forecast. */
  readonly plan: Schedule
  readonly baseline: Baseline | undefined
  readonly core: ScheduleCore
  /** YYYY-MM-DD */
  readonly today: string
}

export interface ViewChoice {
  readonly key?: ActivityKey
  readonly to?: ActivityKey
  readonly owner?: string
  readonly critical?: boolean
}

const idOf = (key: ActivityKey): string => key.slice(key.indexOf(':') + 1)

/** The owner that somebody names: in full, or so that only one is meant. */
function ownerNamed(schedule: Schedule, name: string): string | Diagnostic {
  const owners = [...new Set([...schedule.activities.values()].flatMap(({ owner }) => owner ?? []))]
  const wanted = name.toLowerCase()
  const exact = owners.find((one) => one.toLowerCase() === wanted)
  const [only, ...others] = owners.filter((one) => one.toLowerCase().includes(wanted))
  if (exact !== undefined) return exact
  if (only !== undefined && others.length === 0) return only
  const near = only === undefined ? nearest(name, owners) : [only, ...others]
  const expected = near.length > 0 ? near : owners
  const what = only === undefined ? `nobody is called ${name}` : `${name} can mean ${expected.length} owners`
  const help = expected.length > 0 ? `use one of: ${expected.slice(0, 5).join(', ')}` : 'no record of the plan has an owner'
  return diagnostic('cli/unknown-id', what, { help, expected })
}

/** Phases whose work takes longer than their window; in weeks of work. */
function overcommitted({ program, plan, core }: ViewInput): Overcommitted[] {
  const week = plan.minutesPerDay * plan.daysPerWeek
  return core.overfullWindows(plan).map(({ id, needed, room }) => ({
    id,
    window: program.phases.get(id)?.record.window ?? '',
    available: Number((room / week).toFixed(2)),
    needed: Number((needed / week).toFixed(2)),
  }))
}

/** Work that should have ended: the day that the plan gives it is over, or its end now moves the finish. The oldest first. */
export function overdueWork(
  now: Schedule,
  plan: Schedule,
  today: string,
): readonly {
  readonly id: string
  readonly title: string
  readonly owner?: string
  readonly due: string
  readonly phases: readonly string[]
}[] {
  if (plan.mode !== 'dated') return []
  const late = [...plan.activities.values()].flatMap((one) => {
    if (one.type === 'gate' || one.open || now.activities.get(one.key)?.progress === 'done') return []
    // A container is as late as what is in it, unless the plan gives it a day of its own. What the plan says comes before what follows.
    const isWork = one.duration !== undefined && one.type !== 'phase'
    const due = one.target?.finish ?? (isWork ? one.lateDates?.finish : undefined)
    return due === undefined || due >= today ? [] : [{ one, due }]
  })
  return late
    .sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.one.rank - b.one.rank))
    .map(({ one: { id, title, owner, phases }, due }) => ({ id, title, due, phases, ...(owner !== undefined && { owner }) }))
}

const overdue = ({ schedule, plan, today }: ViewInput): ScheduleData['overdue'] =>
  overdueWork(schedule, plan, today).map(({ phases: _phases, ...one }) => ({ ...one, days: dayNumber(today) - dayNumber(one.due) }))

function chosen(rows: readonly ScheduleRow[], input: ViewInput, choice: ViewChoice, path: readonly ActivityKey[]): ScheduleRow[] {
  const { schedule } = input
  const inside = choice.key === undefined ? undefined : within(schedule, choice.key)
  const isOnPath = new Set<ActivityKey>(path)
  return rows.filter(
    (row) =>
      (inside === undefined || inside.has(row.key)) &&
      (choice.owner === undefined || row.owner === choice.owner) &&
      (!choice.critical || isOnPath.has(row.key)) &&
      (choice.to === undefined || isOnPath.has(row.key)),
  )
}

const isLeaf = ({ type }: Activity): boolean => type === 'task' || type === 'milestone'

function totalsOf(schedule: Schedule): ScheduleData['totals'] {
  const all = [...schedule.activities.values()]
  const parents = new Set(all.flatMap(({ parent }) => parent ?? []))
  // A milestone with a duration of its own is work, and its tasks need none.
  const isTimed = (one: Activity | undefined): boolean => one?.type === 'milestone' && one.unknown === undefined
  const isCovered = ({ parent }: Activity): boolean => {
    const above = parent === undefined ? undefined : schedule.activities.get(parent)
    return above !== undefined && (isTimed(above) || isCovered(above))
  }
  const leaves = all.filter((one) => isLeaf(one) && (!parents.has(one.key) || isTimed(one)))
  return {
    activities: leaves.length,
    critical: leaves.filter((one) => one.critical).length,
    unestimated: leaves.filter((one) => one.unknown !== undefined && one.progress !== 'done' && !isCovered(one)).length,
    done: leaves.filter((one) => one.progress === 'done').length,
  }
}

/** The command that says more about the largest trouble. */
function nextCommand(
  { program }: ViewInput,
  data: Pick<ScheduleData, 'overdue' | 'overcommitted' | 'criticalPath' | 'mode'>,
): string | undefined {
  const first = data.overdue[0]?.id ?? data.overcommitted[0]?.id ?? (data.mode === 'order' ? undefined : data.criticalPath.at(-1)?.id)
  return first === undefined ? undefined : command(program, 'why', first)
}

function differenceTo(baseline: Baseline, schedule: Schedule, words: DateWords): NonNullable<ScheduleData['baseline']> {
  const [then, now] = [baseline.schedule.activities, schedule.activities]
  const isTold = (key: ActivityKey): boolean => !key.startsWith('gate:')
  return {
    name: baseline.name,
    ...(baseline.schedule.finish !== undefined && { finish: words(baseline.schedule, baseline.schedule.finish) }),
    added: [...now.keys()].filter((key) => isTold(key) && !then.has(key)).map(idOf),
    removed: [...then.keys()].filter((key) => isTold(key) && !now.has(key)).map(idOf),
  }
}

/** Everything that `schedule` shows, or why it cannot. */
export function scheduleView(input: ViewInput, given: ViewChoice): ScheduleData | Diagnostic {
  const { program, schedule, plan, baseline, core, today } = input
  const owner = given.owner === undefined ? undefined : ownerNamed(schedule, given.owner)
  if (owner !== undefined && typeof owner !== 'string') return owner
  const choice: ViewChoice = { ...given, ...(owner !== undefined && { owner }) }
  const words = core.dateWords
  const context = { schedule, words, between: core.workingDaysBetween, baseline: baseline?.schedule }
  const path = choice.to === undefined ? schedule.criticalPath : core.pathTo(schedule, choice.to)
  const first = dayNumber(schedule.start)
  const isDated = schedule.mode === 'dated'
  const isForecast = schedule.dataDate !== undefined
  const { finish } = schedule
  const slip =
    isForecast && finish !== undefined && plan.finish !== undefined ? core.workingDaysBetween(schedule, plan.finish, finish) : undefined
  const capacity = program.file.record.schedule?.capacity
  const loads = core.ownerLoads(schedule, capacity).filter((one) => isAssigned(one.owner) && (owner === undefined || one.owner === owner))
  const inside = choice.key === undefined ? undefined : new Set([...within(schedule, choice.key)].map(idOf))
  const parts = {
    mode: schedule.mode,
    criticalPath: chainOf(path, context),
    overcommitted: overcommitted(input),
    overdue: overdue(input).filter(({ id }) => inside === undefined || inside.has(id)),
  }
  const next = nextCommand(input, parts)
  return {
    program: program.id,
    name: program.name,
    kind: isForecast ? 'forecast' : 'plan',
    ...(schedule.mode !== 'order' && { start: words(schedule, schedule.start) }),
    ...(finish !== undefined && { finish: words(schedule, finish) }),
    ...(isForecast && plan.finish !== undefined && { planned: words(plan, plan.finish) }),
    ...(slip !== undefined && { slip }),
    ...(schedule.dataDate !== undefined && { dataDate: schedule.dataDate }),
    ...(isDated && { today: dayNumber(today) - first }),
    firstDay: schedule.start,
    hoursPerDay: schedule.minutesPerDay / 60,
    daysPerWeek: schedule.daysPerWeek,
    ...(baseline && { baseline: differenceTo(baseline, schedule, words) }),
    totals: totalsOf(schedule),
    asked: {
      ...(choice.key && { id: idOf(choice.key) }),
      ...(owner !== undefined && { owner }),
      ...(choice.to && { to: idOf(choice.to) }),
      ...(choice.critical && { critical: true }),
    },
    activities: chosen(rowsOf(context), input, choice, path),
    ...parts,
    owners: loads.map(
      (one): OwnerLoad => ({
        owner: one.owner,
        activities: one.activities.length,
        work: inDays(one.work, schedule),
        over: inDays(one.over, schedule),
        overlap: one.overlap.map(idOf),
      }),
    ),
    assumptions: schedule.assumptions.map(({ text, setting }) => ({ text, ...(setting !== undefined && { setting }) })),
    ...(next !== undefined && { next }),
  }
}
