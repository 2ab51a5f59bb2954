import type { Program, TaskEntry } from '../link/program-types.ts'
import { isFinished } from '../link/state.ts'
import { dayNumber } from './civil-day.ts'
import type { Activity, ActivityKey, Schedule } from './schedule-types.ts'

/** The program at one point of its past, in numbers. */
export interface HistoryPoint {
  /** RFC 3339, UTC. */
  readonly at: string
  /** null: the work tree. */
  readonly commit: string | null
  /** Tasks that have to be done: without optional ones, and without those that only hold others. */
  readonly scope: number
  readonly done: number
  readonly milestones: number
  readonly accepted: number
  /** YYYY-MM-DD: when everything was to end, as forecast then; absent while the plan has no dates. */
  readonly finish?: string
  /** The same in working days from the start, where the plan names no start. */
  readonly finishDay?: number
  /** The same for the gates of phases and of the program, by id. */
  readonly gates: Readonly<Record<string, string>>
}

/** What was promised of a milestone, a gate or a phase without an exit gate. */
export interface Promised {
  readonly type: Activity['type']
  readonly id: string
  readonly title: string
  readonly finish: string | undefined
  readonly finishDay: number | undefined
  readonly done: boolean
  /** What it is the end of; undefined for other gates. */
  readonly ends: 'milestone' | 'phase' | undefined
}

/** A point with what it takes to hold others against it. */
export interface HistoryState {
  readonly point: HistoryPoint
  /** Titles of the tasks that have to be done, by id. */
  readonly tasks: ReadonlyMap<string, string>
  readonly promised: ReadonlyMap<ActivityKey, Promised>
}

/** A state of the program, and when it was so. The schedule is the forecast of then (`dataDate`: the day of `at`). */
export interface HistoryInput {
  readonly at: string
  readonly commit: string | null
  readonly program: Program
  readonly schedule: Schedule
}

/** Tasks without children that are not optional, nor is anything above them. */
function requiredTasks({ tasks }: Program): TaskEntry[] {
  const optional = new Set<string>()
  const found: TaskEntry[] = []
  // Parents come before their children.
  for (const task of tasks.values()) {
    if (task.record.optional || (task.parent !== undefined && optional.has(task.parent))) optional.add(task.id)
    else if (task.children.length === 0) found.push(task)
  }
  return found
}

const days = (minutes: number, { minutesPerDay }: Schedule): number => Math.round((minutes / minutesPerDay) * 100) / 100

/** True for what a steering review asks after: milestones, gates other than their acceptance, and phases without an exit gate. */
function isPromise({ type, id }: Activity, program: Program): boolean {
  if (type === 'milestone') return true
  if (type === 'gate') return program.gates.get(id)?.stage !== 'acceptance'
  return type === 'phase' && program.gates.get(id)?.stage !== 'exit'
}

/** Takes the numbers of a state, and what it promises. */
export function historyState({ at, commit, program, schedule }: HistoryInput): HistoryState {
  const { mode } = schedule
  const required = requiredTasks(program)
  const { task, milestone } = program.states
  const promised = new Map<ActivityKey, Promised>()
  const gates: Record<string, string> = {}
  let last: number | undefined
  for (const activity of schedule.activities.values()) {
    const { key, type, id, title, open, progress, done, dates, early } = activity
    if (mode === 'relative' && !open) last = Math.max(last ?? 0, early.to)
    if (!isPromise(activity, program)) continue
    const finish = mode === 'dated' && !open ? dates?.finish : undefined
    const finishDay = mode === 'relative' && !open ? days(early.to, schedule) : undefined
    const isExit = type === 'phase' || program.gates.get(id)?.stage === 'exit'
    const ends = type === 'milestone' ? type : isExit ? 'phase' : undefined
    // Nothing closes a phase without an exit gate: it is over when all of it is done.
    const isDone = progress === 'done' || (type === 'phase' && done >= 1)
    promised.set(key, { type, id, title, finish, finishDay, done: isDone, ends })
    if (type !== 'milestone' && finish !== undefined) gates[id] = finish
  }
  const point: HistoryPoint = {
    at,
    commit,
    scope: required.length,
    done: required.filter(({ record }) => isFinished(record.state, task)).length,
    milestones: program.milestones.size,
    accepted: [...program.milestones.values()].filter(({ record }) => isFinished(record.state, milestone)).length,
    ...(mode === 'dated' && schedule.finish !== undefined && { finish: schedule.finish }),
    ...(last !== undefined && { finishDay: days(last, schedule) }),
    gates,
  }
  return { point, tasks: new Map(required.map(({ id, record }) => [id, record.title])), promised }
}

/** When something was to end, as it was seen from a point. */
export interface SlipPoint {
  readonly at: string
  readonly commit: string | null
  readonly finish?: string
  readonly finishDay?: number
}

/** How the end of one thing moved over time. */
export interface SlipSeries {
  readonly key: ActivityKey
  readonly type: Activity['type']
  readonly id: string
  readonly title: string
  /** The first end that was promised, then every other one; the last is the present one. */
  readonly moves: readonly SlipPoint[]
  /** From the first to the last: days of the calendar, or working days where the plan names no start. */
  readonly days: number
  readonly done: boolean
}

/** What became the scope of the program, or was taken out of it, between two points. */
export interface ScopeStep {
  readonly at: string
  readonly commit: string | null
  readonly added: readonly string[]
  readonly removed: readonly string[]
}

/** What was promised at one point to be done by a later one, and what came of it; ids of milestones, of phases where there are none. */
export interface Commitment {
  readonly from: string
  readonly to: string
  readonly kept: readonly string[]
  /** Still open, and now promised for later. */
  readonly pushed: readonly string[]
  /** No longer part of the plan. */
  readonly dropped: readonly string[]
  /** Was not part of the plan, and is to be done in the same time, or was. */
  readonly added: readonly string[]
}

export interface BurnUp {
  readonly points: readonly HistoryPoint[]
  /** In order of the plan; those that are gone last. */
  readonly slips: readonly SlipSeries[]
  /** Only points at which the scope changed. */
  readonly scope: readonly ScopeStep[]
  /** From the first point to the last; absent with fewer than two. */
  readonly commitment?: Commitment
  /** From each point to the next, where something was promised or came up. */
  readonly commitments: readonly Commitment[]
}

/** Ids that are new, by the id that the same thing had before: it is gone, and alone had the same title. */
function renamedIds(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const byTitle = (some: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): Map<string, string | undefined> => {
    const found = new Map<string, string | undefined>()
    for (const [id, title] of some) if (!other.has(id) && title !== '') found.set(title, found.has(title) ? undefined : id)
    return found
  }
  const gone = byTitle(before, after)
  const renamed = new Map<string, string>()
  for (const [title, id] of byTitle(after, before)) {
    const was = gone.get(title)
    if (id !== undefined && was !== undefined) renamed.set(id, was)
  }
  return renamed
}

function scopeStep(before: HistoryState, { point: { at, commit }, tasks }: HistoryState): ScopeStep {
  const renamed = renamedIds(before.tasks, tasks)
  const was = new Set(renamed.values())
  return {
    at,
    commit,
    added: [...tasks.keys()].filter((id) => !before.tasks.has(id) && !renamed.has(id)),
    removed: [...before.tasks.keys()].filter((id) => !tasks.has(id) && !was.has(id)),
  }
}

const dayOf = (at: string): string => at.slice(0, 10)

function commitmentBetween(before: HistoryState, after: HistoryState): Commitment {
  const [from, to] = [dayOf(before.point.at), dayOf(after.point.at)]
  const hasMilestones = [before, after].some(({ promised }) => [...promised.values()].some(({ ends }) => ends === 'milestone'))
  const units = ({ promised }: HistoryState): Map<ActivityKey, Promised> =>
    new Map([...promised].filter(([, { ends }]) => ends === (hasMilestones ? 'milestone' : 'phase')))
  const [then, now] = [units(before), units(after)]
  const titles = (some: ReadonlyMap<ActivityKey, Promised>): Map<string, string> =>
    new Map([...some].map(([key, { title }]) => [key, title]))
  const renamed = renamedIds(titles(then), titles(now)) as ReadonlyMap<ActivityKey, ActivityKey>
  const present = new Map([...now].map(([key, one]) => [renamed.get(key) ?? key, one]))
  const result = { kept: [] as string[], pushed: [] as string[], dropped: [] as string[], added: [] as string[] }
  for (const [key, { id, finish, done }] of then) {
    if (done || finish === undefined || finish > to) continue
    const one = present.get(key)
    if (one === undefined) result.dropped.push(id)
    else if (one.done) result.kept.push(one.id)
    // What is still to end today is neither kept nor broken.
    else if (one.finish === undefined || one.finish > to) result.pushed.push(one.id)
  }
  for (const [key, { id, finish, done }] of present)
    if (!then.has(key) && (done || (finish !== undefined && finish <= to))) result.added.push(id)
  return { from, to, ...result }
}

function slipSeries(states: readonly HistoryState[]): SlipSeries[] {
  const found = new Map<ActivityKey, { last: Promised; moves: SlipPoint[] }>()
  // The plan as it is now gives the order.
  for (const state of [states.at(-1), ...states])
    for (const [key, one] of state?.promised ?? []) if (!found.has(key)) found.set(key, { last: one, moves: [] })
  for (const {
    point: { at, commit },
    promised,
  } of states) {
    for (const [key, one] of promised) {
      const series = found.get(key) as { last: Promised; moves: SlipPoint[] }
      series.last = one
      const { finish, finishDay } = one
      const before = series.moves.at(-1)
      if ((finish === undefined && finishDay === undefined) || (before && before.finish === finish && before.finishDay === finishDay))
        continue
      series.moves.push({ at, commit, ...(finish !== undefined && { finish }), ...(finishDay !== undefined && { finishDay }) })
    }
  }
  return [...found].flatMap(
    ([
      key,
      {
        last: { type, id, title, done },
        moves,
      },
    ]) => (moves.length === 0 ? [] : [{ key, type, id, title, moves, days: slipOf(moves), done }]),
  )
}

/** Between the first and the last end that can be held against each other: dates only against dates. */
function slipOf(moves: readonly SlipPoint[]): number {
  const last = moves.at(-1) as SlipPoint
  if (last.finish !== undefined) {
    const first = moves.find(({ finish }) => finish !== undefined)?.finish as string
    return dayNumber(last.finish) - dayNumber(first)
  }
  const first = moves.find(({ finishDay }) => finishDay !== undefined)?.finishDay as number
  return Math.round(((last.finishDay as number) - first) * 100) / 100
}

/** Puts the states of a past together, oldest first: how much there was to do and how much was done, and how its ends moved. */
export function burnUp(states: readonly HistoryState[]): BurnUp {
  const steps = states.slice(1).map((state, index) => ({ before: states[index] as HistoryState, after: state }))
  const [first, last] = [states[0], states.at(-1)]
  return {
    points: states.map(({ point }) => point),
    slips: slipSeries(states),
    scope: steps.map(({ before, after }) => scopeStep(before, after)).filter(({ added, removed }) => added.length + removed.length > 0),
    ...(first !== undefined && last !== undefined && first !== last && { commitment: commitmentBetween(first, last) }),
    commitments: steps
      .map(({ before, after }) => commitmentBetween(before, after))
      .filter(({ kept, pushed, dropped, added }) => kept.length + pushed.length + dropped.length + added.length > 0),
  }
}
