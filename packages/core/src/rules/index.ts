import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import type { Program } from '../link/program-types.ts'
import { emptyGate } from './empty-gate.ts'
import { ownerMissing } from './owner-missing.ts'
import { parentChildDisagree } from './parent-child-disagree.ts'
import { prerequisiteLater } from './prerequisite-later.ts'
import { proposedCheck } from './proposed-check.ts'
import { riskWithoutTask } from './risk-without-task.ts'
import type { Rule } from './rule.ts'
import { taskInSeveralPhases } from './task-in-several-phases.ts'
import { taskUnscheduled } from './task-unscheduled.ts'
import { undefinedCriterion } from './undefined-criterion.ts'
import { unsupportedCheck } from './unsupported-check.ts'

/** Every rule, in order of code. */
export const rules: readonly Rule[] = [
  emptyGate,
  ownerMissing,
  parentChildDisagree,
  prerequisiteLater,
  proposedCheck,
  riskWithoutTask,
  taskInSeveralPhases,
  taskUnscheduled,
  undefinedCriterion,
  unsupportedCheck,
]

/** What is wrong with the plan itself, sorted. */
export function checkRules(program: Program): Diagnostic[] {
  return sortDiagnostics(rules.flatMap((rule) => rule.check(program)))
}
