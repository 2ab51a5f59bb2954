import type { Program } from '../../link/program-types.ts'
import type { Remembered } from '../../schema/trace.ts'
import type { Case } from '../case.ts'
import { askProof, askTrace, type FactsAsked } from '../facts-asked.ts'
import { linkReviewProofs, linkReviewsOf } from './link-reviews.ts'

const citesSource = (remembers: readonly Pick<Remembered, 'type'>[] = []): boolean => remembers.some(({ type }) => type === 'source')

/**
 * Asks what it takes to tell whether links and records are suspect: the documents that are cited, where a record remembers what one said,
 * and what stands behind the reviews of links.
 */
export function askLinks(asked: FactsAsked, program: Program, records: Case): void {
  if (program.file.record.trace?.suspect === 'off') return
  for (const path of linkReviewProofs(program, records)) askProof(asked, path)
  const isOwn = ({ record }: { readonly record: { readonly program?: string | undefined } | undefined }): boolean =>
    record !== undefined && (record.program === undefined || record.program === program.id)
  const remembering = [...records.evidence, ...records.approvals].filter(isOwn)
  const isCited =
    linkReviewsOf(program, records).some(({ record }) => citesSource(record.targets)) ||
    remembering.some(({ record }) => citesSource(record?.remembers))
  if (isCited) askTrace(asked, ['documents'])
  // Links that checklists write down were reviewed as well.
  if (linkReviewsOf(program, records).length > 0) askTrace(asked, ['boxes'])
}
