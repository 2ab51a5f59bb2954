import { criterionDefinition, gateDefinition } from '../gates/definition.ts'
import { leavesOf } from '../link/checks-of.ts'
import type { CriterionEntry, Entry, GateEntry, Program } from '../link/program-types.ts'
import type { LeafOf } from '../schema/check.ts'
import type { ApprovalRecord } from '../schema/records.ts'
import { localId } from './local-id.ts'

/** What is approved or rejected. */
export interface ApprovalTarget {
  readonly target: ApprovalRecord['target']
  readonly entry: Entry<unknown>
  /** Digest of the definition as it is now. */
  readonly definition: string
  /** The approval checks of the criterion, or of all criteria of the gate; proposed ones ask for nothing. */
  readonly checks: readonly LeafOf<'approval'>[]
  /** The gate that it is, or that it belongs to; a policy belongs to none. */
  readonly gate: GateEntry | undefined
  readonly criteria: readonly CriterionEntry[]
}

function approvalChecks(criteria: readonly CriterionEntry[]): LeafOf<'approval'>[] {
  return criteria
    .flatMap((criterion) => leavesOf(criterion.record))
    .flatMap(({ leaf, proposed }) => (leaf.kind === 'approval' && !proposed ? [leaf] : []))
}

/** The policy of a program: what is approved is the judge as it is now, by its digest. */
export function policyTarget(program: Program, judge: string): ApprovalTarget {
  const target = { type: 'policy', id: program.id } as const
  return { target, entry: program.policy ?? program.file, definition: judge, checks: [], gate: undefined, criteria: [] }
}

/** The criterion, milestone or gate that an id names, in this order. A milestone stands for its acceptance gate; without one there is nothing to approve. */
export function approvalTarget(program: Program, qualified: string): ApprovalTarget | undefined {
  const id = localId(program, qualified)
  const criterion = program.criteria.get(id)
  if (criterion) {
    const criteria = [criterion]
    const definition = criterionDefinition(criterion)
    const gate = program.gates.get(criterion.gate)
    return { target: { type: 'criterion', id }, entry: criterion, definition, checks: approvalChecks(criteria), gate, criteria }
  }
  const gate = program.gates.get(id)
  if (!gate) return undefined
  const { criteria } = gate
  const type = program.milestones.has(id) ? 'milestone' : 'gate'
  return { target: { type, id }, entry: gate, definition: gateDefinition(gate), checks: approvalChecks(criteria), gate, criteria }
}
