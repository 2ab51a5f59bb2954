import type { Program } from '../../link/program-types.ts'
import type { ApprovalRecord } from '../../schema/records.ts'
import { decisionsAbout } from '../approval-records.ts'
import type { Case } from '../case.ts'
import { gateDefinition } from '../definition.ts'
import { type Identity, identityOf } from '../identity.ts'
import { instantOf } from '../instant.ts'

/** Who has approved a gate (or the milestone that it is of) as it is now, and has not taken it back; nobody while a rejection is as new. */
export function approversOfGate(program: Program, records: Case, gateId: string): Identity[] {
  const gate = program.gates.get(gateId)
  if (gate === undefined) return []
  const definition = gateDefinition(gate)
  const types: ApprovalRecord['target']['type'][] = gate.milestone === undefined ? ['gate'] : ['gate', 'milestone']
  const decisions = decisionsAbout(
    { program, case: records },
    types.map((type) => ({ type, id: gateId, definition })),
  )
  const rejections = decisions.filter(({ record }) => record.decision === 'reject').map(({ record }) => instantOf(record.at))
  return decisions
    .filter(({ record, current, revokedBy }) => record.decision === 'approve' && current && revokedBy === undefined)
    .filter(({ record }) => rejections.every((at) => instantOf(record.at) > at))
    .map(({ record }) => identityOf(program, record.by))
}
