import { placeOf } from '../link/planned-place.ts'
import type { TaskEntry } from '../link/program-types.ts'
import { untraced } from '../link/traced-tasks.ts'
import { defineRule } from './rule.ts'

const isTraced = ({ record }: TaskEntry): boolean =>
  (record.requirements?.length ?? 0) + (record.validates?.length ?? 0) + (record.properties?.length ?? 0) > 0

/** A task that traces to no requirement, where the plan traces its tasks. */
export const taskWithoutRequirement = defineRule({
  code: 'plan/task-without-requirement',
  find(program, report) {
    for (const task of untraced(program, program.file.record.rules?.taskNeedsRequirement, isTraced))
      report(`task ${task.id} traces to no requirement`, {
        ...placeOf(task, 'id'),
        help: `add requirements to task ${task.id}, or set rules.taskNeedsRequirement to false in ${program.file.file.source.path}`,
      })
  },
})
