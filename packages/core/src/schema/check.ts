import { z } from 'zod'
import { Id, IsoDuration, PathPattern, RepoPath, Sha256, Text } from './scalars.ts'
import { ScheduleCheck } from './timing.ts'
import { CoverageCheck, TraceCheck } from './trace.ts'

const proposed = z.boolean().optional().meta({ description: 'A proposal of the tool; it never counts until the mark is removed.' })

export const Operator = z.enum(['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'between'])
const Scalar = z.union([z.string(), z.number(), z.boolean()])

export const ArtifactCheck = z
  .strictObject({
    kind: z.literal('artifact'),
    proposed,
    paths: z.array(PathPattern).min(1).meta({ description: 'Files, directories (trailing slash) or globs; each must match.' }),
    minMatches: z.int().min(1).optional(),
    nonEmpty: z.boolean().optional().meta({ description: 'Default true: an empty file does not count.' }),
    sha256: Sha256.optional().meta({ description: 'Freezes the content of a single file.' }),
  })
  .meta({ description: 'Files exist, are not empty, and keep a frozen digest.' })

export const EvidenceCheck = z
  .strictObject({
    kind: z.literal('evidence'),
    proposed,
    covers: z
      .union([z.literal('deliverables'), z.array(PathPattern).min(1)])
      .optional()
      .meta({ description: 'What fresh records must list as artifacts: the deliverables of the milestone or phase (default), or paths.' }),
    environment: Text.optional(),
  })
  .meta({ description: 'A fresh evidence record covers each deliverable.' })

export const ContentCheck = z
  .strictObject({
    kind: z.literal('content'),
    proposed,
    paths: z.array(PathPattern).min(1),
    headings: z.array(Text).min(1).optional().meta({ description: 'Markdown headings that must be there, compared without case.' }),
    contains: z.array(Text).min(1).optional().meta({ description: 'Literal text that must be there.' }),
    frontMatter: z.array(Text).min(1).optional().meta({ description: 'Front matter keys that must have a value.' }),
    columns: z.array(Text).min(1).optional().meta({ description: 'Columns of the table (CSV or the first Markdown table).' }),
    eachRow: z.array(Text).min(1).optional().meta({ description: 'Columns that must not be empty in any row; TBD and - count as empty.' }),
    minRows: z.int().min(1).optional(),
    keys: z
      .record(z.string(), Scalar.nullable())
      .optional()
      .meta({ description: 'Dotted keys of a YAML or JSON file and the value each must have; null means: any value.' }),
  })
  .refine(
    (c) => [c.headings, c.contains, c.frontMatter, c.columns, c.eachRow, c.minRows, c.keys].some((x) => x !== undefined),
    'asks for nothing: give headings, contains, frontMatter, columns, eachRow, minRows or keys',
  )
  .meta({ description: 'A document says what it must say.' })

export const QuerySource = z.enum([
  'phases',
  'milestones',
  'tasks',
  'deliverables',
  'risks',
  'requirements',
  'roles',
  'people',
  'questions',
  'decisions',
  'actions',
  'gates',
  'criteria',
])
const FieldTest = z.union([Scalar, z.array(Scalar).min(1), z.enum(['assigned', 'unassigned'])])

export const QueryCheck = z
  .strictObject({
    kind: z.literal('query'),
    proposed,
    from: QuerySource,
    where: z.record(z.string(), FieldTest).optional().meta({
      description: 'Fields and the value (or one of several values) each must have: id, phase, milestone, state, optional, priority, …',
    }),
    expect: z.enum(['all', 'none', 'count']),
    that: z.record(z.string(), FieldTest).optional().meta({
      description:
        'What all (or none) of the matched records must be; "assigned" means: set, and not TBD; due: overdue means: not done, and its day is over.',
    }),
    op: Operator.optional(),
    value: z.number().optional(),
  })
  .refine(
    (c) => (c.expect === 'count' ? c.op !== undefined && c.op !== 'between' && c.value !== undefined : c.that !== undefined),
    'expect: count needs op and value; expect: all or none needs that',
  )
  .meta({ description: 'A statement about the records of the program.' })

export const ChecklistCheck = z
  .strictObject({
    kind: z.literal('checklist'),
    proposed,
    paths: z
      .array(PathPattern)
      .min(1)
      .optional()
      .meta({ description: 'Checklists; default: all of the phase (or milestone), in the inbox and the outbox.' }),
    minBoxes: z.int().min(1).optional(),
  })
  .meta({ description: 'Every required box is ticked.' })

export const ArchivedCheck = z
  .strictObject({
    kind: z.literal('archived'),
    proposed,
    phase: Id.optional(),
    paths: z.array(PathPattern).min(1).optional(),
    min: z.int().min(1).optional().meta({ description: 'How many archived checklists there must be; default 1.' }),
  })
  .meta({ description: 'The checklists of the phase are in the outbox, unchanged, with their metadata.' })

export const ApprovalCheck = z
  .strictObject({
    kind: z.literal('approval'),
    proposed,
    roles: z.array(Id).min(1).optional().meta({ description: 'Each of these roles must approve.' }),
    min: z.int().min(1).optional().meta({ description: 'How many persons must approve; default: one per role, or 1.' }),
    subjects: z.array(PathPattern).min(1).optional().meta({ description: 'What is approved; a change voids the approval.' }),
    forum: Text.optional().meta({ description: 'The meeting that must have decided, e.g. steering review.' }),
    minutes: z.boolean().optional().meta({ description: 'The approval must name the minutes of the forum.' }),
    aspect: Text.optional(),
    excludeAuthor: z.boolean().optional().meta({ description: 'Default true: who made the evidence does not approve it.' }),
  })
  .meta({ description: 'Persons in these roles have approved, and what they approved is unchanged.' })

export const TestCheck = z
  .strictObject({
    kind: z.literal('test'),
    proposed,
    select: z
      .array(Text)
      .min(1)
      .optional()
      .meta({ description: 'Test names or suites that must be in the record (globs); default: the whole report.' }),
    minTests: z.int().min(0).optional().meta({ description: 'Default 1: zero tests never pass.' }),
    passRate: z.number().min(0).max(1).optional().meta({ description: 'Default 1.' }),
    maxSkipped: z.int().min(0).optional(),
    minIterations: z.int().min(1).optional(),
    expect: z.enum(['all-pass', 'all-fail']).optional(),
  })
  .meta({ description: 'A recorded test run passed.' })

export const MetricCheck = z
  .strictObject({
    kind: z.literal('metric'),
    proposed,
    metric: Text,
    op: Operator.optional().meta({ description: 'Comparison with value; between needs min and max.' }),
    value: z.number().optional().meta({ description: 'The threshold. A metric check without one is undefined and never met.' }),
    min: z.number().optional(),
    max: z.number().optional(),
    unit: Text.optional(),
    aggregation: Text.optional().meta({ description: 'p50, p95, mean, max, …' }),
    baseline: z
      .strictObject({
        name: Text,
        abs: z.number().min(0).optional(),
        rel: z.number().min(0).optional(),
        direction: z.enum(['either', 'higher-is-better', 'lower-is-better']).optional(),
      })
      .refine((b) => (b.abs === undefined) !== (b.rel === undefined), 'needs exactly one of abs and rel')
      .optional()
      .meta({ description: 'Compare with the recorded baseline, within an absolute or relative tolerance.' }),
    samples: z.int().min(1).optional().meta({ description: 'Fewest samples behind the value.' }),
    window: IsoDuration.optional().meta({ description: 'Shortest span that the value was measured over.' }),
    trend: z.enum(['decreasing', 'increasing']).optional(),
    environment: Text.optional(),
  })
  .meta({ description: 'A recorded number against a threshold or a baseline.' })

export const CommandCheck = z
  .strictObject({
    kind: z.literal('command'),
    proposed,
    argv: z
      .array(z.string())
      .min(1)
      .meta({ description: 'The program and its arguments, no shell. Run by `refractor evidence run`, never by a gate.' }),
    cwd: RepoPath.optional(),
    exitCodes: z.array(z.int().min(0).max(255)).min(1).optional().meta({ description: 'Default [0].' }),
    timeout: IsoDuration.optional(),
    report: RepoPath.optional().meta({ description: 'A test report that the command writes; it is read into the record.' }),
    metrics: RepoPath.optional().meta({ description: 'A JSON file of metrics that the command writes.' }),
    artifacts: z.array(PathPattern).min(1).optional().meta({ description: 'Files that the command makes, recorded with their digests.' }),
  })
  .meta({ description: 'A recorded run of a command ended as expected.' })

export const GateCheck = z
  .strictObject({
    kind: z.literal('gate'),
    proposed,
    gate: Id,
    verdict: RepoPath.optional().meta({
      description: 'A verdict that was attested (gate check --attest FILE) decides, and the gate is not judged here.',
    }),
    program: Id.optional().meta({ description: 'The program of the gate, for an attested verdict; default: this one.' }),
    roles: z.array(Id).min(1).optional().meta({ description: 'Who may sign the verdict: whoever holds one of these roles.' }),
  })
  .refine(
    (check) => check.verdict !== undefined || (check.program === undefined && check.roles === undefined),
    'names a program or roles, but no verdict',
  )
  .meta({ description: 'Another gate is met.' })

export const AttestCheck = z
  .strictObject({
    kind: z.literal('attest'),
    proposed,
    claim: Text,
    value: Scalar.optional().meta({ description: 'The observed value; default true.' }),
    link: z.boolean().optional().meta({ description: 'The observation must link to what was seen.' }),
  })
  .meta({ description: 'A recorded observation by a person.' })

export const ForgeCheckCheck = z
  .strictObject({
    kind: z.literal('check'),
    proposed,
    names: z.array(Text).min(1).optional().meta({
      description:
        'Names of checks at the forge ("build", "test (*)"); each must be there. Without any the check is undefined and never met.',
    }),
    app: Text.optional().meta({
      description: 'The app that must have reported them, e.g. github-actions: anyone may report under any name.',
    }),
    conclusions: z
      .array(z.enum(['success', 'neutral', 'skipped']))
      .min(1)
      .optional()
      .meta({ description: 'Conclusions that pass; default [success].' }),
    environments: z.array(Text).min(1).optional().meta({ description: 'Each of these environments must have reported every name.' }),
  })
  .meta({ description: 'Checks that a forge ran on the commit in question passed (gate check --checks FILE).' })

export const VcsCheck = z
  .strictObject({
    kind: z.literal('vcs'),
    proposed,
    clean: z.literal(true).optional().meta({ description: 'Nothing is changed that is not committed.' }),
    tag: Text.optional().meta({ description: 'A tag of this name exists.' }),
    signed: z.boolean().optional().meta({ description: 'The tag has a good signature of a person of the program.' }),
    roles: z.array(Id).min(1).optional().meta({ description: 'Who signed the tag holds one of these roles.' }),
    tagged: z.literal(true).optional().meta({ description: 'Of a proposal: some tag exists. Undefined and never met until tag names it.' }),
    merged: z
      .union([z.literal(true), Text])
      .optional()
      .meta({ description: 'HEAD is on this branch. true is the proposal of one, undefined and never met until it is named.' }),
    path: RepoPath.optional().meta({ description: 'With merged: this file is on the branch as it is here; a squash merge keeps that.' }),
  })
  .refine(
    (c) => [c.clean, c.tag ?? c.tagged, c.merged].filter((x) => x !== undefined).length <= 1,
    'asks for one thing: give only one of clean, tag and merged',
  )
  .refine((c) => c.tag !== undefined || (c.signed === undefined && c.roles === undefined), 'signed and roles are about a tag')
  .refine((c) => c.merged !== undefined || c.path === undefined, 'path says what must be merged')
  .meta({ description: 'A fact about the repository: a clean tree, a tag, what is merged.' })

export const WaiversCheck = z
  .strictObject({
    kind: z.literal('waivers'),
    proposed,
    gates: z.array(Text).min(1).optional().meta({
      description: 'Gates whose waivers are looked at, ids with * and ?; default: those of the phase, or all where it belongs to none.',
    }),
    max: z.int().min(0).optional().meta({ description: 'How many may be in force; default: any number.' }),
    breakGlass: z.boolean().optional().meta({ description: 'false: no emergency waiver may be in force.' }),
  })
  .meta({ description: 'No waiver is expired, void or malformed, and not too many are in force.' })

export const SnapshotCheck = z
  .strictObject({
    kind: z.literal('snapshot'),
    proposed,
    gates: z.array(Text).min(1).optional().meta({
      description: 'Gates or pipeline gates (program.yaml snapshots.gates), each with a snapshot; default: the gate of the criterion.',
    }),
    all: z.literal(true).optional().meta({ description: 'Every pipeline gate that the program names.' }),
    rpo: IsoDuration.optional().meta({ description: 'Longest time between two snapshots of them, and from the last one until now.' }),
    rto: IsoDuration.optional().meta({ description: 'Longest measured time to restore one, of a drill or a restore.' }),
  })
  .refine((c) => c.gates === undefined || c.all === undefined, 'give gates or all')
  .meta({ description: 'There is a snapshot to go back to, whole and unchanged.' })

export const DrillCheck = z
  .strictObject({
    kind: z.literal('drill'),
    proposed,
    scenarios: z.array(Text).min(1).optional().meta({ description: 'Each must have been rehearsed; default [rollback].' }),
    rpo: IsoDuration.optional().meta({ description: 'Most work, as time, that the rehearsal may lose.' }),
    rto: IsoDuration.optional().meta({ description: 'Longest time that it may take.' }),
    participants: z.int().min(1).optional().meta({ description: 'Fewest people who took part.' }),
  })
  .meta({ description: 'A rehearsal was done, recorded, and ended well.' })

export const LeafCheck = z.discriminatedUnion('kind', [
  ArtifactCheck,
  EvidenceCheck,
  ContentCheck,
  QueryCheck,
  ChecklistCheck,
  ArchivedCheck,
  ApprovalCheck,
  TestCheck,
  MetricCheck,
  CommandCheck,
  GateCheck,
  AttestCheck,
  ForgeCheckCheck,
  VcsCheck,
  WaiversCheck,
  TraceCheck,
  CoverageCheck,
  SnapshotCheck,
  DrillCheck,
  ScheduleCheck,
])

export type LeafCheck = z.infer<typeof LeafCheck>
export type CheckKind = LeafCheck['kind']
export type LeafOf<K extends CheckKind> = Extract<LeafCheck, { kind: K }>

/** A check is a leaf with a `kind`, or a composition of checks. */
export type Check =
  | LeafCheck
  | { all: Check[]; proposed?: boolean | undefined }
  | { any: Check[]; proposed?: boolean | undefined }
  | { nOf: { n: number; of: Check[] }; proposed?: boolean | undefined }
  | { not: Check; proposed?: boolean | undefined }

export const Check: z.ZodType<Check> = z
  .lazy(() =>
    z.union([
      LeafCheck,
      z.strictObject({ all: z.array(Check).min(1), proposed }),
      z.strictObject({ any: z.array(Check).min(1), proposed }),
      z.strictObject({ nOf: z.strictObject({ n: z.int().min(1), of: z.array(Check).min(1) }), proposed }),
      z.strictObject({ not: Check, proposed }),
    ]),
  )
  .meta({ id: 'check', description: 'How a criterion is decided: one check, or all, any, nOf or not over several.' }) as z.ZodType<Check>
