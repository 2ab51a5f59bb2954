import { locationOfEntry, type Program, type TaskEntry } from '../link/program-types.ts'
import { defineRule } from './rule.ts'

/** A task without a phase stands for its children where all of them have one. */
const onlyGroups = (program: Program, task: TaskEntry): boolean =>
  task.children.length > 0 && task.children.every((id) => (program.tasks.get(id)?.phases.length ?? 0) > 0)

/** A task of tasks.yaml that no phase names would never be done. Below one that is reported, children are not. */
export const taskUnscheduled = defineRule({
  code: 'plan/task-unscheduled',
  find(program, report) {
    for (const task of program.tasks.values()) {
      if (task.phases.length > 0 || onlyGroups(program, task)) continue
      const parent = task.parent === undefined ? undefined : program.tasks.get(task.parent)
      if (parent?.phases.length === 0) continue
      report(`task ${task.id} is in no phase`, {
        location: locationOfEntry(task, 'id'),
        help: `add ${task.id} to the tasks of a phase or milestone, or remove it`,
      })
    }
  },
})
