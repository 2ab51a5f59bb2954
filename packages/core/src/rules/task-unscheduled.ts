import { placeOf } from '../link/planned-place.ts'
import { hasScheduledTasks, isScheduled } from '../link/scheduled-tasks.ts'
import { defineRule } from './rule.ts'

/** A task of tasks.yaml that no phase names would never be done. Below one that is reported, children are not. */
export const taskUnscheduled = defineRule({
  code: 'plan/task-unscheduled',
  find(program, report) {
    if (!hasScheduledTasks(program)) return
    for (const task of program.tasks.values()) {
      if (isScheduled(program, task.id)) continue
      const parent = task.parent === undefined ? undefined : program.tasks.get(task.parent)
      if (parent?.phases.length === 0) continue
      report(`task ${task.id} is in no phase`, {
        ...placeOf(task, 'id'),
        help: `add ${task.id} to the tasks of a phase or milestone, or remove it`,
      })
    }
  },
})
