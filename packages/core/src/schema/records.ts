import { z } from 'zod'
import { DateOnly, GitOid, Id, Sha256, Text, Timestamp } from './scalars.ts'
import { Remembered } from './trace.ts'

const FormatNumber = z.int().min(1).optional()

/** A person as a record names them: an address, "Name <address>", or an object. */
export const Author = z.union([Text, z.looseObject({ id: Text, name: Text.optional(), kind: z.enum(['human', 'bot', 'ci']).optional() })])

export const Artifact = z.looseObject({
  path: Text.optional().meta({ description: 'Path relative to the workspace root; a directory ends with a slash.' }),
  uri: Text.optional(),
  sha256: Sha256.optional(),
  gitBlob: GitOid.optional(),
  gitTree: GitOid.optional(),
  size: z.int().min(0).optional(),
})
/** Inputs: patterns and the digest over what they matched, or (by hand) just a path or text. */
export const Input = z.looseObject({
  patterns: z.array(Text).optional(),
  path: Text.optional(),
  sha256: Sha256.optional(),
  files: z.int().min(0).optional(),
})

export const TestTotals = z.looseObject({
  total: z.int().min(0),
  passed: z.int().min(0),
  failed: z.int().min(0),
  skipped: z.int().min(0),
  iterations: z.int().min(1).optional(),
  report: Text.optional(),
  suites: z
    .array(z.looseObject({ name: Text, total: z.int().min(0), passed: z.int().min(0), failed: z.int().min(0), skipped: z.int().min(0) }))
    .optional(),
  failures: z.array(Text).optional(),
  tagged: z
    .record(z.string(), z.looseObject({ total: z.int().min(0), passed: z.int().min(0), failed: z.int().min(0), skipped: z.int().min(0) }))
    .optional()
    .meta({ description: 'Results by the id that the tests carry as a tag: of a property, a requirement, a task.' }),
})
export const MetricValue = z.looseObject({
  name: Text,
  value: z.number(),
  unit: Text.optional(),
  aggregation: Text.optional(),
  samples: z.int().min(1).optional(),
  window: z.looseObject({ from: Timestamp, to: Timestamp }).optional(),
  series: z.array(z.number()).optional(),
  baseline: z.looseObject({ name: Text, value: z.number() }).optional(),
})
export const Observation = z.looseObject({
  claim: Text,
  value: z.union([z.string(), z.number(), z.boolean()]),
  link: Text.optional(),
  note: Text.optional(),
})

/** How an exercise went: of `drill`, or recorded by hand. Times in seconds. */
export const DrillResult = z.looseObject({
  scenario: Text,
  snapshot: Text.optional().meta({ description: 'The id of the snapshot that was restored.' }),
  playbook: Id.optional(),
  rto: z.number().min(0).optional().meta({ description: 'Seconds from the start until everything was back and checked.' }),
  rpo: z.number().min(0).optional().meta({ description: 'Seconds of work that would have been lost.' }),
  participants: z.array(Text).optional(),
  steps: z
    .array(z.looseObject({ title: Text, outcome: z.enum(['passed', 'failed', 'skipped']), seconds: z.number().min(0).optional() }))
    .optional(),
})

/**
 * `metadata.json` beside the evidence. Flat, so that people can read and write it; it maps one to one onto an in-toto
 * Statement v1 (`refractor evidence export --in-toto`). Unknown fields are kept, as in-toto asks of consumers.
 */
export const EvidenceRecord = z
  .looseObject({
    format: FormatNumber,
    program: Id.optional(),
    kind: Text.optional(),
    gate: Id.optional(),
    milestone: Id.optional(),
    criteria: z.array(Id).optional(),
    deliverables: z.array(Id).optional(),
    author: Author,
    date: z.union([Timestamp, DateOnly]),
    commit: GitOid.optional().meta({ description: 'HEAD when stamped.' }),
    dirty: z.boolean().optional(),
    inputs: z.array(z.union([Text, Input])).optional(),
    artifacts: z.array(z.union([Text, Artifact])).optional(),
    producer: z
      .looseObject({
        tool: Text.optional(),
        version: Text.optional(),
        argv: z.array(z.string()).optional(),
        cwd: Text.optional(),
        exitCode: z.int().nullable().optional(),
        signal: Text.optional(),
        timedOut: z.boolean().optional(),
        attempt: z.int().min(1).optional(),
        startedAt: Timestamp.optional(),
        durationMs: z.number().min(0).optional(),
        stdout: z.looseObject({ sha256: Sha256, bytes: z.int().min(0) }).optional(),
        stderr: z.looseObject({ sha256: Sha256, bytes: z.int().min(0) }).optional(),
      })
      .optional(),
    environment: z.looseObject({ name: Text.optional(), os: Text.optional(), arch: Text.optional(), node: Text.optional() }).optional(),
    result: z
      .looseObject({
        outcome: z.enum(['passed', 'warned', 'failed']).optional(),
        tests: TestTotals.optional(),
        metrics: z.array(MetricValue).optional(),
        observations: z.array(Observation).optional(),
        drill: DrillResult.optional(),
      })
      .optional(),
    validity: z.looseObject({ expires: z.union([Timestamp, DateOnly]).nullable().optional() }).optional(),
    supersedes: z.array(Text).optional(),
    remembers: z
      .array(Remembered)
      .optional()
      .meta({ description: 'What it rests on, with the fingerprints of that time: its criteria, and the records that these trace to.' }),
    secretsAllowed: z.looseObject({ reason: Text }).optional(),
    redactions: z
      .array(z.looseObject({ path: Text, rule: Text, replacement: Text, count: z.int().min(1) }))
      .optional()
      .meta({ description: 'What was replaced in the output that is kept: which pattern, by what, how often. Never what stood there.' }),
    notes: z.string().optional(),
  })
  .meta({ id: 'evidence', description: 'An evidence record (metadata.json).' })
export type EvidenceRecord = z.infer<typeof EvidenceRecord>

/** An approval, a rejection, or the revocation of one of them, bound to the digests of what was decided on and to its definition. */
export const ApprovalRecord = z
  .looseObject({
    format: z.int().min(1),
    program: Id,
    repository: Text.optional().meta({ description: 'Names the repository, so that the record counts in no other one.' }),
    decision: z.enum(['approve', 'reject', 'revoke']),
    target: z.strictObject({ type: z.enum(['gate', 'criterion', 'milestone', 'policy', 'change']), id: Id }),
    definition: Sha256.meta({
      description: 'Digest of the definition that was decided on; of a policy: of the judge; of a change: of its id.',
    }),
    subjects: z.array(z.looseObject({ path: Text, sha256: Sha256 })),
    revokes: z
      .array(Sha256)
      .min(1)
      .optional()
      .meta({ description: 'Of a revocation: the digests of the record files that it takes back.' }),
    by: Text,
    role: Id.optional(),
    forum: Text.optional(),
    forumDate: DateOnly.optional(),
    minutes: Text.optional(),
    aspect: Text.optional(),
    comment: z.string().optional(),
    at: Timestamp,
    expires: DateOnly.optional(),
    remembers: z.array(Remembered).optional(),
    commit: GitOid.optional(),
    trust: z.enum(['self', 'commit', 'signed', 'forge']).meta({ description: 'What the record claims; what it is worth is found out.' }),
    forge: z
      .looseObject({ provider: z.enum(['github', 'gitlab']), account: Text, commit: GitOid.optional() })
      .optional()
      .meta({ description: 'Of a review at a forge. Never read from the repository.' }),
  })
  .refine(
    (record) => (record.decision === 'revoke') === (record.revokes !== undefined),
    'a revocation, and nothing else, says what it revokes',
  )
  .meta({ id: 'approval', description: 'An approval, a rejection or a revocation.' })
export type ApprovalRecord = z.infer<typeof ApprovalRecord>

const Bound = z.looseObject({ path: Text, sha256: Sha256 })

/** Beside each archived checklist: what it was, where it came from, and when. */
export const ArchiveRecord = z
  .looseObject({
    format: z.int().min(1),
    kind: z.literal('archived-checklist'),
    program: Id,
    phase: Id,
    from: Text,
    path: Text,
    sha256: Sha256,
    author: Author,
    date: Timestamp,
    commit: GitOid.optional(),
    boxes: z.looseObject({ total: z.int(), ticked: z.int() }).optional(),
  })
  .meta({ id: 'archive', description: 'Metadata of an archived checklist.' })
export type ArchiveRecord = z.infer<typeof ArchiveRecord>

/** `outbox/<phase>/metadata.json`: the record that closes a phase. */
export const ReviewRecord = z
  .looseObject({
    format: z.int().min(1),
    kind: z.literal('review'),
    program: Id,
    phase: Id,
    gate: Id,
    verdict: z.enum(['met']),
    author: Author,
    date: Timestamp,
    commit: GitOid.optional(),
    gates: z
      .array(z.looseObject({ id: Id, verdict: Text }))
      .optional()
      .describe(
        'The other gates of the phase that were due: entry, checkpoints, acceptance. They were judged with the exit gate, and do not decide.',
      ),
    criteria: z.array(z.looseObject({ id: Id, definition: Sha256, outcome: Text, because: z.string(), evidence: z.array(Bound) })),
    approvals: z.array(Bound),
    archived: z.array(Bound),
    artifacts: z.array(Bound),
    baseline: z
      .looseObject({
        plan: z
          .array(Bound.extend({ meaning: Sha256.optional().meta({ description: 'Digest of what it says, states left aside.' }) }))
          .optional()
          .meta({ description: 'The specification as it was closed on.' }),
        deliverables: z.array(z.looseObject({ id: Id, path: Text, sha256: Sha256 })).optional(),
      })
      .optional()
      .meta({ description: 'What later changes are compared with. It decides nothing: a plan may go on.' }),
    minutes: Bound.optional(),
    snapshot: Text.optional().meta({ description: 'The id of the snapshot that was taken before.' }),
    forum: Text.optional().meta({ description: 'The meeting that closed it.' }),
    accepted: z.array(Id).optional().meta({ description: 'Milestones that were accepted with it.' }),
    superseded: z
      .array(z.looseObject({ from: Text, path: Text, sha256: Sha256, by: Text }))
      .optional()
      .meta({ description: 'Superseded evidence that was moved out of the way; nothing rests on it.' }),
  })
  .meta({ id: 'review', description: 'The review record of a phase.' })
export type ReviewRecord = z.infer<typeof ReviewRecord>

/** `outbox/<phase>/_history/<time>-failed.json`: a review that was held and closed nothing. It decides nothing. */
export const FailedReview = z
  .looseObject({
    format: z.int().min(1),
    kind: z.literal('failed-review'),
    program: Id,
    phase: Id,
    gate: Id,
    verdict: z.enum(['met', 'unmet', 'unknown']),
    author: Author,
    date: Timestamp,
    commit: GitOid.optional(),
    forum: Text.optional(),
    problems: z
      .array(z.looseObject({ code: Text, message: z.string() }))
      .meta({ description: 'Everything that kept the phase from being closed.' }),
    criteria: z.array(
      z.looseObject({
        id: Id,
        definition: Sha256,
        outcome: Text,
        reason: Text.optional(),
        because: z.string(),
        evidence: z.array(z.looseObject({ path: Text, sha256: Sha256.optional() })),
      }),
    ),
    minutes: Text.optional().meta({ description: 'The minutes that were given; they are not filed.' }),
  })
  .meta({ id: 'failed-review', description: 'A phase exit review that closed nothing.' })
export type FailedReview = z.infer<typeof FailedReview>
