import { z } from 'zod'
import { GitOid, Id, Sha256, Text, Timestamp } from './scalars.ts'

/**
 * `.refractor/audit/<lamport, 8 digits>-<first 16 digits of the id>.json`. The file is the canonical JSON of the event and nothing
 * else, so the id, its SHA-256, is found again from its bytes. Parents make it a graph that merges as a union of files; the numbers
 * are those of Lamport (Time, Clocks, and the Ordering of Events in a Distributed System, 1978).
 */
const Change = z.strictObject({
  path: Text,
  sha256: Sha256.nullable().meta({ description: 'Of the file after the change; null: it is gone.' }),
})
const Detail = z.union([z.string(), z.number(), z.boolean()])
const isAscending = (ids: readonly string[]): boolean => ids.every((id, at) => at === 0 || id > (ids[at - 1] as string))

export const AuditEvent = z
  .strictObject({
    v: z.literal(1),
    lamport: z.int().min(1).max(99_999_999),
    parents: z.array(Sha256).refine(isAscending, 'are not sorted, or not unique'),
    program: Id,
    type: z
      .string()
      .regex(/^[a-z]+\.[a-z]+(?:-[a-z]+)*$/)
      .meta({ description: 'What happened: noun.verb, past tense.' }),
    ids: z.array(Id).optional().meta({ description: 'The records that the change is about.' }),
    details: z.record(z.string(), Detail).optional(),
    subjects: z.array(Change).meta({ description: 'The files that the change wrote, moved or removed.' }),
    actor: Text,
    at: Timestamp.meta({ description: 'For people; the order is that of the numbers.' }),
    commit: GitOid.optional().meta({ description: 'HEAD at the time.' }),
    nonce: z.string().regex(/^[0-9a-f]{16,64}$/),
  })
  .meta({ id: 'audit', description: 'An event of the audit log.' })
export type AuditEvent = z.infer<typeof AuditEvent>
