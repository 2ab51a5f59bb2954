import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import {
  type Entry,
  type GateEntry,
  locationOfEntry,
  type MilestoneEntry,
  type PhaseEntry,
  type Program,
  type TaskEntry,
} from '../link/program-types.ts'
import { hasStarted, isAssigned, isFinished } from '../link/state.ts'
import type { Actual } from '../schema/timing.ts'
import { lastDateIn } from '../trace/due-date.ts'
import { parseDuration, type WorkUnits } from './duration.ts'
import type { Piece } from './network-types.ts'
import type { ActivityKey, ActivityType, Progress, ScheduleOptions } from './schedule-types.ts'
import { weekWindow } from './window.ts'

/** The activities of a program, containers before what they hold, and what their texts leave open. */
export interface Pieces {
  readonly list: readonly Piece[]
  readonly indexOf: ReadonlyMap<ActivityKey, number>
  readonly diagnostics: readonly Diagnostic[]
  /** Activities whose duration is only about right. */
  readonly approximate: readonly string[]
  /** Some duration is a part of a working day, or a week: what they are counted with matters. */
  readonly usesHours: boolean
}

/** A person or a role that has the work; TBD and the like are nobody. */
const assigned = (...names: readonly (string | undefined)[]): string | undefined => names.find((name) => isAssigned(name))

function progressOf(state: Parameters<typeof hasStarted>[0], words: readonly string[]): Progress {
  if (isFinished(state, words)) return 'done'
  return hasStarted(state, words) ? 'started' : 'planned'
}

interface Timed {
  readonly type: ActivityType
  readonly entry: Entry<unknown>
  readonly actual?: Actual | undefined
  readonly title: string
  readonly text: string | undefined
  readonly field: 'duration' | 'estimate'
}

/** Collects every phase, milestone, task and gate. */
export function collectPieces(program: Program, units: WorkUnits, options: ScheduleOptions): Pieces {
  const list: Piece[] = []
  const indexOf = new Map<ActivityKey, number>()
  const diagnostics: Diagnostic[] = []
  const approximate: string[] = []
  let usesHours = false
  const convention = program.file.record.weeks
  const closed = options.closed

  /** What a record or the log says of it beside its state. */
  const really = (key: ActivityKey, actual: Actual | undefined, progress: Progress): Progress => {
    const logged = options.actuals?.get(key)
    if (actual?.finish !== undefined || logged?.finish !== undefined) return 'done'
    return progress === 'planned' && (actual?.start !== undefined || logged?.start !== undefined) ? 'started' : progress
  }

  function lengthOf({ type, entry, text, field }: Timed): Pick<Piece, 'duration' | 'clock' | 'unknown'> {
    const found = parseDuration(text, units)
    if ('unknown' in found) {
      if (found.unknown === 'unreadable') {
        diagnostics.push(
          diagnostic('schedule/unreadable-duration', `the duration of ${type} ${entry.id} cannot be read: ${JSON.stringify(text)}`, {
            location: locationOfEntry(entry, field),
            help: found.help,
          }),
        )
      }
      return { duration: undefined, clock: false, unknown: found.unknown }
    }
    if (found.approximate) approximate.push(entry.id)
    if (found.minutes % units.minutesPerDay !== 0) usesHours = true
    return { duration: found.minutes, clock: found.calendar, unknown: undefined }
  }

  type Own = Pick<Piece, 'parent' | 'phases' | 'owner' | 'optional' | 'isContainer' | 'progress' | 'window' | 'due'>
  function add(timed: Timed, own: Own): number {
    const { type, entry, title } = timed
    const key: ActivityKey = `${type}:${entry.id}`
    const progress = type === 'gate' ? own.progress : really(key, timed.actual, own.progress)
    const piece: Piece = {
      key,
      type,
      id: entry.id,
      title,
      entry,
      ...own,
      ...(type === 'gate' ? { duration: 0, clock: false, unknown: undefined } : lengthOf(timed)),
      open: own.window !== undefined && own.window.to === undefined,
      progress,
      done: 0,
      first: -1,
      start: -1,
      last: -1,
      work: -1,
    }
    indexOf.set(key, list.length)
    return list.push(piece) - 1
  }

  const parts = new Map<string, number>()
  for (const { record } of program.phases.values()) {
    if (record.parent !== undefined && program.phases.has(record.parent)) parts.set(record.parent, (parts.get(record.parent) ?? 0) + 1)
  }

  function addTask(task: TaskEntry, parent: number, optional: boolean): void {
    const { record } = task
    const isOptional = optional || record.optional === true
    const index = add(
      { type: 'task', entry: task, title: record.title, text: record.estimate, field: 'estimate', actual: record.actual },
      {
        parent,
        phases: task.phases,
        owner: assigned(record.owner, record.role),
        optional: isOptional,
        isContainer: task.children.length > 0,
        progress: progressOf(record.state, program.states.task),
        window: undefined,
        due: lastDateIn(record.due),
      },
    )
    for (const id of task.children) {
      const child = program.tasks.get(id)
      if (child !== undefined && !indexOf.has(`task:${id}`)) addTask(child, index, isOptional)
    }
  }
  function addTasks(ids: readonly (string | { readonly id: string })[] | undefined, parent: number): void {
    for (const one of ids ?? []) {
      const task = program.tasks.get(typeof one === 'string' ? one : one.id)
      // A child that a phase names comes with its parent.
      if (task !== undefined && task.parent === undefined && !indexOf.has(`task:${task.id}`)) addTask(task, parent, false)
    }
  }

  function addMilestone(milestone: MilestoneEntry, parent: number): void {
    const { record } = milestone
    const index = add(
      { type: 'milestone', entry: milestone, title: record.title, text: record.duration, field: 'duration', actual: record.actual },
      {
        parent,
        phases: [milestone.phase],
        owner: assigned(record.owner, record.accountable?.filter((role) => isAssigned(role)).join(', ')),
        optional: false,
        isContainer: milestone.tasks.length > 0,
        progress: progressOf(record.state, program.states.milestone),
        window: undefined,
        due: lastDateIn(record.due),
      },
    )
    addTasks(record.tasks, index)
  }

  function addPhase(phase: PhaseEntry): void {
    if (indexOf.has(`phase:${phase.id}`)) return
    const { record } = phase
    const index = add(
      { type: 'phase', entry: phase, title: record.title, text: record.duration, field: 'duration', actual: record.actual },
      {
        parent: -1,
        phases: [phase.id],
        owner: assigned(record.owner),
        optional: false,
        isContainer: true,
        progress: closed?.has(phase.id) ? 'done' : 'planned',
        window: weekWindow(record.window, convention),
        due: lastDateIn(record.due),
      },
    )
    for (const id of phase.milestones) {
      const milestone = program.milestones.get(id)
      if (milestone !== undefined) addMilestone(milestone, index)
    }
    addTasks(record.tasks, index)
  }

  for (const phase of program.phases.values()) addPhase(phase)
  for (const piece of list) {
    const above = piece.type === 'phase' ? program.phases.get(piece.id)?.record.parent : undefined
    if (above !== undefined) piece.parent = indexOf.get(`phase:${above}`) ?? -1
  }
  for (const task of program.tasks.values()) if (task.parent === undefined && !indexOf.has(`task:${task.id}`)) addTask(task, -1, false)
  for (const gate of program.gates.values()) {
    add(
      { type: 'gate', entry: gate, title: gate.title, text: undefined, field: 'duration' },
      {
        parent: holderOfGate(gate, indexOf),
        phases: gate.phase === undefined ? [] : [gate.phase],
        owner: undefined,
        optional: false,
        isContainer: false,
        progress: 'planned',
        window: undefined,
        due: undefined,
      },
    )
  }
  return { list, indexOf, diagnostics, approximate, usesHours }
}

/** The activity that a gate stands at: its milestone, the task that is a checkpoint, its phase. */
export function holderOfGate(gate: GateEntry, indexOf: ReadonlyMap<ActivityKey, number>): number {
  const task = gate.stage === 'checkpoint' ? indexOf.get(`task:${gate.id.replace(/\.checkpoint$/, '')}`) : undefined
  const milestone = gate.milestone === undefined ? undefined : indexOf.get(`milestone:${gate.milestone}`)
  const phase = gate.phase === undefined ? undefined : indexOf.get(`phase:${gate.phase}`)
  return task ?? milestone ?? phase ?? -1
}
