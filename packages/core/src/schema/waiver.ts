import { z } from 'zod'
import { DateOnly, GitOid, Id, Sha256, Text, Timestamp } from './scalars.ts'

/**
 * `.refractor/waivers/<id>.json`, one file for each step of its life: `<id>.json` is the request, `<id>.approved-<n>.json` each
 * approval, `<id>.revoked.json` the end. A waiver covers one criterion as it was defined when it was asked for.
 */
export const WaiverRecord = z
  .looseObject({
    format: z.int().min(1),
    kind: z.literal('waiver'),
    step: z.enum(['requested', 'approved', 'rejected', 'revoked']),
    id: z.string().regex(/^W-[0-9A-Za-z][0-9A-Za-z-]{0,40}$/),
    program: Id,
    repository: Text.optional(),
    gate: Id,
    criterion: Id,
    definition: Sha256.meta({ description: 'Digest of the criterion that is waived; a change of the criterion ends the waiver.' }),
    finding: z
      .looseObject({ reason: Text.optional(), locator: Text.optional() })
      .optional()
      .meta({ description: 'Only this finding is waived: its reason, and what it is about (a test, a file, a package).' }),
    reason: z.string().min(20).max(4000),
    risk: Id.optional(),
    tasks: z.array(Id).optional(),
    compensating: z.array(Text).optional(),
    by: Text.meta({ description: 'Who asks, approves, rejects or revokes.' }),
    role: Id.optional(),
    request: Sha256.optional().meta({ description: 'Of every later step: the digest of the file of the request.' }),
    breakGlass: z.boolean().optional(),
    expires: z.union([DateOnly, Timestamp]).meta({ description: 'A date counts to its end, UTC.' }),
    renews: z.string().optional().meta({ description: 'The waiver that this one renews.' }),
    renewals: z.int().min(0),
    at: Timestamp,
    commit: GitOid.optional(),
    trust: z.enum(['self', 'commit', 'signed']),
    comment: z.string().optional(),
  })
  .meta({ id: 'waiver', description: 'A step in the life of a waiver.' })
export type WaiverRecord = z.infer<typeof WaiverRecord>
