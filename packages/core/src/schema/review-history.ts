import { z } from 'zod'
import { Author } from './records.ts'
import { GitOid, Id, Sha256, Text, Timestamp } from './scalars.ts'

/** `outbox/<phase>/_history/<time>-reopened.json`: why a closed phase was opened again, and what had closed it. */
export const ReopenedReview = z
  .looseObject({
    format: z.int().min(1),
    kind: z.literal('reopened-review'),
    program: Id,
    phase: Id,
    reason: Text,
    author: Author,
    date: Timestamp,
    commit: GitOid.optional(),
    review: z.looseObject({ path: Text, sha256: Sha256 }).meta({ description: 'The review that is taken back, where it is kept now.' }),
    checklists: z
      .array(z.looseObject({ path: Text, sha256: Sha256, archived: Text }))
      .optional()
      .meta({ description: 'What went back to the inbox, and where it had been.' }),
    differs: z.array(Text).optional().meta({ description: 'What the review had archived and was not as it was.' }),
  })
  .meta({ id: 'reopened-review', description: 'The record of a phase that was opened again.' })
export type ReopenedReview = z.infer<typeof ReopenedReview>
