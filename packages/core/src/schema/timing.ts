import { z } from 'zod'
import { DateOnly, Id, Text } from './scalars.ts'

/** How the start or finish of one activity bounds another: finish-start, start-start, finish-finish, start-finish. */
export const LinkType = z.enum(['FS', 'SS', 'FF', 'SF'])
export type LinkType = z.infer<typeof LinkType>

/** What must be before, and by how much. A prerequisite is a link of type FS without lag. */
export const TimedLink = z.strictObject({
  on: Id.meta({ description: 'The task, milestone or phase that it depends on.' }),
  type: LinkType.optional().meta({ description: 'Default FS: it starts when the other one has finished.' }),
  lag: Text.optional().meta({ description: '"2 days", "1.5 weeks", "3 calendar days"; negative is a lead: "-2 working days".' }),
  note: Text.optional(),
})
export type TimedLink = z.infer<typeof TimedLink>

/** A three-point estimate, in the words of durations. */
export const Spread = z.strictObject({
  low: Text.meta({ description: 'As short as one time in ten: "3 days".' }),
  likely: Text.optional().meta({ description: 'Default: the duration.' }),
  high: Text.meta({ description: 'As long as one time in ten.' }),
})
export type Spread = z.infer<typeof Spread>

/** What came of it. The audit log says the same of states that were set by command; what stands here counts first. */
export const Actual = z.strictObject({
  start: DateOnly.optional(),
  finish: DateOnly.optional(),
  remaining: Text.optional().meta({ description: 'Work that is left: "1.5 days".' }),
})
export type Actual = z.infer<typeof Actual>

/** Fields of a task, a milestone or a phase that say when it happens. */
export const timing = {
  depends: z
    .array(TimedLink)
    .min(1)
    .optional()
    .meta({ description: 'Dependencies with a type or a lag, beside prerequisites and relations.' }),
  notBefore: DateOnly.optional().meta({ description: 'It cannot start before this day.' }),
  spread: Spread.optional().meta({ description: 'How short and how long it may become.' }),
  actual: Actual.optional(),
}

/** A delay that a risk brings when it happens. */
export const RiskDelay = z.strictObject({
  probability: z.number().min(0).max(1),
  low: Text,
  likely: Text.optional(),
  high: Text,
  affects: z.array(Id).min(1).meta({ description: 'Tasks, milestones or phases that become longer.' }),
})
export type RiskDelay = z.infer<typeof RiskDelay>

/** The rules of schedule health, after the fourteen points of the DCMA. */
export const HealthRule = z.enum([
  'missing-logic',
  'leads',
  'lags',
  'relation-types',
  'hard-constraints',
  'high-float',
  'negative-float',
  'high-duration',
  'invalid-dates',
  'unestimated',
  'overloaded-owners',
  'missed',
  'critical-path',
  'critical-path-length-index',
  'baseline-execution-index',
])
export type HealthRule = z.infer<typeof HealthRule>

/** Limits by rule: a share (0.05), a count of the rules that count, or an index (0.95). */
export const HealthLimits = z.partialRecord(HealthRule, z.number())
export type HealthLimits = z.infer<typeof HealthLimits>

/** How dates follow from the plan. */
export const ScheduleSettings = z.strictObject({
  milestones: z
    .enum(['sequence', 'parallel'])
    .optional()
    .meta({ description: 'Milestones of a phase that say nothing of each other: one after the other (default), or side by side.' }),
  lag: z
    .enum(['working', 'calendar'])
    .optional()
    .meta({ description: 'What a lag without a word for it counts: working time of the program (default) or days of the calendar.' }),
  capacity: z.number().positive().optional().meta({ description: 'How many activities an owner can do at once; default 1.' }),
  health: HealthLimits.optional().meta({ description: 'Limits that differ from the default ones.' }),
})
export type ScheduleSettings = z.infer<typeof ScheduleSettings>

const proposed = z.boolean().optional().meta({ description: 'A proposal of the tool; it never counts until the mark is removed.' })

export const ScheduleCheck = z
  .strictObject({
    kind: z.literal('schedule'),
    proposed,
    rules: z
      .union([z.literal('all'), z.array(HealthRule).min(1)])
      .optional()
      .meta({ description: 'Rules of schedule health that must hold, with the limits of program.yaml.' }),
    finish: z
      .strictObject({ of: Id.optional(), by: DateOnly })
      .optional()
      .meta({ description: 'The forecast of a phase, milestone or task (default: everything) is not later than this day.' }),
  })
  .refine((c) => c.rules !== undefined || c.finish !== undefined, 'asks for nothing: give rules or finish')
  .meta({ description: 'The schedule is sound, or its forecast ends in time.' })
