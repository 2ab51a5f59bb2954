import type { DiagnosticCode } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import type { Program } from '../link/program-types.ts'
import { contradictingThresholds } from './contradicting-thresholds.ts'
import { deliverableOutsideEvidence } from './deliverable-outside-evidence.ts'
import { documentAbsent } from './document-absent.ts'
import { duplicateProperty } from './duplicate-property.ts'
import { emptyGate } from './empty-gate.ts'
import { emptyPhase } from './empty-phase.ts'
import { notInManifest } from './not-in-manifest.ts'
import { opaqueDeliverable } from './opaque-deliverable.ts'
import { ownerMissing } from './owner-missing.ts'
import { ownerTbd } from './owner-tbd.ts'
import { parentChildDisagree } from './parent-child-disagree.ts'
import { placeholder } from './placeholder.ts'
import { policyNeverApplies } from './policy-never-applies.ts'
import { policyNoKey } from './policy-no-key.ts'
import { policySharedIdentity } from './policy-shared-identity.ts'
import { policyTooFewPeople } from './policy-too-few-people.ts'
import { policyUnknownGate } from './policy-unknown-gate.ts'
import { policyWildcard } from './policy-wildcard.ts'
import { prerequisiteLater } from './prerequisite-later.ts'
import { proposedCheck } from './proposed-check.ts'
import { referenceAbsent } from './reference-absent.ts'
import { riskUnscheduled } from './risk-unscheduled.ts'
import { riskWithoutTask } from './risk-without-task.ts'
import type { Rule, Surroundings } from './rule.ts'
import { supersededOutsideEvidence } from './superseded-outside-evidence.ts'
import { targetWithoutNumber } from './target-without-number.ts'
import { taskInSeveralPhases } from './task-in-several-phases.ts'
import { taskUnscheduled } from './task-unscheduled.ts'
import { taskWithoutRequirement } from './task-without-requirement.ts'
import { taskWithoutRisk } from './task-without-risk.ts'
import { taskWithoutSource } from './task-without-source.ts'
import { undeclaredComponent } from './undeclared-component.ts'
import { undefinedCriterion } from './undefined-criterion.ts'
import { unnumberedProperty } from './unnumbered-property.ts'
import { windowTooShort } from './window-too-short.ts'

/** Every rule, in order of code. */
export const rules: readonly Rule[] = [
  contradictingThresholds,
  deliverableOutsideEvidence,
  documentAbsent,
  duplicateProperty,
  emptyGate,
  emptyPhase,
  notInManifest,
  opaqueDeliverable,
  ownerMissing,
  ownerTbd,
  parentChildDisagree,
  placeholder,
  policyNeverApplies,
  policyNoKey,
  policySharedIdentity,
  policyTooFewPeople,
  policyUnknownGate,
  policyWildcard,
  prerequisiteLater,
  proposedCheck,
  referenceAbsent,
  riskUnscheduled,
  riskWithoutTask,
  targetWithoutNumber,
  supersededOutsideEvidence,
  taskInSeveralPhases,
  taskUnscheduled,
  taskWithoutRequirement,
  taskWithoutRisk,
  taskWithoutSource,
  undeclaredComponent,
  undefinedCriterion,
  unnumberedProperty,
  windowTooShort,
]

/** What is wrong with the plan itself, sorted. `only`: rules with these codes. */
export function checkRules(program: Program, surroundings: Surroundings = {}, only?: ReadonlySet<DiagnosticCode>): Diagnostic[] {
  const asked = only === undefined ? rules : rules.filter(({ code }) => only.has(code))
  return sortDiagnostics(asked.flatMap((rule) => rule.check(program, surroundings)))
}
