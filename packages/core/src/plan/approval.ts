import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type Decision, decisionsAbout } from '../gates/approval-records.ts'
import type { Case, Facts } from '../gates/case.ts'
import { foundationNow } from '../gates/suspects/remembered.ts'
import { idToFileName } from '../link/file-name.ts'
import { knownIds } from '../link/find.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import { canonicalJson, sha256Hex } from '../load/digest.ts'
import type { ApprovalRecord } from '../schema/records.ts'
import { deciderRefused, notDays, unknownToPolicy } from './approval-guard.ts'
import { expandSubjects, subjectPatterns } from './approval-subjects.ts'
import { type ApprovalTarget, approvalTarget, policyTarget } from './approval-target.ts'
import { inVain } from './approval-warnings.ts'
import { stampWarnings } from './archive.ts'
import { boundTo } from './bound-to.ts'
import { decisionTime } from './decision-time.ts'
import { localId } from './local-id.ts'
import { unknownId } from './lookup.ts'
import { planned, recordText, refused } from './outcome.ts'
import type { Planned, Stamp } from './plan.ts'

export { approvalFactsNeeded } from './approval-subjects.ts'

/** What somebody decides about a gate, a criterion, a milestone, or the policy. */
export interface ApprovalRequest {
  readonly decision: 'approve' | 'reject'
  readonly id: string
  /** The digest of the judge, where the policy is decided on: then `id` says nothing. */
  readonly judge?: string
  readonly role?: string
  readonly forum?: string
  /** YYYY-MM-DD. */
  readonly forumDate?: string
  readonly minutes?: string
  readonly aspect?: string
  readonly comment?: string
  /** YYYY-MM-DD: an approval counts to the end of that day, UTC. */
  readonly expires?: string
  /** Paths, directories and globs; default: the subjects of the approval checks of the target. */
  readonly subjects?: readonly string[]
  /** The record is going to be signed. */
  readonly trust?: 'signed' | undefined
}

/** Everything that a record says but when it said it. */
function meaning(record: ApprovalRecord): string {
  const { at: _at, commit: _commit, ...rest } = record
  return canonicalJson(rest)
}

/** What is approved rests on records that may come to mean something else. */
function remembered(program: Program, { target, gate, criteria }: ApprovalTarget, facts: Facts): Pick<ApprovalRecord, 'remembers'> {
  const speaksFor = target.type === 'criterion' ? { criteria: criteria.map(({ id }) => id) } : { gate: gate?.id ?? target.id }
  return { remembers: foundationNow(program, speaksFor, facts.trace?.documents) }
}

/** True when the author has said the very same, has not taken it back, and nobody the opposite since. */
function saidAlready(about: readonly Decision[], record: ApprovalRecord): boolean {
  const said = about.filter((one) => one.revokedBy === undefined && meaning(one.record) === meaning(record)).map((one) => one.record.at)
  const opposite = about.filter((one) => !['revoke', record.decision].includes(one.record.decision)).map((one) => one.record.at)
  return said.some((at) => opposite.every((other) => other < at))
}

/** What a decision is about, or why there is nothing of the kind. */
export function targetOf(program: Program, { id, judge }: Pick<ApprovalRequest, 'id' | 'judge'>): ApprovalTarget | Diagnostic {
  const target = judge === undefined ? approvalTarget(program, id) : policyTarget(program, judge)
  if (target) return target
  const wanted = program.milestones.has(localId(program, id)) ? 'milestone with acceptance criteria' : 'gate or criterion'
  return unknownId(program, id, wanted, knownIds([program], ['gate', 'criterion']), 'refractor gate list')
}

/** The file of a decision. A policy has no id of its own. */
export function pathOfDecision({ target }: ApprovalTarget, decision: ApprovalRecord['decision'], text: string): string {
  const name = target.type === 'policy' ? 'policy' : idToFileName(target.id)
  return `.refractor/approvals/${name}-${decision}-${sha256Hex(text).slice(0, 12)}.json`
}

/** What people call the target of a decision. */
export const nameOfTarget = ({ target }: ApprovalTarget): string => (target.type === 'policy' ? `the policy of ${target.id}` : target.id)

/**
 * Records an approval or a rejection, bound to the definition of its target and to the digests of what is approved. Saying the same
 * again needs nothing. `facts` answers `approvalFactsNeeded`.
 */
export function planApproval(program: Program, records: Case, facts: Facts, request: ApprovalRequest, stamp: Stamp): Planned {
  const target = targetOf(program, request)
  if ('code' in target) return refused([target])
  const { decision, role } = request
  const { subjects, diagnostics } = expandSubjects(subjectPatterns(target, request.subjects), facts, locationOfEntry(target.entry))
  const decider = { decision, author: stamp.author, role, now: stamp.now }
  // What does not exist cannot be approved, and is a good reason to reject.
  const problems = [
    ...deciderRefused(program, target, decider),
    ...unknownToPolicy(program, request),
    ...notDays(request, stamp.now),
    ...(decision === 'approve' ? diagnostics : []),
  ]
  if (problems.length > 0) return refused(problems)
  const { forum, forumDate, minutes, aspect, comment, expires } = request
  const given: ApprovalRecord = {
    format: 1,
    program: program.id,
    ...boundTo(program, request.trust, stamp),
    decision,
    target: target.target,
    definition: target.definition,
    subjects: [...subjects],
    by: stamp.author,
    ...(role !== undefined && { role }),
    ...(forum !== undefined && { forum }),
    ...(forumDate !== undefined && { forumDate }),
    ...(minutes !== undefined && { minutes }),
    ...(aspect !== undefined && { aspect }),
    ...(comment !== undefined && { comment }),
    at: stamp.now,
    ...(expires !== undefined && { expires }),
    ...(decision === 'approve' && target.gate !== undefined && remembered(program, target, facts)),
    ...(stamp.commit !== undefined && { commit: stamp.commit }),
    trust: request.trust ?? 'self',
  }
  const name = nameOfTarget(target)
  const verb = decision === 'approve' ? 'approved' : 'rejected'
  const about = decisionsAbout({ program, case: records }, [{ ...target.target, definition: target.definition }])
  if (saidAlready(about, given)) return planned(`${name} is ${verb} already`, [])
  const record = { ...given, at: decisionTime(program, about, given) }
  const text = recordText(record)
  const path = pathOfDecision(target, decision, text)
  const vain =
    decision === 'approve'
      ? inVain(program, records, facts, target, { ...request, author: stamp.author, subjects: subjects.map(({ path }) => path) })
      : []
  return planned(
    `${decision} ${name}`,
    [{ type: 'create', path, text, why: `${name} is ${verb} by ${stamp.author}` }],
    [...stampWarnings(stamp), ...vain],
    {
      type: decision === 'approve' ? 'approval.added' : 'rejection.added',
      program: program.id,
      ids: [target.target.id],
      details: { ...(role !== undefined && { role }), ...(forum !== undefined && { forum }), ...(aspect !== undefined && { aspect }) },
    },
  )
}
