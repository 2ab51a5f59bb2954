import type { Program } from './program-types.ts'
import { habit } from './traced-tasks.ts'

/**
 * True where tasks are meant to be in phases. One that is will do in a plan that was written by hand; an imported one has to have the
 * habit, for many plans list most of their tasks apart from their phases. A list of tasks is worked through in its own order.
 */
export function hasScheduledTasks(program: Program): boolean {
  if (program.file.record.genre === 'task-list') return false
  const tasks = [...program.tasks.values()]
  const scheduled = tasks.filter((task) => task.phases.length > 0).length
  return scheduled > 0 && (program.file.record.imports === undefined || scheduled >= habit * tasks.length)
}

/** True when a phase holds or names the task, or each of its children: a task without a phase then only groups them. */
export function isScheduled(program: Program, id: string): boolean {
  const task = program.tasks.get(id)
  if (task === undefined) return false
  return task.phases.length > 0 || (task.children.length > 0 && task.children.every((child) => isScheduled(program, child)))
}
