import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { command } from '../link/command-line.ts'
import { locationOfEntry, type Program, type TaskEntry } from '../link/program-types.ts'
import { isFinished, wordOf } from '../link/state.ts'
import { localId } from './local-id.ts'
import { unknownId } from './lookup.ts'
import { planned, refused } from './outcome.ts'
import type { Planned } from './plan.ts'
import { planStates } from './state-plan.ts'
import { type TaskVerb, taskTransition } from './transition.ts'
import { wrongState } from './wrong-state.ts'

/** Tasks that the same plan finishes or reopens. */
export interface TaskChanges {
  readonly done: ReadonlySet<string>
  readonly reopened: ReadonlySet<string>
}

/** What the audit log calls it. */
const eventOf = { start: 'task.started', done: 'task.done', reopen: 'task.reopened' } as const satisfies Record<TaskVerb, string>

const noChanges: TaskChanges = { done: new Set(), reopened: new Set() }

/** What keeps a task from being done: prerequisites and required children that are open. An id that names no task counts as open. */
export function openBefore(program: Program, task: TaskEntry, changes: TaskChanges = noChanges): Diagnostic[] {
  const isOpen = (id: string): boolean => {
    if (changes.done.has(id) || changes.reopened.has(id)) return !changes.done.has(id)
    const other = program.tasks.get(id)
    return other === undefined || !isFinished(other.record.state, program.states.task)
  }
  const guard = (kind: string, id: string, ...fields: string[]): Diagnostic =>
    diagnostic('state/guard', `${task.id} cannot be done: its ${kind} ${id} is open`, {
      location: locationOfEntry(task, ...fields),
      help: command(program, 'task done', id),
    })
  const children = task.children.filter((id) => program.tasks.get(id)?.record.optional !== true)
  return [
    ...(task.record.prerequisites ?? []).filter(isOpen).map((id) => guard('prerequisite', id, 'prerequisites')),
    ...children.filter(isOpen).map((id) => guard('required child', id)),
  ]
}

/** Starts, finishes or reopens a task: one line of YAML. Empty when it is in that state already. */
export function planTaskState(program: Program, id: string, verb: TaskVerb): Planned {
  const task = program.tasks.get(localId(program, id))
  if (!task) return refused([unknownId(program, id, 'task', program.tasks.keys(), 'refractor task list')])
  const states = program.states.task
  const state = wordOf(task.record.state, states)
  const transition = taskTransition(states, verb)
  if (transition && state === transition.to) return planned(`${task.id} is ${state} already`, [])
  if (!transition?.from.includes(state)) return refused([wrongState(task, verb, state, states, transition)])
  if (verb === 'done') {
    const open = openBefore(program, task)
    if (open.length > 0) return refused(open)
  }
  return planStates(
    `${task.id}: ${state} → ${transition.to}`,
    [{ entry: task, word: transition.to, finished: transition.to === states.at(-1) }],
    { type: eventOf[verb], program: program.id, ids: [task.id], details: { from: state, to: transition.to } },
  )
}
