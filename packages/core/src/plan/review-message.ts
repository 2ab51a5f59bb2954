import type { Program } from '../link/program-types.ts'
import type { ReviewRecord } from '../schema/records.ts'

/** A review that closed a phase, as git is told of it. */
export interface ClosedReview {
  readonly record: Pick<ReviewRecord, 'phase' | 'gate' | 'verdict' | 'criteria'>
  readonly path: string
  readonly sha256: string
  /** The audit event that closed the phase; absent where there is none. */
  readonly event?: string | undefined
}

const longestSubject = 72

const cut = (text: string): string => (text.length <= longestSubject ? text : `${text.slice(0, longestSubject - 1)}…`)

/** The message of the commit of a review: what was closed, by which gate, and the digests by which anybody can tell. */
export function reviewCommitMessage(program: Program, { record, path, sha256, event }: ClosedReview): string {
  const title = program.phases.get(record.phase)?.record.title.replace(/\s+/g, ' ')
  const met = record.criteria.filter(({ outcome }) => outcome === 'met').length
  return [
    cut(`Close ${record.phase}${title === undefined ? '' : `: ${title}`}`),
    '',
    `Program: ${program.id}`,
    `Gate: ${record.gate} ${record.verdict} (${met} of ${record.criteria.length} criteria met)`,
    `Review: ${path} sha256:${sha256}`,
    ...(event === undefined ? [] : [`Audit-Event: ${event}`]),
  ].join('\n')
}

/** The message of the tag of a review. The ends of the audit log are in it: a log that is cut back later no longer reaches them. */
export function reviewTagMessage(program: Program, { record, path, sha256 }: ClosedReview, heads: readonly string[]): string {
  return [
    `${record.phase} of ${program.id} is closed`,
    '',
    `Review: ${path} sha256:${sha256}`,
    '',
    ...heads.map((head) => `Audit-Head: ${head}`),
  ].join('\n')
}
