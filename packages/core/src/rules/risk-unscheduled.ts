import { placeOf } from '../link/planned-place.ts'
import { hasScheduledTasks, isScheduled } from '../link/scheduled-tasks.ts'
import { defineRule } from './rule.ts'

/** A risk that leans on a task that no phase schedules, in a plan whose phases hold tasks. */
export const riskUnscheduled = defineRule({
  code: 'plan/risk-unscheduled',
  find(program, report) {
    if (!hasScheduledTasks(program)) return
    for (const risk of program.risks.values()) {
      const idle = (program.tasksOfRisk.get(risk.id) ?? []).filter((id) => !isScheduled(program, id))
      if (idle.length === 0) continue
      report(`risk ${risk.id} leans on ${idle.join(', ')}, which no phase schedules`, {
        ...placeOf(risk, 'id'),
        help: `name ${idle.join(', ')} in tasks of a phase`,
      })
    }
  },
})
