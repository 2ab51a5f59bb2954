import { locationOfEntry } from '../link/program-types.ts'
import { defineRule } from './rule.ts'

/** A risk that no task works against. One that only names tasks that do not exist is reported by the linker. */
export const riskWithoutTask = defineRule({
  code: 'plan/risk-without-task',
  find(program, report) {
    for (const risk of program.risks.values()) {
      if (program.tasksOfRisk.get(risk.id)?.length || risk.record.tasks?.length) continue
      report(`no task mitigates risk ${risk.id}`, {
        location: locationOfEntry(risk, 'id'),
        help: `name a task in tasks of risk ${risk.id}, or the risk in risks of a task`,
      })
    }
  },
})
