import { windowStart } from '../link/phase-order.ts'
import { inPlan } from '../link/planned-place.ts'
import { locationOfEntry, type Program, type TaskEntry } from '../link/program-types.ts'
import { hasScheduledTasks } from '../link/scheduled-tasks.ts'
import { defineRule } from './rule.ts'

/** True when the second phase comes after the first; phases that start in the same week run side by side. */
function isLater(program: Program, first: string, second: string): boolean {
  const from = program.phases.get(first)
  const to = program.phases.get(second)
  if (!from || !to || to.order <= from.order) return false
  const start = windowStart(from.record.window)
  return start === undefined || start !== windowStart(to.record.window)
}

const hasScheduledChild = (program: Program, task: TaskEntry): boolean =>
  task.children.some((id) => (program.tasks.get(id)?.phases.length ?? 0) > 0)

/** A prerequisite has to be in the phase where the task starts, or in an earlier one. */
export const prerequisiteLater = defineRule({
  code: 'plan/prerequisite-later',
  find(program, report) {
    const schedules = hasScheduledTasks(program)
    for (const task of program.tasks.values()) {
      const start = task.phases[0]
      if (start === undefined) continue
      for (const [index, id] of (task.record.prerequisites ?? []).entries()) {
        const needed = program.tasks.get(id)
        if (!needed) continue
        const first = needed.phases[0]
        if (first === undefined ? !schedules || hasScheduledChild(program, needed) : !isLater(program, start, first)) continue
        const where = first === undefined ? 'is in no phase' : `is in ${first}`
        report(`task ${task.id} of ${start} needs ${id}, which ${where}`, {
          location: locationOfEntry(task, 'prerequisites', index),
          related: [
            ...inPlan(task.record.source),
            { message: `${id} is declared here`, location: locationOfEntry(needed, 'id') },
            ...inPlan(needed.record.source),
          ],
          help: `move ${id} to ${start} or before, or ${task.id} to ${first ?? 'the phase of its prerequisite'} or after`,
        })
      }
    }
  },
})
