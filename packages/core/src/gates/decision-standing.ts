import type { Program } from '../link/program-types.ts'
import type { ApprovalRecord } from '../schema/records.ts'
import { type Decision, decisionsAbout } from './approval-records.ts'
import type { Case, RecordFile } from './case.ts'
import { criterionDefinition, gateDefinition } from './definition.ts'
import { endOf, instantOf } from './instant.ts'

/**
 * How a decision stands by what it says and what others say of it. Whether an approval is enough for a criterion (roles, trust, who is kept
 * out) is found by judging the gate; this tells why one that was given may be worth nothing any more.
 */
export interface DecisionStanding {
  readonly file: RecordFile<ApprovalRecord>
  readonly record: ApprovalRecord
  readonly state: 'stands' | 'void' | 'revoked' | 'expired' | 'answered'
  /** "the gate changed since", "revoked by Ada"; empty where it stands. */
  readonly because: string
}

type Target = ApprovalRecord['target']

/** The digest of what a decision is about as it is now; undefined where the program has nothing of the kind. */
function definitionOf(program: Program, { type, id }: Target): string | undefined {
  if (type === 'criterion') {
    const criterion = program.criteria.get(id)
    return criterion === undefined ? undefined : criterionDefinition(criterion)
  }
  const gate = program.gates.get(id)
  return gate === undefined ? undefined : gateDefinition(gate)
}

/** What another decision about the same makes of it: a rejection as new as an approval counts against it, an approval answers older rejections. */
function answer({ record }: Decision, others: readonly Decision[]): Decision | undefined {
  const at = instantOf(record.at)
  const isAgainst = (other: Decision): boolean =>
    record.decision === 'approve'
      ? other.record.decision === 'reject' && !(instantOf(other.record.at) < at)
      : other.record.decision === 'approve' && other.current && other.revokedBy === undefined && instantOf(other.record.at) > at
  return others.find(isAgainst)
}

function standingOf(decision: Decision, about: readonly Decision[], now: string): Pick<DecisionStanding, 'state' | 'because'> {
  const { record, current, revokedBy } = decision
  if (record.decision === 'revoke') return { state: 'stands', because: '' }
  if (revokedBy !== undefined) return { state: 'revoked', because: `revoked by ${revokedBy.record.by}` }
  if (!current) return { state: 'void', because: `the ${record.target.type} changed since` }
  if (record.expires !== undefined && !(instantOf(now) <= endOf(record.expires)))
    return { state: 'expired', because: `expired on ${record.expires}` }
  const other = answer(decision, about)
  if (other === undefined) return { state: 'stands', because: '' }
  return { state: 'answered', because: `${other.record.decision === 'reject' ? 'rejected' : 'approved'} by ${other.record.by} since` }
}

/** Every decision of a program that can be read, in order of path. Those on policies and changes are judged with the change, and stand here. */
export function decisionStandings(program: Program, records: Case, now: string): DecisionStanding[] {
  const targets = new Map<string, Target>()
  for (const { record } of records.approvals)
    if (record !== undefined) targets.set(`${record.target.type} ${record.target.id}`, record.target)
  return [...targets.values()]
    .flatMap((target) => {
      const isJudged = target.type !== 'policy' && target.type !== 'change'
      const definition = isJudged ? definitionOf(program, target) : undefined
      const about = decisionsAbout({ program, case: records }, [{ ...target, definition: definition ?? '' }])
      return about.map((decision): DecisionStanding => {
        const { file, record } = decision
        const standing = standingOf(isJudged ? decision : { ...decision, current: true }, about, now)
        if (isJudged && definition === undefined && standing.state === 'void')
          return { file, record, state: 'void', because: `there is no ${target.type} ${target.id}` }
        return { file, record, ...standing }
      })
    })
    .sort((a, b) => (a.file.source.path < b.file.source.path ? -1 : 1))
}
