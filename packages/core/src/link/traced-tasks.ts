import type { Program, TaskEntry } from './program-types.ts'

/** A plan that traces three of four of its tasks means to trace them all; below that, tracing is not its habit. */
export const habit = 0.75

/** The tasks that have a trace: their own, that of a task above them, or those of all their children. */
function traced(program: Program, isTraced: (task: TaskEntry) => boolean): Set<string> {
  const found = new Set<string>()
  const tasks = [...program.tasks.values()]
  const hasParent = (task: TaskEntry): boolean => task.parent !== undefined && found.has(task.parent)
  // Parents come before their children: once down, once up.
  for (const task of tasks) if (isTraced(task) || hasParent(task)) found.add(task.id)
  for (const task of [...tasks].reverse()) if (task.children.length > 0 && task.children.every((id) => found.has(id))) found.add(task.id)
  return found
}

/**
 * The tasks that lack a trace which the plan demands: `demanded` is the rule of the program; without it the habit of the plan decides.
 * A checkpoint needs none.
 */
export function untraced(program: Program, demanded: boolean | undefined, isTraced: (task: TaskEntry) => boolean): TaskEntry[] {
  if (demanded === false) return []
  const has = traced(program, isTraced)
  const tasks = [...program.tasks.values()].filter((task) => task.record.checkpoint !== true)
  const lacking = tasks.filter((task) => !has.has(task.id))
  if (demanded === undefined && (lacking.length === tasks.length || tasks.length - lacking.length < habit * tasks.length)) return []
  // A parent that lacks it only because its children do would say the same twice.
  const missing = new Set(lacking.map(({ id }) => id))
  return lacking.filter((task) => !task.children.some((id) => missing.has(id)))
}
