import { z } from 'zod'
import { Check } from './check.ts'
import { Attributes, Format, Id, IsoDuration, Notes, PathPattern, Source, Text } from './scalars.ts'

export const Level = z.enum(['required', 'recommended', 'stretch'])
export const Trust = z.enum(['self', 'commit', 'signed'])

/** A declared condition over the judge; where it does not hold the criterion is not applicable. */
export const When = z
  .strictObject({
    milestone: Id.optional(),
    phase: Id.optional(),
    program: Id.optional(),
    setting: z.strictObject({ key: Text, equals: z.union([z.string(), z.number(), z.boolean()]) }).optional(),
  })
  .refine((w) => Object.values(w).some((v) => v !== undefined), 'names no condition')
  .meta({ description: 'The criterion applies only where this holds: the record exists, or the setting of the program has this value.' })

export const Criterion = z
  .strictObject({
    id: Id,
    statement: Text.meta({ description: "The condition in the plan's own words." }),
    source: Source.optional(),
    level: Level.optional().meta({ description: 'required (default), recommended or stretch.' }),
    waivable: z.boolean().optional(),
    maxAge: IsoDuration.optional().meta({ description: 'Older evidence is stale.' }),
    environments: z.array(Text).min(1).optional().meta({ description: 'A passing record is needed from each of these environments.' }),
    repeat: z
      .strictObject({
        consecutive: z.int().min(1),
        identical: z.literal(true).optional().meta({
          description: 'They must have made the same: artifacts, or where there are none the output, equal byte by byte.',
        }),
      })
      .optional()
      .meta({ description: 'So many passing records in a row.' }),
    after: z.array(Id).min(1).optional().meta({ description: 'Criteria that must be met first.' }),
    when: When.optional(),
    trust: Trust.optional(),
    continuous: z.boolean().optional().meta({ description: 'Stays live after the phase is closed.' }),
    inputs: z.array(PathPattern).min(1).optional().meta({
      description: 'What the evidence depends on; default: every file that git knows but the specification, evidence, inbox and outbox.',
    }),
    hint: Text.optional(),
    mark: z.string().optional().meta({ description: 'The mark of its box in the plan; it decides nothing.' }),
    commands: z.array(Text).min(1).optional().meta({ description: 'Commands that the plan gives for it; only a check decides.' }),
    expected: Text.optional().meta({ description: 'What the plan expects of the commands.' }),
    attributes: Attributes.optional(),
    traces: z.array(Id).min(1).optional().meta({
      description:
        'Records that it verifies: tasks, requirements, deliverables … Evidence for it is suspect once they mean something else.',
    }),
    check: Check.optional().meta({ description: 'How the criterion is decided. Without a check it is undefined and never met.' }),
    notes: Notes.optional(),
  })
  .meta({ id: 'criterion', description: 'One condition of a gate.' })
export type Criterion = z.infer<typeof Criterion>

/** Entry and exit gates take their ids from their place; every other gate names its own. */
export const GateBody = z.strictObject({
  title: Text.optional(),
  source: Source.optional(),
  criteria: z.array(Criterion),
  summary: Text.optional(),
  attributes: Attributes.optional(),
  notes: Notes.optional(),
})
export type GateBody = z.infer<typeof GateBody>

export const Gate = GateBody.extend({
  id: Id,
  stage: z.enum(['entry', 'exit', 'acceptance', 'checkpoint', 'quality', 'tier']).optional().meta({ description: 'Default checkpoint.' }),
  covers: z
    .array(Id)
    .min(1)
    .optional()
    .meta({ description: 'Tasks that it stands over: what they rest on, and what is below them, counts for it.' }),
  includes: z.array(Id).min(1).optional().meta({ description: 'Gates whose criteria count here too ("all above criteria").' }),
}).meta({ id: 'gate', description: 'An ordered list of criteria with one verdict.' })
export type Gate = z.infer<typeof Gate>

export const GatesFile = z
  .strictObject({ format: Format, gates: z.array(Gate) })
  .meta({ id: 'gates', description: 'Gates that belong to no phase: quality gates, tiers, checkpoints.' })
