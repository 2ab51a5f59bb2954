import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { fileNameToId } from '../link/file-name.ts'
import type { Program } from '../link/program-types.ts'
import type { ReviewRecord } from '../schema/records.ts'
import type { Case, RecordFile } from './case.ts'

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

function closes(file: RecordFile<ReviewRecord>, program: Program, phase: string): file is Review {
  const { record } = file
  return record?.kind === 'review' && record.program === program.id && record.phase === phase && record.verdict === 'met'
}

/**
 * The review that closed a phase: readable, about this phase of this program, in its place, with the verdict met. A copy of the
 * review of another phase closes nothing.
 */
export function reviewOf(program: Program, records: Case, phase: string): Review | undefined {
  return reviewFiles(program, records, phase).find((file) => closes(file, program, phase))
}

/** Says which readable records lie in the place of the review of a phase and are none. Unreadable ones were reported when they were read. */
export function strangeReviews(program: Program, records: Case, phase: string | undefined): Diagnostic[] {
  if (phase === undefined) return []
  return reviewFiles(program, records, phase).flatMap((file) => {
    if (file.record === undefined || closes(file, program, phase)) return []
    const location = { file: file.source.path, line: 1, column: 1 }
    return [
      diagnostic('review/invalid-record', `${file.source.path} is no review of ${phase} that closes it`, {
        location,
        help: 'move it away, or restore the review',
      }),
    ]
  })
}
