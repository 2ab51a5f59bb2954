import type { CriterionEntry, GateEntry, Program } from '../../link/program-types.ts'
import type { Case, Facts } from '../case.ts'
import { judgeGates } from '../judge.ts'
import { judgingOrder } from '../judging-order.ts'
import type { CriterionResult, GateResult } from '../result.ts'
import { isSatisfied } from '../verdict.ts'
import { type Approver, withApprovals } from './supposed-approvals.ts'

/** Somebody who approves all that they may. */
export interface PossibleApproval {
  readonly type: 'approval'
  readonly approver: Approver
}

/** A step that may be supposed. */
export type Possible = PossibleApproval | { readonly type: 'evidence' | 'waiver'; readonly criterion: CriterionEntry }

/** Everything about one gate that stays the same however much is supposed. */
export class Setting {
  readonly program: Program
  readonly records: Case
  readonly facts: Facts
  readonly gate: GateEntry
  readonly now: string
  /** The criteria that decide the gate, those of gates that it waits for included. */
  readonly criteria: readonly CriterionEntry[]

  constructor(program: Program, records: Case, facts: Facts, gate: GateEntry, now: string) {
    this.program = program
    this.records = records
    this.facts = facts
    this.gate = gate
    this.now = now
    this.criteria = judgingOrder(program, records, [gate], false).nodes.flatMap((node) => (node.type === 'criterion' ? node.entry : []))
  }

  /**
   * The gates that the criteria belong to, judged with these suppositions; the gate itself comes first. `isWritten`: approvals
   * find all that is to be approved, whether or not somebody approves.
   */
  judge(possible: readonly Possible[], isWritten = false): readonly GateResult[] {
    const ids = (type: 'evidence' | 'waiver'): Set<string> =>
      new Set(possible.flatMap((one) => (one.type === type ? one.criterion.id : [])))
    const approvers = possible.flatMap((one) => (one.type === 'approval' ? one.approver : []))
    const after = withApprovals(this.program, this.records, this.facts, this.criteria, approvers, this.now, isWritten)
    const gates = [this.gate.id, ...this.criteria.map((one) => one.gate)]
    const suppose = { evidence: ids('evidence'), waived: ids('waiver'), factsOfApprovals: after.factsOfApprovals }
    return judgeGates(this.program, after.case, after.facts, gates, { now: this.now, suppose }).gates
  }

  /** Criteria that stand in the way, by id. */
  open(gates: readonly GateResult[]): Map<string, CriterionResult> {
    const known = new Set(this.criteria.map((one) => one.id))
    const open = gates
      .flatMap(({ criteria }) => criteria)
      .filter((one) => one.level === 'required' && !isSatisfied(one) && known.has(one.id))
    return new Map(open.map((one) => [one.id, one]))
  }
}

export const isMet = (gates: readonly GateResult[]): boolean => gates[0]?.verdict === 'met'
