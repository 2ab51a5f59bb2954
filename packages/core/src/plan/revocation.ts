import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type Decision, decisionsAbout } from '../gates/approval-records.ts'
import { belongsTo } from '../gates/approvals/authority.ts'
import type { Case } from '../gates/case.ts'
import { identityOf, isSamePerson } from '../gates/identity.ts'
import { command } from '../link/command-line.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import type { ApprovalRecord } from '../schema/records.ts'
import { type ApprovalRequest, nameOfTarget, pathOfDecision, targetOf } from './approval.ts'
import { deciderRefused } from './approval-guard.ts'
import type { ApprovalTarget } from './approval-target.ts'
import { stampWarnings } from './archive.ts'
import { planned, recordText, refused } from './outcome.ts'
import type { Planned, Stamp } from './plan.ts'
import { stamped } from './stamped.ts'

/** Somebody takes back what they, or another person, decided. */
export interface RevocationRequest extends Pick<ApprovalRequest, 'id' | 'judge' | 'role' | 'comment' | 'trust'> {
  /** Whose decisions: a name, an address or an id. Default: one's own. */
  readonly of?: string
}

/** Whose decisions are not one's own to take back. */
function notTheirs(program: Program, target: ApprovalTarget, whose: string, author: string): Diagnostic[] {
  const { policy } = program
  const governance = policy?.record.governance
  if (isSamePerson(identityOf(program, whose), identityOf(program, author))) return []
  if (governance !== undefined && belongsTo(program, identityOf(program, author), governance)) return []
  const help =
    target.target.type === 'policy'
      ? `reject it instead: ${command(program, 'reject policy')}`
      : `reject it instead: ${command(program, 'reject', target.target.id)}`
  const location = policy && governance ? locationOfEntry(policy, 'governance') : locationOfEntry(target.entry)
  return [diagnostic('policy/refused', `${author} cannot take back what ${whose} decided: only who governs may`, { location, help })]
}

/** The decisions of a person about a target, without those that are taken back already. */
function standing(
  program: Program,
  records: Case,
  { target, definition }: ApprovalTarget,
  whose: string,
): { own: Decision[]; open: Decision[] } {
  const person = identityOf(program, whose)
  const about = decisionsAbout({ program, case: records }, [{ ...target, definition }])
  const own = about.filter(({ record }) => record.decision !== 'revoke' && isSamePerson(identityOf(program, record.by), person))
  return { own, open: own.filter(({ revokedBy }) => revokedBy === undefined) }
}

/**
 * Takes back every approval and rejection that a person gave of something. An approval does not count any more; what was rejected is
 * still to be approved anew. One's own decisions are one's own to take back; those of others only for who governs.
 */
export function planRevocation(program: Program, records: Case, request: RevocationRequest, stamp: Stamp): Planned {
  const target = targetOf(program, request)
  if ('code' in target) return refused([target])
  const { role, comment, trust, of: whose = stamp.author } = request
  const name = nameOfTarget(target)
  const decider = { decision: 'revoke', author: stamp.author, role, now: stamp.now } as const
  const problems = [...deciderRefused(program, target, decider), ...notTheirs(program, target, whose, stamp.author)]
  if (problems.length > 0) return refused(problems)
  const { own, open } = standing(program, records, target, whose)
  if (own.length === 0) {
    const help = 'see who decided what: refractor gate explain, or .refractor/approvals'
    return refused([
      diagnostic('state/guard', `${whose} has decided nothing about ${name}, so there is nothing to take back`, {
        location: locationOfEntry(target.entry),
        help,
      }),
    ])
  }
  if (open.length === 0) return planned(`what ${whose} decided about ${name} is taken back already`, [])
  const record: ApprovalRecord = {
    format: 1,
    program: program.id,
    decision: 'revoke',
    target: target.target,
    definition: target.definition,
    subjects: [],
    revokes: open.map(({ file }) => file.sha256).sort(),
    ...stamped(program, { role, comment, trust }, stamp),
  }
  const text = recordText(record)
  const what = [...new Set(open.map(({ record: { decision } }) => (decision === 'approve' ? 'approval' : 'rejection')))]
    .sort()
    .join(' and ')
  return planned(
    `revoke the ${what} of ${name}`,
    [{ type: 'create', path: pathOfDecision(target, 'revoke', text), text, why: `the ${what} of ${name} by ${whose} is revoked` }],
    stampWarnings(stamp),
    { type: 'approval.revoked', program: program.id, ids: [target.target.id], details: { decisions: open.length } },
  )
}
