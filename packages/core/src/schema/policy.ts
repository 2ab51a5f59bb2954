import { z } from 'zod'
import { Trust } from './gate.ts'
import { Person } from './program.ts'
import { Format, Id, PathPattern, Text } from './scalars.ts'

const Roles = z.array(Id).min(1)
/** Ids with `*` and `?`: "P2", "P2.*", "*.entry". */
const IdPatterns = z.array(Text).min(1)

/** Who may do something: whoever holds one of the roles, or is one of the people. */
const authority = {
  roles: Roles.optional(),
  people: z.array(Id).min(1).optional(),
  min: z.int().min(1).optional().meta({ description: 'How many different persons; default 1.' }),
  trust: Trust.optional().meta({ description: 'How they have to prove who they are, beside what trust says of their role; default self.' }),
}
const named = (value: { roles?: unknown; people?: unknown }): boolean => value.roles !== undefined || value.people !== undefined
const mustName = 'names nobody: give roles or people'

export const Authority = z.strictObject(authority).refine(named, mustName)
export type Authority = z.infer<typeof Authority>

/** Gates that a change must meet before it is merged. Every condition that is given must hold; the gates are then required. */
export const MergeRule = z
  .strictObject({
    gates: z.array(Text).min(1).meta({
      description:
        'Gate ids. "{phase}" stands for each phase that the condition found (its exit gate; "{phase}.entry" its entry gate), "{milestone}" for each milestone.',
    }),
    paths: z
      .union([z.literal('phase'), z.array(PathPattern).min(1)])
      .optional()
      .meta({ description: 'The change touches one of these paths; "phase": a path that a phase lists under paths.' }),
    milestones: z.literal('named').optional().meta({ description: 'A commit of the change names a milestone or a phase.' }),
    branches: z.array(Text).min(1).optional().meta({ description: 'The branch that is merged into: "main", "release/*".' }),
  })
  .refine((rule) => rule.paths !== undefined || rule.milestones !== undefined || rule.branches !== undefined, 'has no condition')
export type MergeRule = z.infer<typeof MergeRule>

/** Who may approve, accept, waive, review and restore, and what a change must meet. Strict: a typo must not disable a rule. */
export const PolicyFile = z
  .strictObject({
    format: Format,
    version: z
      .int()
      .min(1)
      .meta({ description: 'Grows with every change of the judge (this file, gates, criteria, roles, people, rules).' }),
    repository: z
      .string()
      .regex(/^[a-z0-9.:/_~-]+$/)
      .optional()
      .meta({
        description:
          'What the repository is called in records, such as "github.com/owner/name"; default: its remote origin. Name it where people work in forks.',
      }),
    trust: z
      .record(Id, Trust)
      .optional()
      .meta({ description: 'How a decision in a role has to be proven: self (default), commit, signed. "*" is every other role.' }),
    people: z.array(Person).optional().meta({ description: 'The roster, beside people: of program.yaml.' }),
    allow: z
      .array(z.enum(['author', 'last-editor', 'requester']))
      .optional()
      .meta({ description: 'Who may approve their own work. Without it nobody may.' }),
    approve: z
      .array(
        z
          .strictObject({
            ...authority,
            gates: IdPatterns.optional(),
            stages: z
              .array(z.enum(['entry', 'exit', 'acceptance', 'checkpoint', 'quality', 'tier']))
              .min(1)
              .optional(),
          })
          .refine(named, mustName),
      )
      .optional()
      .meta({ description: 'Who may approve which gate; the first entry that fits decides. Checks may ask for more.' }),
    accept: z
      .array(z.strictObject({ ...authority, milestones: IdPatterns.optional() }).refine(named, mustName))
      .optional()
      .meta({ description: 'Who may accept which milestone; the first entry that fits decides.' }),
    review: z
      .array(z.strictObject({ ...authority, phases: IdPatterns.optional() }).refine(named, mustName))
      .optional()
      .meta({ description: 'Who may close which phase; the first entry that fits decides.' }),
    restore: Authority.optional().meta({
      description: 'Who may restore a snapshot; default: anybody.',
    }),
    waive: z
      .strictObject({
        ...authority,
        maxDays: z.int().min(1).max(366).optional().meta({ description: 'Longest time from approval to expiry; default 30.' }),
        warnDays: z.int().min(0).max(366).optional().meta({ description: 'Expiring soon; default 14.' }),
        maxRenewals: z.int().min(0).optional().meta({ description: 'Default 2.' }),
        breakGlass: z
          .strictObject({ ...authority, maxHours: z.int().min(1).max(72).optional().meta({ description: 'Default 72, and never more.' }) })
          .refine(named, mustName)
          .optional()
          .meta({ description: 'Who may waive alone, at once and for a short time, in an emergency.' }),
      })
      .refine(named, mustName)
      .optional()
      .meta({ description: 'Who may approve waivers. Without it any other person than the requester may, for 30 days at most.' }),
    clear: Authority.optional().meta({ description: 'Whose reviews of suspect links count; default: of anybody.' }),
    governance: z
      .strictObject({
        ...authority,
        paths: z
          .array(PathPattern)
          .min(1)
          .optional()
          .meta({ description: 'Files that count as part of the judge: workflows, the pinned tool.' }),
      })
      .refine(named, mustName)
      .optional()
      .meta({ description: 'Who must approve a change of the judge.' }),
    forums: z
      .array(z.strictObject({ id: Text, minutes: z.boolean().optional(), maxAgeDays: z.int().min(1).optional() }))
      .optional()
      .meta({ description: 'Meetings that decide, e.g. steering review. When given, no other forum counts.' }),
    aspects: z.array(Text).min(1).optional().meta({ description: 'What approvals may be about. When given, no other aspect counts.' }),
    forge: z
      .strictObject({ accept: z.array(z.enum(['github', 'gitlab'])).min(1), roles: Roles.optional() })
      .optional()
      .meta({
        description: 'Reviews at a forge count as approvals (gate check --reviews FILE) of people with these roles; default: any role.',
      }),
    merge: z
      .strictObject({
        require: z.array(MergeRule).optional(),
        none: z.enum(['allow', 'refuse']).optional().meta({ description: 'A change that no gate applies to; default refuse (exit 4).' }),
      })
      .optional()
      .meta({ description: 'Which gates a change must meet: gate check --changed BASE..HEAD.' }),
    commits: z
      .strictObject({
        require: z
          .enum(['every', 'one', 'none'])
          .optional()
          .meta({ description: 'Which commits of a change name a milestone or phase; default none: what is named must exist.' }),
        trailers: z
          .array(z.string().regex(/^[A-Za-z][A-Za-z0-9-]*$/))
          .min(1)
          .optional()
          .meta({ description: 'Trailers that name one; default Milestone, Phase.' }),
      })
      .optional()
      .meta({ description: 'What messages of commits must say: commit check.' }),
    secrets: z
      .strictObject({
        redact: z.boolean().optional().meta({ description: 'Replace secrets in recorded output instead of refusing it; default true.' }),
      })
      .optional(),
  })
  .meta({ id: 'policy', description: 'Who may approve, waive and review, and what a change must meet.' })
export type PolicyFile = z.infer<typeof PolicyFile>
