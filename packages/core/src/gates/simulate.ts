import type { Program } from '../link/program-types.ts'
import type { Case, Facts } from './case.ts'
import type { GateResult } from './result.ts'
import { type Possible, type PossibleApproval, Setting } from './simulating/setting.ts'
import { approversFor } from './simulating/supposed-approvals.ts'
import { notWaived } from './simulating/suppositions.ts'
import { isApproved, type WhatItTakes, whatItTakes } from './simulating/what-it-takes.ts'
import { isSatisfied } from './verdict.ts'

export type { NeededStep } from './simulating/what-it-takes.ts'

/** What is supposed to happen. */
export interface Supposed {
  /** Roles, or ids of people: each approves all that it may. A role that stands twice means two people. */
  readonly approvals?: readonly string[]
  readonly waivers?: readonly string[]
  readonly evidence?: readonly string[]
}

/** What a gate needs. */
export interface Simulation extends WhatItTakes {
  readonly gate: GateResult
  /** The gate with all that was supposed. */
  readonly supposed: GateResult
  /** Suppositions that change nothing, and why. */
  readonly idle: readonly string[]
  /** Whom each approval that was supposed was taken to come from. */
  readonly approvers: readonly string[]
}

/** Chooses for each role that is supposed to approve the person with whom the most is met. */
function chosen(
  setting: Setting,
  words: readonly string[],
  rest: readonly Possible[],
): { readonly steps: PossibleApproval[]; readonly idle: string[] } {
  const steps: PossibleApproval[] = []
  const idle: string[] = []
  for (const word of words) {
    const free = approversFor(setting.program, word).filter(({ by }) => !steps.some(({ approver }) => approver.by === by))
    const scored = free.map((approver) => {
      const step: PossibleApproval = { type: 'approval', approver }
      return { step, open: setting.open(setting.judge([...rest, ...steps, step])).size }
    })
    const best = scored.sort((a, b) => a.open - b.open)[0]
    if (best === undefined) idle.push(`nobody${approversFor(setting.program, word).length > 0 ? ' else' : ''} holds ${word}`)
    else steps.push(best.step)
  }
  return { steps, idle }
}

/**
 * Answers what a gate would need, and how it would stand if some of it happened. Nothing is changed, and no verdict that counts comes
 * of it. Undefined when there is no such gate. Never throws.
 */
export function simulateGate(
  program: Program,
  records: Case,
  facts: Facts,
  gateId: string,
  supposed: Supposed,
  now: string,
): Simulation | undefined {
  const entry = program.gates.get(gateId)
  if (entry === undefined) return undefined
  const setting = new Setting(program, records, facts, entry, now)
  const present = setting.judge([])
  const open = setting.open(present)
  const of = (type: 'evidence' | 'waiver', ids: readonly string[] = []): Possible[] =>
    ids.flatMap((id) => {
      const criterion = program.criteria.get(id)
      return criterion === undefined ? [] : [{ type, criterion }]
    })
  const rest = [...of('evidence', supposed.evidence), ...of('waiver', supposed.waivers)]
  const approvals = chosen(setting, supposed.approvals ?? [], rest)
  const steps = [...rest, ...approvals.steps]
  const after = setting.judge(steps)
  const idle = [...approvals.idle, ...steps.flatMap((step) => idleStep(setting, step, steps, after) ?? [])]
  return {
    gate: present[0] as GateResult,
    supposed: after[0] as GateResult,
    idle,
    approvers: approvals.steps.map(({ approver }) => approver.name),
    ...whatItTakes(setting, open),
  }
}

/** Why one of several suppositions changes nothing; undefined when it does. */
function idleStep(setting: Setting, step: Possible, steps: readonly Possible[], after: readonly GateResult[]): string | undefined {
  const without = setting.judge(
    steps.filter((one) => one !== step),
    true,
  )
  const results = (gates: readonly GateResult[]): string =>
    JSON.stringify(gates.flatMap(({ criteria }) => criteria.map(({ id, outcome, reason, found }) => [id, outcome, reason, found])))
  if (results(without) !== results(setting.judge(steps, true))) return undefined
  if (step.type === 'approval') {
    const open = after.flatMap(({ criteria }) => criteria).find((one) => !isSatisfied(one) && isApproved(setting.program, one.id))
    return `the approval of ${step.approver.name} changes nothing${open === undefined ? '' : `: ${open.because}`}`
  }
  const result = without.flatMap(({ criteria }) => criteria).find((one) => one.id === step.criterion.id)
  const { id } = step.criterion
  if (result === undefined) return `${id} has no part in ${setting.gate.id}`
  if (isSatisfied(result)) return `${id} is ${result.outcome} already`
  if (step.type === 'waiver') return `a waiver of ${id} would not count: ${notWaived(step.criterion, result) ?? result.because}`
  return `evidence alone does not meet ${id}: ${result.because}`
}
