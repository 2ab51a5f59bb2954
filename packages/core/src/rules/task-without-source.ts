import { placeOf } from '../link/planned-place.ts'
import { defineRule } from './rule.ts'

/** A task without a reference into the documents of the plan, where the plan demands one. */
export const taskWithoutSource = defineRule({
  code: 'plan/task-without-source',
  find(program, report) {
    if (program.file.record.rules?.taskNeedsSource !== true) return
    for (const task of program.tasks.values()) {
      if (task.record.sourceRefs?.length || task.record.checkpoint || task.parent !== undefined) continue
      report(`task ${task.id} names no source`, { ...placeOf(task, 'id'), help: `add sourceRefs to task ${task.id}` })
    }
  },
})
