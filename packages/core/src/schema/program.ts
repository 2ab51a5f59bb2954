import { z } from 'zod'
import { Assumption } from './plan-records.ts'
import { Attributes, DateOnly, Format, Id, IsoDuration, Notes, PathPattern, RepoPath, Sha256, Source, Text } from './scalars.ts'
import { ScheduleSettings } from './timing.ts'
import { TraceSettings } from './trace.ts'

export const Role = z.strictObject({
  id: Id,
  title: Text.optional(),
  owner: Text.optional().meta({ description: 'The person who holds the role; TBD counts as nobody.' }),
  responsibilities: z.array(Text).optional(),
  attributes: Attributes.optional(),
  source: Source.optional(),
})
export type Role = z.infer<typeof Role>

/** A public key as `ssh-keygen` writes it: type, base64, and a remark that is ignored. No options: an option could widen what the key may do. */
export const PublicKey = z
  .string()
  .max(8192)
  .regex(
    /^(?:ssh-(?:ed25519|rsa)|ecdsa-sha2-nistp(?:256|384|521)|sk-(?:ssh-ed25519|ecdsa-sha2-nistp256)@openssh\.com) [A-Za-z0-9+/]+={0,2}(?: [^\r\n]*)?$/,
  )
  .meta({ description: 'A public SSH key: "ssh-ed25519 AAAA… remark".' })

export const Person = z.strictObject({
  id: Id,
  name: Text.optional(),
  emails: z.array(Text).optional(),
  roles: z.array(Id).optional(),
  kind: z.enum(['human', 'bot']).optional().meta({ description: 'Default human; a bot never approves.' }),
  external: z.boolean().optional(),
  keys: z
    .array(PublicKey)
    .min(1)
    .optional()
    .meta({ description: 'Public SSH keys, as in an .pub file. All keys of a person are one person.' }),
  accounts: z
    .array(z.string().regex(/^[a-z][a-z0-9-]*:[^\s:]+$/))
    .min(1)
    .optional()
    .meta({ description: 'Accounts at a forge: "github:octocat", "gitlab:octocat".' }),
  active: z
    .strictObject({ from: DateOnly.optional(), to: DateOnly.optional() })
    .optional()
    .meta({ description: 'When the person may decide, both days included. It is compared with when a decision landed.' }),
})
export type Person = z.infer<typeof Person>

/** What a checklist must carry before it can be archived. */
export const ArchiveRules = z.strictObject({
  name: z
    .string()
    .regex(/^[^/\\]*\{name\}[^/\\]*\.md$/)
    .optional()
    .meta({ description: 'Pattern of the archived name with {date}, {phase}, {name}; default "{name}.md".' }),
  pointer: z.boolean().optional().meta({ description: 'Leave a pointer in the inbox.' }),
  require: z
    .array(z.enum(['phase', 'dashboards', 'approvals']))
    .optional()
    .meta({ description: 'Front matter that must have a value.' }),
})

/** How the phases of a program are closed. */
export const ReviewSettings = z.strictObject({
  forum: Text.optional().meta({ description: 'The meeting that closes phases, e.g. steering review.' }),
  planUpdated: z
    .union([z.literal(true), z.array(PathPattern).min(1)])
    .optional()
    .meta({
      description:
        'After each such meeting the plan (true: the specification), or one of these files, must have changed before the next review.',
    }),
  minutes: z.boolean().optional().meta({ description: 'A review needs the minutes of its meeting.' }),
  superseded: RepoPath.optional().meta({ description: 'Where superseded evidence goes, with timestamps; default: <evidence>/_archive.' }),
  seed: z.boolean().optional().meta({ description: 'false: no checklists for the phases that can begin.' }),
})
export type ReviewSettings = z.infer<typeof ReviewSettings>

/** The way back. */
export const SnapshotSettings = z.strictObject({
  gates: z.array(Text).min(1).optional().meta({ description: 'Pipeline gates at which a snapshot is due: Backlog, Plan, Test …' }),
  before: z
    .array(z.enum(['review', 'accept', 'restore']))
    .min(1)
    .optional()
    .meta({ description: 'What takes a snapshot first, by itself.' }),
  paths: z
    .array(PathPattern)
    .min(1)
    .optional()
    .meta({ description: 'What belongs to a snapshot; default: everything that git does not ignore.' }),
  rpo: IsoDuration.optional().meta({ description: 'The most work, as time, that may be lost.' }),
  rto: IsoDuration.optional().meta({ description: 'The longest that the way back may take.' }),
})
export type SnapshotSettings = z.infer<typeof SnapshotSettings>

/** The shapes of plans that an import knows. */
export const Genre = z.enum(['phased-program', 'milestone-plan', 'plan-template', 'task-list', 'work-breakdown'])
export type Genre = z.infer<typeof Genre>

export const ProgramFile = z
  .strictObject({
    format: Format,
    id: Id,
    name: Text,
    summary: Text.optional(),
    genre: Genre.optional().meta({ description: 'The shape that the plan had, and that export markdown gives back.' }),
    template: z.boolean().optional().meta({ description: 'The plan is a template: its placeholders are meant to be filled.' }),
    imports: z
      .array(z.strictObject({ file: Text, sha256: Sha256.optional(), lines: z.int().min(0).optional() }))
      .optional()
      .meta({ description: 'The documents that the program was imported from; an import of one of them again is a new revision.' }),
    objectives: z.array(Text).optional(),
    scope: z.array(Text).optional(),
    assumptions: z.array(z.union([Text, Assumption])).optional(),
    constraints: z.array(Text).optional(),
    conventions: z
      .array(Text)
      .optional()
      .meta({ description: 'Rules of the plan in its own words; rules: holds those that the tool enforces.' }),
    attributes: Attributes.optional(),
    source: Source.optional(),
    start: DateOnly.optional(),
    calendar: z
      .strictObject({
        workingDays: z
          .array(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']))
          .min(1)
          .optional(),
        holidays: z
          .array(
            z.union([
              DateOnly,
              z
                .strictObject({ from: DateOnly, to: DateOnly, name: Text.optional() })
                .refine(({ from, to }) => from <= to, 'ends before it begins: from is after to'),
            ]),
          )
          .optional()
          .meta({ description: 'Days on which nobody works; from and to are both included.' }),
        hours: z.number().positive().max(24).optional().meta({ description: 'Working hours of a day; default 8.' }),
      })
      .optional(),
    weeks: z
      .enum(['half-open', 'inclusive'])
      .optional()
      .meta({ description: 'What "0-2" means: up to the start of week 2 (half-open), or to its end (inclusive).' }),
    states: z
      .strictObject({ milestone: z.array(Text).min(2).optional(), task: z.array(Text).min(2).optional() })
      .optional()
      .meta({
        description:
          'State words in order, when they differ from planned, in-progress, under-review, accepted (milestones) and open, in-progress, done (tasks). The last one means: finished.',
      }),
    roles: z.array(Role).optional(),
    people: z.array(Person).optional(),
    sources: z
      .record(Text, z.union([RepoPath, z.strictObject({ title: Text.optional(), path: RepoPath.optional() })]))
      .optional()
      .meta({ description: 'Aliases of the documents that the plan cites, e.g. SR.' }),
    settings: z
      .record(Text, z.union([z.string(), z.number(), z.boolean()]))
      .optional()
      .meta({ description: 'Values that criteria may ask for with when.setting.' }),
    evidence: RepoPath.optional().meta({ description: 'Where evidence is kept; default docs/evidence.' }),
    archive: ArchiveRules.optional(),
    review: ReviewSettings.optional(),
    snapshots: SnapshotSettings.optional(),
    rules: z
      .strictObject({
        ownersBeforeStart: z.boolean().optional(),
        acceptanceBeforeAccepted: z.boolean().optional(),
        taskNeedsSource: z.boolean().optional(),
        taskNeedsRisk: z.boolean().optional(),
        taskNeedsRequirement: z.boolean().optional(),
      })
      .optional()
      .meta({ description: 'Rules of the plan. Both guards are on unless set to false.' }),
    trace: TraceSettings.optional(),
    schedule: ScheduleSettings.optional(),
    notes: Notes.optional(),
  })
  .meta({ id: 'program', description: 'The program: its name, calendar, roles, people and rules.' })
export type ProgramFile = z.infer<typeof ProgramFile>

export const WorkspaceFile = z
  .strictObject({
    format: Format,
    programs: z
      .array(z.strictObject({ id: Id, default: z.boolean().optional() }))
      .min(1)
      .optional()
      .meta({
        description:
          'Left out: one program, in specification/. The default program uses the folders as they are; the others insert <id>/ after each.',
      }),
    folders: z
      .strictObject({
        specification: RepoPath.optional(),
        inbox: RepoPath.optional(),
        outbox: RepoPath.optional(),
        evidence: RepoPath.optional(),
      })
      .optional(),
  })
  .meta({ id: 'workspace', description: 'refractor.yaml: the programs of this repository and where their folders are.' })
export type WorkspaceFile = z.infer<typeof WorkspaceFile>
