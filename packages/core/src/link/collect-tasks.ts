import type { Task } from '../schema/plan-records.ts'
import { type Draft, type DraftPhase, type DraftTask, declare, type EntryFile } from './draft.ts'
import type { TaskEntry } from './program-types.ts'

/** Stands for a list until something is in it: most tasks have no children. Nothing is ever added to it. */
const none: string[] = []

interface TaskPlace {
  readonly file: EntryFile
  readonly milestone: string | undefined
  readonly parent: string | undefined
}

/** Declares the tasks that are written in a list (ids in it are references) and, below each, its children. There may be thousands. */
function declareTasks(draft: Draft, place: TaskPlace, pointer: string, list: readonly (string | Task)[] = []): string[] {
  const ids: string[] = []
  const { file, milestone, parent } = place
  for (let index = 0; index < list.length; index++) {
    const record = list[index] as string | Task
    if (typeof record === 'string') continue
    const { id, children } = record
    const task: DraftTask = { id, record, file, milestone, parent, pointer: `${pointer}/${index}`, children: none, phases: none }
    if (!declare(draft, draft.tasks, 'task', task)) continue
    ids.push(id)
    if (children) task.children = declareTasks(draft, { file, milestone, parent: id }, `${task.pointer}/children`, children)
  }
  return ids
}

/** Puts the tasks of a list, and all below them, into a phase (and a milestone); parents before children, each once. */
function placeTasks(
  draft: Draft,
  phase: DraftPhase,
  list: readonly (string | Task)[] = [],
  inPhase: Set<string>,
  inMilestone?: Set<string>,
): void {
  const open = list.map((one) => (typeof one === 'string' ? one : one.id)).reverse()
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const task = draft.tasks.get(id)
    if (task === undefined || (inMilestone ?? inPhase).has(id)) continue
    inMilestone?.add(id)
    if (!inPhase.has(id)) {
      inPhase.add(id)
      if (task.phases === none) task.phases = [phase.id]
      else task.phases.push(phase.id)
    }
    for (let index = task.children.length - 1; index >= 0; index--) open.push(task.children[index] as string)
  }
}

/** Declares every task (phases in order, then tasks.yaml and tasks/) and says which phases hold or reference it. */
export function collectTasks(
  draft: Draft,
  taskFiles: readonly (EntryFile & { readonly record: { readonly tasks: readonly Task[] } | undefined })[],
): void {
  for (const { file, record, milestones } of draft.phases.values()) {
    for (const id of milestones) {
      const milestone = draft.milestones.get(id)
      if (milestone) declareTasks(draft, { file, milestone: id, parent: undefined }, `${milestone.pointer}/tasks`, milestone.record.tasks)
    }
    declareTasks(draft, { file, milestone: undefined, parent: undefined }, '/tasks', record.tasks)
  }
  for (const file of taskFiles) declareTasks(draft, { file, milestone: undefined, parent: undefined }, '/tasks', file.record?.tasks)

  for (const phase of draft.phases.values()) {
    const inPhase = new Set<string>()
    for (const id of phase.milestones) {
      const milestone = draft.milestones.get(id)
      if (!milestone) continue
      const inMilestone = new Set<string>()
      placeTasks(draft, phase, milestone.record.tasks, inPhase, inMilestone)
      milestone.tasks = [...inMilestone]
    }
    placeTasks(draft, phase, phase.record.tasks, inPhase)
    phase.tasks = [...inPhase]
  }
}

/** Risk → tasks, from both sides: what the risk names first, then the tasks that name it, each once. */
export function linkRisks(
  tasks: ReadonlyMap<string, TaskEntry>,
  risks: ReadonlyMap<string, { readonly record: { readonly tasks?: readonly string[] | undefined } }>,
): Map<string, readonly string[]> {
  const sets = new Map<string, Set<string>>()
  for (const [id, { record }] of risks) sets.set(id, new Set((record.tasks ?? []).filter((task) => tasks.has(task))))
  for (const task of tasks.values()) for (const risk of task.record.risks ?? []) sets.get(risk)?.add(task.id)
  return new Map([...sets].map(([id, set]) => [id, [...set]]))
}
