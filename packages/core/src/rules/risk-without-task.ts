import { placeOf } from '../link/planned-place.ts'
import { isAssigned } from '../link/state.ts'
import { habit } from '../link/traced-tasks.ts'
import { defineRule } from './rule.ts'

/**
 * A risk that no task works against. A plan that was imported and does not map its risks to tasks is left as it was, and so is a
 * mitigation in words where no risk has a task. One that only names tasks that do not exist is reported by the linker.
 */
export const riskWithoutTask = defineRule({
  code: 'plan/risk-without-task',
  find(program, report) {
    const mapped = [...program.tasksOfRisk.values()].filter((tasks) => tasks.length > 0).length
    if (program.file.record.imports !== undefined && mapped < habit * program.risks.size) return
    for (const risk of program.risks.values()) {
      if (program.tasksOfRisk.get(risk.id)?.length || risk.record.tasks?.length) continue
      if (mapped === 0 && (isAssigned(risk.record.mitigation) || isAssigned(risk.record.contingency))) continue
      report(`no task mitigates risk ${risk.id}`, {
        ...placeOf(risk, 'id'),
        help: `name a task in tasks of risk ${risk.id}, or the risk in risks of a task`,
      })
    }
  },
})
