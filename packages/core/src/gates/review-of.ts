import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { command } from '../link/command-line.ts'
import { fileNameToId } from '../link/file-name.ts'
import type { Program } from '../link/program-types.ts'
import type { Authority } from '../schema/policy.ts'
import type { ApprovalRecord, ReviewRecord } from '../schema/records.ts'
import { belongsTo, namesOf } from './approvals/authority.ts'
import { reviewRule } from './approvals/policy-rules.ts'
import type { Case, RecordFile } from './case.ts'
import { distinctPersons, type Identity, identityOf } from './identity.ts'
import { authorText } from './record-claims.ts'

/** A review record that could be read. */
export interface Review extends RecordFile<ReviewRecord> {
  readonly record: ReviewRecord
}

type ByPhase = ReadonlyMap<string, readonly RecordFile<ReviewRecord>[]>

const indexes = new WeakMap<Case, Map<string, ByPhase>>()

/** The phase whose folder in the outbox a `metadata.json` lies in; undefined when it lies nowhere of the kind. */
function phaseOfPath(outbox: string, path: string): string | undefined {
  const folder = path.startsWith(`${outbox}/`) ? /^([^/]+)\/metadata\.json$/.exec(path.slice(outbox.length + 1))?.[1] : undefined
  return folder === undefined ? undefined : fileNameToId(folder)
}

function byPhase(outbox: string, records: Case): ByPhase {
  const known = indexes.get(records) ?? new Map<string, ByPhase>()
  indexes.set(records, known)
  const before = known.get(outbox)
  if (before !== undefined) return before
  const index = new Map<string, RecordFile<ReviewRecord>[]>()
  for (const file of records.reviews) {
    const phase = phaseOfPath(outbox, file.source.path)
    if (phase !== undefined) index.set(phase, [...(index.get(phase) ?? []), file])
  }
  known.set(outbox, index)
  return index
}

/** Everything that lies in the place of the review of a phase, readable or not. */
export function reviewFiles(program: Program, records: Case, phase: string): readonly RecordFile<ReviewRecord>[] {
  return byPhase(program.folders.outbox, records).get(phase) ?? []
}

function isReview(file: RecordFile<ReviewRecord>, program: Program, phase: string): file is Review {
  const { record } = file
  return record?.kind === 'review' && record.program === program.id && record.phase === phase && record.verdict === 'met'
}

type Approval = RecordFile<ApprovalRecord> & { readonly record: ApprovalRecord }

/** Approvals of the gate of a phase from before its review: those that the review lists. */
export function secondsOf(records: Case, { approvals, gate }: ReviewRecord): Approval[] {
  const bound = new Set(approvals.map(({ sha256 }) => sha256))
  return records.approvals.filter(
    (file): file is Approval => bound.has(file.sha256) && file.record?.decision === 'approve' && file.record.target.id === gate,
  )
}

/** True for a person whom a rule names. */
export const isAllowed = (program: Program, who: Identity, rule: Authority): boolean => !who.bot && belongsTo(program, who, rule)

/** Why policy does not let whoever made a review close the phase; undefined when it does. */
function whyNotAllowed(program: Program, records: Case, { record }: Review): string | undefined {
  const rule = reviewRule(program, record.phase)?.rule
  if (rule === undefined) return undefined
  const author = identityOf(program, record.author)
  if (!isAllowed(program, author, rule)) return `is closed by ${namesOf(rule)}`
  const seconds = secondsOf(records, record).map(({ record: { by } }) => identityOf(program, by))
  const found = distinctPersons([author, ...seconds.filter((one) => isAllowed(program, one, rule))]).length
  return found >= (rule.min ?? 1) ? undefined : `is closed by ${rule.min} of ${namesOf(rule)}, and ${found} agreed`
}

function closes(file: RecordFile<ReviewRecord>, program: Program, records: Case, phase: string): file is Review {
  return isReview(file, program, phase) && whyNotAllowed(program, records, file) === undefined
}

/**
 * The review that closed a phase: readable, about this phase of this program, in its place, with the verdict met, and made by somebody
 * whom policy lets close it. A copy of the review of another phase closes nothing.
 */
export function reviewOf(program: Program, records: Case, phase: string): Review | undefined {
  return reviewFiles(program, records, phase).find((file) => closes(file, program, records, phase))
}

/** Says which readable records lie in the place of the review of a phase and are none. Unreadable ones were reported when they were read. */
export function strangeReviews(program: Program, records: Case, phase: string | undefined): Diagnostic[] {
  if (phase === undefined) return []
  return reviewFiles(program, records, phase).flatMap((file) => {
    if (file.record === undefined) return []
    const location = { file: file.source.path, line: 1, column: 1 }
    if (isReview(file, program, phase)) {
      const why = whyNotAllowed(program, records, file)
      if (why === undefined) return []
      const message = `${phase} ${why}, so the review by ${authorText(file.record.author)} does not close it`
      return [
        diagnostic('review/not-allowed', message, { location, help: `let one of them review it: ${command(program, 'review', phase)}` }),
      ]
    }
    return [
      diagnostic('review/invalid-record', `${file.source.path} is no review of ${phase} that closes it`, {
        location,
        help: 'move it away, or restore the review',
      }),
    ]
  })
}
