import { z } from 'zod'
import { GitOid, Id, PathPattern, Sha256, Text, Timestamp } from './scalars.ts'

/** What a trace link can join: records of the program, and what lies outside of it and speaks of them. */
export const TraceType = z.enum([
  'phase',
  'milestone',
  'task',
  'deliverable',
  'gate',
  'criterion',
  'risk',
  'requirement',
  'property',
  'component',
  'playbook',
  'question',
  'decision',
  'action',
  'role',
  'person',
  'source',
  'file',
  'test',
  'box',
  'commit',
  'evidence',
  'approval',
])
export type TraceType = z.infer<typeof TraceType>

/** What a link says. It points from what depends to what it depends on. */
export const Relation = z.enum([
  'satisfies',
  'validates',
  'tests',
  'mitigates',
  'needs',
  'refines',
  'uses',
  'builds',
  'implements',
  'cites',
  'verifies',
  'proves',
  'approves',
  'names',
  'mirrors',
  'part-of',
])
export type Relation = z.infer<typeof Relation>

const FieldValue = z.union([z.string(), z.number(), z.boolean(), z.array(z.union([z.string(), z.number(), z.boolean()])).min(1)])

const Demand = z.strictObject({
  type: TraceType.optional(),
  relation: Relation.optional(),
  min: z.int().min(0).optional().meta({ description: 'Default 1.' }),
  max: z.int().min(0).optional().meta({ description: 'More than that many is reported as over-covered.' }),
})

const ruleShape = {
  every: TraceType.meta({ description: 'Each record of this type …' }),
  where: z.record(z.string(), FieldValue).optional().meta({
    description: '… whose fields have these values (the fields of a query: id, phase, milestone, state, optional, priority, …) …',
  }),
  has: z.union([TraceType, z.array(TraceType).min(1), Demand, z.array(Demand).min(1)]).meta({
    description: '… is linked with at least one record of this type, or of each of these types, whichever of the two names the other.',
  }),
  deep: z.boolean().optional().meta({
    description: 'What covers it must be covered itself: a requirement by a task whose own rules hold, to the end of the chain.',
  }),
}

/** A coverage rule of the program: "every risk has a task". */
export const TraceRule = z
  .strictObject({
    id: Id.optional().meta({ description: 'What a criterion of kind trace calls it; default: its place in the list, from 1.' }),
    ...ruleShape,
    severity: z.enum(['error', 'warning', 'info']).optional().meta({ description: 'Default error.' }),
  })
  .meta({ description: 'A coverage rule: every record of a type has a link to or from records of others.' })
export type TraceRule = z.infer<typeof TraceRule>

/** Where the code and the tests say what they are about. */
export const TraceTags = z
  .strictObject({
    paths: z.array(PathPattern).min(1),
    word: z
      .string()
      .regex(/^[^\s:]{1,40}$/u)
      .optional()
      .meta({ description: 'The word before the ids, in a comment of any language: "// refractor: T-014, T-015". Default refractor.' }),
    as: z
      .enum(['file', 'test'])
      .optional()
      .meta({ description: 'What a file with a tag is; default: test where its path says so, else file.' }),
  })
  .meta({ description: 'Files in which tags are looked for.' })
export type TraceTags = z.infer<typeof TraceTags>

/** program.yaml, `trace`. */
export const TraceSettings = z
  .strictObject({
    rules: z.array(TraceRule).optional(),
    tags: z.array(TraceTags).optional(),
    commits: z
      .boolean()
      .optional()
      .meta({ description: 'Read which records the messages of commits name; default true for trace, and never for a gate.' }),
    fingerprint: z
      .partialRecord(TraceType, z.strictObject({ include: z.array(Text).min(1).optional(), exclude: z.array(Text).min(1).optional() }))
      .optional()
      .meta({ description: 'Fields that belong to the meaning of a record beside the usual ones, or do not.' }),
    suspect: z.enum(['error', 'warning', 'off']).optional().meta({
      description:
        'What a suspect link is; default error: it also leaves the gates above it unmet. warning and off only tell, or say nothing.',
    }),
    unreviewed: z
      .enum(['error', 'warning', 'off'])
      .optional()
      .meta({ description: 'What a link is that nobody has reviewed; default off: it is counted.' }),
  })
  .meta({ description: 'Traceability: coverage rules, tags, fingerprints.' })
export type TraceSettings = z.infer<typeof TraceSettings>

/** "sha256:v1:<hex>": the hash, the version of the recipe (which fields, how normalised), the digest. */
export const Fingerprint = z.string().regex(/^sha256:v[1-9][0-9]*:[0-9a-f]{64}$/)

/** What a record pointed to when it was made, and what that meant then. */
export const Remembered = z.looseObject({
  type: TraceType,
  id: Text,
  fingerprint: Fingerprint,
})
export type Remembered = z.infer<typeof Remembered>

/**
 * `.refractor/links/<time>-<digest>.json`: somebody looked at these links while their targets meant what the fingerprints say, and found
 * them right. Records only add up: a link is reviewed when one of them remembers what its target means now, and suspect when some
 * remember it and none does so as it is now.
 */
export const LinkReview = z
  .looseObject({
    format: z.int().min(1),
    kind: z.literal('link-review'),
    program: Id,
    repository: Text.optional(),
    id: Text.optional().meta({ description: 'The record whose links were reviewed; absent: every link.' }),
    reason: z.string().min(1).max(4000),
    by: Text,
    at: Timestamp,
    commit: GitOid.optional(),
    trust: z.enum(['self', 'commit', 'signed']),
    targets: z
      .array(
        z.looseObject({
          type: TraceType,
          id: Text,
          fingerprint: Fingerprint,
          fields: z
            .record(z.string(), z.string().regex(/^[0-9a-f]{8}$/))
            .optional()
            .meta({ description: 'Digests of its fields, so that a later look can say which of them changed.' }),
          /** For a range of lines of a document: a digest of each line, so that moved text is found again. */
          lines: z
            .looseObject({ from: z.int().min(1), to: z.int().min(1), digests: z.array(z.string().regex(/^[0-9a-f]{16}$/)) })
            .optional(),
          from: z
            .array(z.string().regex(/^[a-z-]+ [a-z]+:[\s\S]+$/u))
            .min(1)
            .meta({ description: 'Who points to it: "satisfies task:T-014".' }),
        }),
      )
      .min(1),
    revokes: z.array(Sha256).optional(),
  })
  .meta({ id: 'link-review', description: 'A review of trace links.' })
export type LinkReview = z.infer<typeof LinkReview>

/** A set of keys for a check of kind coverage. Exactly one of the ways to name them. */
export const CoverageSet: z.ZodType<CoverageSet> = z
  .lazy(() =>
    z.union([
      z.strictObject({ list: z.array(Text).min(1) }),
      z.strictObject({ glob: PathPattern, key: z.enum(['path', 'name', 'stem', 'folder']).optional() }),
      z.strictObject({ csv: PathPattern, column: Text }),
      z.strictObject({
        records: Text.meta({ description: 'A source of a query: tasks, risks, requirements, …' }),
        where: z.record(z.string(), FieldValue).optional(),
        field: Text.optional().meta({ description: 'Default id.' }),
      }),
      z.strictObject({
        cross: z.array(CoverageSet).min(2).max(4),
        join: z.string().max(8).optional().meta({ description: 'Default "/".' }),
      }),
    ]),
  )
  .meta({
    description: 'A set of keys: a list, files, a column of a CSV file or Markdown table, records of the program, or a cross product.',
  }) as z.ZodType<CoverageSet>
type FieldValues = string | number | boolean | (string | number | boolean)[]
export type CoverageSet =
  | { list: string[] }
  | { glob: string; key?: 'path' | 'name' | 'stem' | 'folder' | undefined }
  | { csv: string; column: string }
  | { records: string; where?: Record<string, FieldValues> | undefined; field?: string | undefined }
  | { cross: CoverageSet[]; join?: string | undefined }

const proposed = z.boolean().optional().meta({ description: 'A proposal of the tool; it never counts until the mark is removed.' })

export const TraceCheck = z
  .strictObject({
    kind: z.literal('trace'),
    proposed,
    about: Text.optional().meta({ description: 'Of a proposal: what the statement names, in its own words. It decides nothing.' }),
    rule: Id.optional().meta({ description: 'A rule of program.yaml, by its id.' }),
    every: TraceType.optional(),
    where: ruleShape.where,
    has: ruleShape.has.optional(),
    deep: ruleShape.deep,
    rules: z.literal('all').optional().meta({ description: 'Every rule of program.yaml of severity error.' }),
    none: z
      .array(z.enum(['suspect', 'dangling', 'unreviewed', 'orphan']))
      .min(1)
      .optional()
      .meta({ description: 'No link of the program is this.' }),
  })
  .refine(
    (c) => [c.rule, c.every, c.rules, c.none].filter((x) => x !== undefined).length <= 1,
    'asks for one thing: give only one of rule, every, rules and none',
  )
  .refine((c) => (c.every === undefined) === (c.has === undefined), 'every and has belong together')
  .refine((c) => c.every !== undefined || (c.where === undefined && c.deep === undefined), 'where and deep belong to every')
  .meta({ description: 'Records are linked as they must be. Without rule, every, rules or none it is undefined and never met.' })

export const CoverageCheck = z
  .strictObject({
    kind: z.literal('coverage'),
    proposed,
    about: Text.optional().meta({ description: 'Of a proposal: what the statement names, in its own words. It decides nothing.' }),
    each: CoverageSet.optional().meta({ description: 'What must be covered. Without each and in the check is undefined and never met.' }),
    in: CoverageSet.optional().meta({ description: 'What covers it.' }),
    match: z.enum(['equal', 'ignore-case', 'contains']).optional().meta({
      description: 'Default equal; contains: a key of `in` contains that of `each` as a whole word.',
    }),
    min: z.int().min(1).optional().meta({ description: 'How many of `in` each must have; default 1.' }),
    ratio: z.number().min(0).max(1).optional().meta({ description: 'The part of `each` that must be covered; default 1: all of it.' }),
  })
  .refine((c) => (c.each === undefined) === (c.in === undefined), 'each and in belong together')
  .meta({ description: 'For each of one set there is one of another.' })
