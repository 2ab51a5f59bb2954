import {
  type Diagnostic,
  diagnostic,
  type FailedReview,
  fileNameToId,
  type Program,
  type RecordFile,
  type ReopenedReview,
  type ReviewRecord,
} from '@refractor/core'
import type { FileTree } from './file-tree.ts'
import { isWithin } from './program-folders.ts'
import { limits, unreadableFile } from './read-file.ts'
import { openRecordCache } from './record-cache.ts'
import type { ReadOptions, Snapshot } from './types.ts'
import { workTree } from './work-tree.ts'

/** A review that does not close its phase: it did once, it failed, or it was taken back. */
export type PastReview =
  | { readonly kind: 'closed'; readonly phase: string; readonly file: RecordFile<ReviewRecord> }
  | { readonly kind: 'failed'; readonly phase: string; readonly file: RecordFile<FailedReview> }
  | { readonly kind: 'reopened'; readonly phase: string; readonly file: RecordFile<ReopenedReview> }

export interface ReviewHistory {
  /** In order of path, which is the order of time in each phase. */
  readonly reviews: readonly PastReview[]
  readonly diagnostics: readonly Diagnostic[]
}

const schemaOf = { closed: 'review', failed: 'failed-review', reopened: 'reopened-review' } as const
const fileName = /^\d{8}T\d{6}Z-(closed|failed|reopened)\.json$/

function invalid(path: string, message: string, details: Partial<Diagnostic> = {}): Diagnostic {
  return diagnostic('review/invalid-record', message, {
    location: { file: path, line: 1, column: 1 },
    help: `put it back as it was: git log -- ${path}`,
    ...details,
  })
}

/**
 * Reads what the `_history` folders of the outbox keep of reviews that do not close their phase. No gate reads it, so it is read only by
 * who tells of the past.
 */
export async function readReviewHistory(snapshot: Snapshot, program: Program, options: ReadOptions = {}): Promise<ReviewHistory> {
  const tree: FileTree = options.tree ?? workTree(snapshot.root)
  const cache = openRecordCache(snapshot.root, options)
  const { outbox } = program.folders
  const others = snapshot.programs.filter(({ id }) => id !== program.id).map(({ folders }) => folders.outbox)
  const skip = (path: string): boolean => others.some((other) => isWithin(other, path) && !isWithin(other, outbox))
  const isPast = (path: string): boolean => path.slice(outbox.length + 1).split('/')[1] === '_history'
  const found = tree.walk(outbox, { want: (name, depth, isFolder) => depth === 2 && !isFolder && fileName.test(name), skip, maxDepth: 2 })
  const reviews: PastReview[] = []
  const diagnostics: Diagnostic[] = []
  for (const path of found.files.filter(isPast)) {
    const kind = fileName.exec(path.slice(path.lastIndexOf('/') + 1))?.[1] as PastReview['kind']
    const phase = fileNameToId(path.slice(outbox.length + 1).split('/')[0] as string) ?? ''
    const read = tree.readText(path, limits.evidence)
    if (!read.ok) {
      if (read.kind !== 'missing') diagnostics.push(invalid(path, unreadableFile(path, read.kind, read.problem).message))
      continue
    }
    const loaded = await cache.record(schemaOf[kind], read)
    const errors = loaded.diagnostics.filter(({ severity }) => severity === 'error')
    const { record } = loaded
    const isOwn = record !== undefined && record.program === program.id && record.phase === phase
    if (errors.length > 0)
      diagnostics.push(...errors.map((one) => invalid(path, one.message, { ...(one.location && { location: one.location }) })))
    else if (!isOwn) diagnostics.push(invalid(path, `${path} is not about a review of ${phase}`))
    else reviews.push({ kind, phase, file: { ...loaded, sha256: read.sha256 } } as PastReview)
  }
  return { reviews, diagnostics }
}
