import { z } from 'zod'
import { Criterion, Gate, GateBody } from './gate.ts'
import { Deliverable, State, TaskOrId } from './plan-records.ts'
import { Attributes, Format, Id, Notes, PathPattern, Source, Text } from './scalars.ts'
import { timing } from './timing.ts'

/** Weeks of a phase: "0-2", "2", "28+" (open-ended). Half-open or inclusive is declared once, in program.yaml. */
export const Window = z
  .string()
  .regex(/^\d+(?:\.\d+)?(?:\s*[-–]\s*\d+(?:\.\d+)?|\s*\+)?$/)
  .meta({ description: 'Weeks: "0-2", "2", "28+".' })

/** How the time of a milestone relates to another ("overlaps last 2 days of P0.M1" is a lead; "parallel with" is start-to-start). */
export const Relation = z.strictObject({
  type: z.enum(['after', 'overlaps', 'parallel', 'aligned', 'before']),
  milestone: Id,
  amount: Text.optional(),
  text: Text.optional(),
})

export const Milestone = z
  .strictObject({
    id: Id,
    title: Text,
    source: Source.optional(),
    state: State.optional().meta({ description: 'planned (default), in-progress, under-review, accepted, or a state of the program.' }),
    accountable: z.array(Id).optional().meta({ description: 'Accountable roles (A).' }),
    supporting: z.array(Id).optional().meta({ description: 'Supporting roles (S).' }),
    owner: Text.optional(),
    summary: Text.optional(),
    status: Text.optional().meta({ description: 'What the plan said of its state, in its own words; decides nothing.' }),
    priority: Text.optional(),
    due: Text.optional().meta({ description: 'Dates as the plan writes them.' }),
    attributes: Attributes.optional(),
    inputs: z.array(Text).optional(),
    sourceRefs: z.array(Text).min(1).optional(),
    tasks: z.array(TaskOrId).optional(),
    deliverables: z.array(Deliverable).optional(),
    acceptance: z.array(Criterion).optional().meta({ description: 'The acceptance gate; its id is the id of the milestone.' }),
    duration: Text.optional().meta({ description: 'As the plan writes it: "4 working days", "1.5 weeks".' }),
    relations: z.array(Relation).optional(),
    ...timing,
    notes: Notes.optional(),
  })
  .meta({ id: 'milestone', description: 'A step of a phase that is accepted as a whole.' })
export type Milestone = z.infer<typeof Milestone>

export const Dependency = z.union([Id, z.strictObject({ phase: Id, note: Text.optional() })])

export const PhaseFile = z
  .strictObject({
    format: Format,
    id: Id,
    title: Text,
    source: Source.optional(),
    window: Window.optional(),
    duration: Text.optional().meta({ description: 'As the plan writes it: "2 days", "30 minutes".' }),
    due: Text.optional().meta({ description: 'Dates as the plan writes them.' }),
    ...timing,
    summary: Text.optional(),
    status: Text.optional().meta({
      description: 'What the plan said of its state, in its own words; decides nothing, for the state of a phase is derived.',
    }),
    owner: Text.optional(),
    inputs: z.array(Text).optional(),
    attributes: Attributes.optional(),
    parent: Id.optional().meta({ description: 'The phase that this one is a part of.' }),
    goals: z.array(Text).optional(),
    scope: z.array(Text).optional(),
    deliverables: z.array(Deliverable).optional(),
    dependencies: z.array(Dependency).optional(),
    paths: z.array(PathPattern).optional().meta({ description: 'Code that belongs to the phase.' }),
    milestones: z.array(Milestone).optional(),
    tasks: z.array(TaskOrId).optional(),
    entry: GateBody.optional().meta({ description: 'The entry gate; its id is <phase>.entry.' }),
    exit: GateBody.optional().meta({ description: 'The exit gate; its id is the id of the phase.' }),
    gates: z.array(Gate).optional().meta({ description: 'Checkpoints and quality gates of the phase.' }),
    commands: z.array(Text).optional(),
    notes: Notes.optional(),
  })
  .meta({ id: 'phase', description: 'One phase: goals, milestones, tasks, states, criteria, gates.' })
export type PhaseFile = z.infer<typeof PhaseFile>
