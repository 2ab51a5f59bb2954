import { placeOf } from '../link/planned-place.ts'
import { untraced } from '../link/traced-tasks.ts'
import { defineRule } from './rule.ts'

/** A task that mitigates no risk, where the plan maps risks to its tasks. */
export const taskWithoutRisk = defineRule({
  code: 'plan/task-without-risk',
  find(program, report) {
    const mapped = new Set([...program.tasksOfRisk.values()].flat())
    for (const task of untraced(program, program.file.record.rules?.taskNeedsRisk, ({ id }) => mapped.has(id)))
      report(`task ${task.id} mitigates no risk`, {
        ...placeOf(task, 'id'),
        help: `name ${task.id} in tasks of a risk, or set rules.taskNeedsRisk to false in ${program.file.file.source.path}`,
      })
  },
})
