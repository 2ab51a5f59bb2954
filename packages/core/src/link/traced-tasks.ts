import type { Program, TaskEntry } from './program-types.ts'

/** A plan that traces three of four of its tasks means to trace them all; below that, tracing is not its habit. */
const habit = 0.75

/**
 * The tasks that lack a trace which the plan demands: `demanded` is the rule of the program; without it the habit of the plan decides.
 * A child has the traces of its parent, and a checkpoint needs none.
 */
export function untraced(program: Program, demanded: boolean | undefined, isTraced: (task: TaskEntry) => boolean): TaskEntry[] {
  if (demanded === false) return []
  const has = (task: TaskEntry): boolean => {
    for (let one: TaskEntry | undefined = task; one; one = one.parent === undefined ? undefined : program.tasks.get(one.parent))
      if (isTraced(one)) return true
    return task.children.length > 0 && task.children.every((id) => isTraced(program.tasks.get(id) as TaskEntry))
  }
  const tasks = [...program.tasks.values()].filter((task) => task.record.checkpoint !== true)
  const lacking = tasks.filter((task) => !has(task))
  if (demanded === undefined && (lacking.length === tasks.length || tasks.length - lacking.length < habit * tasks.length)) return []
  // A parent that lacks it only because its children do would say the same twice.
  const missing = new Set(lacking)
  return lacking.filter((task) => !task.children.some((id) => missing.has(program.tasks.get(id) as TaskEntry)))
}
