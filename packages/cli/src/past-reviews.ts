import type { Diagnostic, ReviewRecord } from '@refractor/core'
import { type PastReview, readReviewHistory } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'
import type { HistoryNote } from './history-data.ts'

const authorOf = (author: string | { readonly id: string; readonly name?: string | undefined }): string =>
  typeof author === 'string' ? author : (author.name ?? author.id)

function says({ kind, phase, file: { record } }: PastReview): string {
  if (kind === 'reopened') return `${phase} reopened: ${record?.reason ?? ''}`
  return kind === 'failed' ? `${phase} not closed, ${record?.verdict ?? 'unknown'}` : `${phase} closed, met; taken back since`
}

/** The review that closes a phase, as such a note. */
export const closingNote = ({ phase, verdict, author, date, commit }: ReviewRecord, path: string): HistoryNote => ({
  event: 'review',
  at: date,
  author: authorOf(author),
  says: `${phase} closed, ${verdict}`,
  about: [phase],
  path,
  ...(commit !== undefined && { commit }),
})

/** Reviews that do not close their phase (any more), as notes of its history. */
export function pastReviewNotes(past: readonly PastReview[]): HistoryNote[] {
  return past.flatMap((one) => {
    const { record, source } = one.file
    if (record === undefined) return []
    const { author, date, commit } = record
    const note = { event: 'review', at: date, author: authorOf(author), says: says(one), about: [one.phase], path: source.path } as const
    return [{ ...note, ...(commit !== undefined && { commit }) }]
  })
}

/** The past reviews of a phase. What cannot be read of them stops nobody who only looks: it is told as a warning. */
export async function pastReviewsOf(
  context: WorkspaceContext,
  program: WorkspaceContext['programs'][number],
  phase: string,
): Promise<{ readonly reviews: readonly PastReview[]; readonly diagnostics: readonly Diagnostic[] }> {
  const options = context.tree === undefined ? {} : { tree: context.tree, cache: false }
  const { reviews, diagnostics } = await readReviewHistory(context.snapshot, program, options)
  return {
    reviews: reviews.filter((one) => one.phase === phase),
    diagnostics: diagnostics.map((one) => ({ ...one, severity: 'warning' as const })),
  }
}
