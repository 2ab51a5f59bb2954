import { z } from 'zod'
import { GitOid, Id, Sha256, Text, Timestamp } from './scalars.ts'

/**
 * `.refractor/audit/<lamport, 8 digits>-<first 16 digits of the id>.json`. The file is the canonical JSON of the event and nothing
 * else, so the id, its SHA-256, is found again from its bytes. Parents make it a graph that merges as a union of files; the numbers
 * are those of Lamport (Time, Clocks, and the Ordering of Events in a Distributed System, 1978).
 */
export const AuditEvent = z
  .strictObject({
    v: z.literal(1),
    type: z.string().regex(/^[a-z]+(?:\.[a-z-]+)+$/),
    program: Id,
    lamport: z.int().positive().max(99_999_999),
    parents: z
      .array(Sha256)
      .refine((parents) => parents.every((one, at) => at === 0 || (parents[at - 1] as string) < one), 'are not sorted, or not unique'),
    actor: Text,
    at: Timestamp.meta({ description: 'For people; the order is that of the numbers.' }),
    subjects: z
      .array(
        z.strictObject({ path: Text, sha256: Sha256.nullable().meta({ description: 'Of the file after the change; null: it is gone.' }) }),
      )
      .meta({ description: 'The files that the change wrote, moved or removed.' }),
    ids: z.array(Id).optional().meta({ description: 'The records that the change is about.' }),
    details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    commit: GitOid.optional().meta({ description: 'HEAD at the time.' }),
    nonce: z.string().regex(/^[0-9a-f]{16,64}$/),
  })
  .meta({ id: 'audit', description: 'An event of the audit log.' })
export type AuditEvent = z.infer<typeof AuditEvent>
