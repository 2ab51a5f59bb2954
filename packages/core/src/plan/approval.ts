import type { Case, Facts } from '../gates/case.ts'
import { idToFileName } from '../link/file-name.ts'
import { knownIds } from '../link/find.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import { canonicalJson, sha256Hex } from '../load/digest.ts'
import type { ApprovalRecord } from '../schema/records.ts'
import { deciderRefused, inVain } from './approval-guard.ts'
import { expandSubjects, subjectPatterns } from './approval-subjects.ts'
import { approvalTarget } from './approval-target.ts'
import { stampWarnings } from './archive.ts'
import { localId } from './local-id.ts'
import { unknownId } from './lookup.ts'
import { planned, recordText, refused } from './outcome.ts'
import type { Planned, Stamp } from './plan.ts'

export { approvalFactsNeeded } from './approval-subjects.ts'

/** What somebody decides about a gate, a criterion or a milestone. */
export interface ApprovalRequest {
  readonly decision: 'approve' | 'reject'
  readonly id: string
  readonly role?: string
  readonly forum?: string
  /** YYYY-MM-DD. */
  readonly forumDate?: string
  readonly minutes?: string
  readonly aspect?: string
  readonly comment?: string
  /** Paths, directories and globs; default: the subjects of the approval checks of the target. */
  readonly subjects?: readonly string[]
}

/** Everything that a record says but when it said it. */
function meaning(record: ApprovalRecord): string {
  const { at: _at, commit: _commit, ...rest } = record
  return canonicalJson(rest)
}

/** True when the author has said the very same, and nobody the opposite since. */
function saidAlready(records: Case, record: ApprovalRecord): boolean {
  const sameTarget = records.approvals.flatMap(({ record: one }) => {
    return one?.program === record.program && one.target.type === record.target.type && one.target.id === record.target.id ? [one] : []
  })
  const said = sameTarget.filter((one) => meaning(one) === meaning(record)).map((one) => one.at)
  const opposite = sameTarget.filter((one) => one.decision !== record.decision).map((one) => one.at)
  return said.some((at) => opposite.every((other) => other < at))
}

/**
 * Records an approval or a rejection, bound to the definition of its target and to the digests of what is approved. Saying the same
 * again needs nothing. `facts` answers `approvalFactsNeeded`.
 */
export function planApproval(program: Program, records: Case, facts: Facts, request: ApprovalRequest, stamp: Stamp): Planned {
  const target = approvalTarget(program, request.id)
  if (!target) {
    const wanted = program.milestones.has(localId(program, request.id)) ? 'milestone with acceptance criteria' : 'gate or criterion'
    return refused([unknownId(program, request.id, wanted, knownIds([program], ['gate', 'criterion']), 'refractor gate list')])
  }
  const { decision, role } = request
  const { subjects, diagnostics } = expandSubjects(subjectPatterns(target, request.subjects), facts, locationOfEntry(target.entry))
  // What does not exist cannot be approved, and is a good reason to reject.
  const problems = [
    ...deciderRefused(program, target, { decision, author: stamp.author, role }),
    ...(decision === 'approve' ? diagnostics : []),
  ]
  if (problems.length > 0) return refused(problems)
  const { forum, forumDate, minutes, aspect, comment } = request
  const record: ApprovalRecord = {
    format: 1,
    program: program.id,
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
    ...(stamp.commit !== undefined && { commit: stamp.commit }),
    trust: 'self',
  }
  const verb = decision === 'approve' ? 'approved' : 'rejected'
  if (saidAlready(records, record)) return planned(`${target.target.id} is ${verb} already`, [])
  const text = recordText(record)
  const path = `.refractor/approvals/${idToFileName(target.target.id)}-${decision}-${sha256Hex(text).slice(0, 12)}.json`
  const warnings = [...stampWarnings(stamp), ...(decision === 'approve' ? inVain(target, request) : [])]
  return planned(
    `${decision} ${target.target.id}`,
    [{ type: 'create', path, text, why: `${target.target.id} is ${verb} by ${stamp.author}` }],
    warnings,
  )
}
