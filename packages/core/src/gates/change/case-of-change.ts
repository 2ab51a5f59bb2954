import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { Program } from '../../link/program-types.ts'
import type { Case, RecordFile } from '../case.ts'
import { reviewFiles, reviewOf } from '../review-of.ts'
import { keepRemembered, keptLinkReviews } from './kept-memory.ts'
import { isNegativeEvidence } from './negative-evidence.ts'
import { formerChecklists, removedChecklists } from './removed-boxes.ts'

/** What a change is judged on, and what it may not do to records. */
export interface CaseOfChange {
  readonly case: Case
  /** Phases whose review only head has: until it is part of base, their gates are judged as they are. */
  readonly closing: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

const start = (path: string) => ({ file: path, line: 1, column: 1 })

type Waiver = NonNullable<Case['waivers']>[number]

/** The records of one case that another has not: moved elsewhere is as good as kept, for a decision is known by its bytes. */
function lost<T>(base: readonly RecordFile<T>[], head: readonly RecordFile<T>[], key: (file: RecordFile<T>) => string): RecordFile<T>[] {
  const kept = new Set(head.map(key))
  return base.filter((file) => !kept.has(key(file)))
}

const byDigest = ({ sha256 }: RecordFile<unknown>): string => sha256
/** What evidence speaks for may depend on where it lies. */
const byPlace = ({ source, sha256, was }: RecordFile<unknown>): string => `${sha256} ${was ?? source.path}`

/** What says no in base, and in head no more. */
function missingFrom<T>(
  head: readonly RecordFile<T>[],
  base: readonly RecordFile<T>[],
  since: readonly RecordFile<T>[],
  key: (file: RecordFile<T>) => string,
  saysNo: (file: RecordFile<T>) => boolean,
): { readonly counting: readonly RecordFile<T>[]; readonly removed: readonly RecordFile<T>[] } {
  const counting = lost(base, head, key).filter(saysNo)
  const started = new Set(since.map(key))
  return { counting, removed: counting.filter((file) => started.has(key(file))) }
}

function removed(file: RecordFile<unknown>, what: string, head: readonly RecordFile<unknown>[]): Diagnostic {
  const verb = head.some((one) => one.source.path === file.source.path) ? 'changed' : 'removed'
  return diagnostic('change/record-removed', `${file.source.path} is ${what}, and this change ${verb} it`, {
    location: start(file.source.path),
    help: `restore it: git checkout BASE -- ${file.source.path}`,
  })
}

const sorted = <T extends RecordFile<unknown>>(files: readonly T[]): T[] =>
  [...files].sort((a, b) => (a.source.path < b.source.path ? -1 : 1))

/** Reviews that count: those of base, byte for byte. Every other one says why it does not. */
function closedByBase(
  program: Program,
  { base, head, since }: Cases,
): Pick<CaseOfChange, 'closing' | 'diagnostics'> & { readonly reviews: Case['reviews'] } {
  const known = new Map(base.reviews.map((file) => [file.source.path, file.sha256]))
  const reviews = head.reviews.filter((file) => known.get(file.source.path) === file.sha256)
  const closing: string[] = []
  const diagnostics: Diagnostic[] = []
  for (const phase of program.phases.keys()) {
    const [before, now, started] = [base, head, since].map((one) => reviewOf(program, one, phase))
    if (before === undefined && now !== undefined) closing.push(phase)
    // Closed in base after head had left it: head has taken nothing away.
    if (before === undefined || now?.sha256 === before.sha256 || (started === undefined && now === undefined)) continue
    const present = reviewFiles(program, head, phase).some((file) => file.source.path === before.source.path)
    // Kept byte for byte in the history of the phase: it was taken back, and what is in its place (if anything) is another review.
    const isTakenBack = head.takenBack?.includes(before.sha256) === true
    if (isTakenBack && now !== undefined) closing.push(phase)
    const what = isTakenBack ? 'was taken back' : present ? 'changed' : 'is gone'
    const message = `the review that closed ${phase} ${what}, so ${phase} counts as open`
    const help = `restore it: git checkout BASE -- ${before.source.path}`
    const code = present && !isTakenBack ? 'review/tampered' : 'change/reopened'
    diagnostics.push(diagnostic(code, message, { location: start(before.source.path), ...(!isTakenBack && { help }) }))
  }
  return { reviews, closing, diagnostics }
}

/** The three cases that tell what a change did: what decides, what is decided on, and where head left base (base, where it holds all of it). */
interface Cases {
  readonly base: Case
  readonly head: Case
  readonly since: Case
}

/**
 * The case of a change: that of head, but phases are closed by reviews of base only, and what speaks against the change is that of both.
 * A rejection, a revocation or a failed run that head removed or changed still counts, and is a violation of integrity; one that base
 * got after head had left it only counts. Open boxes of base that head took away are still open. Reviews of links are those of both, and
 * what a record of base remembers it goes on remembering.
 */
export function caseOfChange(program: Program, cases: Cases): CaseOfChange {
  const { base, head, since } = cases
  const isDecision = ({ record }: Case['approvals'][number]): boolean => record !== undefined && record.decision !== 'approve'
  const isEnd = ({ record }: Waiver): boolean => record?.step === 'rejected' || record?.step === 'revoked'
  const isFailure = (file: Case['evidence'][number]): boolean => isNegativeEvidence(program, file)
  const [approvals, waivers] = [head.approvals, head.waivers ?? []]
  const decisions = missingFrom(approvals, base.approvals, since.approvals, byDigest, isDecision)
  const ends = missingFrom(waivers, base.waivers ?? [], since.waivers ?? [], byDigest, isEnd)
  const failures = missingFrom(head.evidence, base.evidence, since.evidence, byPlace, isFailure)
  const links = keptLinkReviews(base, head)
  const lostLinks = missingFrom(head.linkReviews ?? [], base.linkReviews ?? [], since.linkReviews ?? [], byDigest, () => true)
  const { reviews, closing, diagnostics } = closedByBase(program, cases)
  const checklists = removedChecklists(base, head)
  const former = links.length > 0 ? formerChecklists(base, head) : []
  return {
    case: {
      ...head,
      approvals: sorted([...keepRemembered(base.approvals, approvals), ...decisions.counting]),
      evidence: sorted([...keepRemembered(base.evidence, head.evidence), ...failures.counting]),
      ...(links.length > 0 && { linkReviews: sorted(links) }),
      ...((head.waivers !== undefined || ends.counting.length > 0) && { waivers: sorted([...waivers, ...ends.counting]) }),
      reviews,
      ...(checklists.length > 0 && { removed: checklists }),
      ...(former.length > 0 && { former }),
    },
    closing,
    diagnostics: [
      ...decisions.removed.map((file) => removed(file, file.record?.decision === 'reject' ? 'a rejection' : 'a revocation', approvals)),
      ...ends.removed.map((file) => removed(file, `the end of ${file.record?.id}`, waivers)),
      ...failures.removed.map((file) => removed(file, 'a record that failed', head.evidence)),
      ...lostLinks.removed.map((file) => removed(file, 'a review of links', head.linkReviews ?? [])),
      ...diagnostics,
    ],
  }
}
