import { z } from 'zod'
import { Attributes, DateOnly, Format, Id, Notes, PathPattern, Source, Text } from './scalars.ts'
import { RiskDelay, timing } from './timing.ts'

/** A state is a word of the program; an import keeps the raw mark of the box beside it. */
export const State = z
  .union([Text, z.strictObject({ value: Text, mark: z.string() })])
  .meta({ description: 'planned, in-progress, … ; or {value, mark} where the plan had a box.' })
export type State = z.infer<typeof State>

/** `P3`, `1.2`, `1.1-1.4` (never expanded), `all`, or free text as the plan has it. */
const References = z.array(Text).min(1)

export const Deliverable = z
  .strictObject({
    id: Id,
    title: Text,
    sourceRefs: References.optional(),
    path: PathPattern.optional().meta({ description: 'Where it will be; a trailing slash names a directory.' }),
    state: State.optional().meta({ description: 'What the plan said of it; decides nothing.' }),
    source: Source.optional(),
    notes: Notes.optional(),
  })
  .meta({ id: 'deliverable', description: 'Something that a milestone or phase must hand over.' })

const taskShape = {
  id: Id,
  title: Text,
  detail: z.union([Text, z.array(Text)]).optional(),
  source: Source.optional(),
  state: State.optional().meta({ description: 'open (default), in-progress, done; YAML owns it, a box with this id mirrors it.' }),
  optional: z.boolean().optional().meta({ description: 'Never blocks.' }),
  checkpoint: z.boolean().optional(),
  owner: Text.optional(),
  role: Text.optional(),
  inputs: z.array(Text).optional(),
  outputs: z.array(Text).optional(),
  prerequisites: z.array(Id).optional().meta({ description: 'Tasks that must be done before.' }),
  priority: Text.optional(),
  estimate: Text.optional().meta({ description: 'How long it takes, as the plan writes it: "3 working days".' }),
  ...timing,
  parallel: z.boolean().optional().meta({ description: 'The plan marks it as one that can be done beside others.' }),
  acceptance: z.array(Text).optional().meta({ description: 'When it counts as done, in the words of the plan.' }),
  commands: z.array(Text).optional(),
  due: Text.optional().meta({ description: 'Dates as the plan writes them.' }),
  attributes: Attributes.optional(),
  requirements: References.optional(),
  validates: References.optional(),
  properties: z.array(Id).optional(),
  components: z.array(Id).optional().meta({ description: 'Components that this task builds.' }),
  risks: z.array(Id).optional().meta({ description: 'Risks that this task mitigates.' }),
  sourceRefs: References.optional().meta({ description: 'References into named documents: "SR §3 B-003", "AP L14-L17".' }),
  notes: Notes.optional(),
}
export type Task = z.infer<z.ZodObject<typeof taskShape>> & { children?: Task[] | undefined }
export const Task: z.ZodType<Task> = z
  .lazy(() => z.strictObject({ ...taskShape, children: z.array(Task).optional() }))
  .meta({ id: 'task', description: 'A piece of work.' }) as z.ZodType<Task>

/** A task written here, or the id of a task of tasks.yaml. */
export const TaskOrId = z.union([Id, Task])

export const TasksFile = z
  .strictObject({ format: Format, tasks: z.array(Task) })
  .meta({ id: 'tasks', description: 'Tasks of the whole program; phases refer to them by id.' })

export const Risk = z
  .strictObject({
    id: Id,
    title: Text,
    source: Source.optional(),
    impact: Text.optional(),
    likelihood: Text.optional(),
    severity: Text.optional(),
    owner: Text.optional(),
    trigger: Text.optional(),
    mitigation: Text.optional(),
    contingency: Text.optional(),
    category: Text.optional(),
    status: Text.optional(),
    attributes: Attributes.optional(),
    tasks: z.array(Id).optional().meta({ description: 'Tasks that mitigate it.' }),
    review: DateOnly.optional().meta({ description: 'When it is to be looked at again.' }),
    delay: RiskDelay.optional().meta({ description: 'The delay that it brings when it happens.' }),
    sourceRefs: References.optional(),
    notes: Notes.optional(),
  })
  .meta({ id: 'risk', description: 'What may go wrong, and the tasks against it.' })
export const RisksFile = z.strictObject({ format: Format, risks: z.array(Risk) }).meta({ id: 'risks', description: 'The risk register.' })

export const Requirement = z
  .strictObject({
    id: Id,
    title: Text,
    text: Text.optional(),
    source: Source.optional(),
    parent: Id.optional().meta({ description: 'The requirement that this one refines.' }),
    sourceRefs: References.optional(),
    attributes: Attributes.optional(),
    notes: Notes.optional(),
  })
  .meta({ id: 'requirement', description: 'What must be true of the result.' })
export const Property = z
  .strictObject({
    id: Id,
    title: Text,
    text: Text.optional(),
    source: Source.optional(),
    validates: References.optional(),
    iterations: z.int().min(1).optional(),
    sourceRefs: References.optional(),
    attributes: Attributes.optional(),
    notes: Notes.optional(),
  })
  .meta({ id: 'property', description: 'A property that tests check, and the requirements that it validates.' })
export const RequirementsFile = z
  .strictObject({ format: Format, requirements: z.array(Requirement).optional(), properties: z.array(Property).optional() })
  .meta({ id: 'requirements', description: 'Requirements and their properties.' })

export const Component = z
  .strictObject({
    id: Id,
    title: Text.optional(),
    type: Text.optional().meta({ description: 'equation, module, …' }),
    path: PathPattern.optional(),
    level: z.int().min(0).optional().meta({ description: 'The level that the plan gives it; 0 depends on nothing.' }),
    dependsOn: z.array(Id).optional(),
    sourceRefs: References.optional(),
    attributes: Attributes.optional(),
    source: Source.optional(),
    notes: Notes.optional(),
  })
  .meta({ id: 'component', description: 'An equation, a module: something with dependencies.' })
export const ComponentsFile = z
  .strictObject({ format: Format, components: z.array(Component) })
  .meta({ id: 'components', description: 'The component graph.' })

export const Playbook = z
  .strictObject({
    id: Id,
    title: Text,
    source: Source.optional(),
    triggers: z.array(Text).optional(),
    decisions: z.array(Text).optional(),
    steps: z.array(Text).optional(),
    checkpoints: z.array(Text).optional(),
    suggest: z
      .strictObject({
        gates: z.array(Text).min(1).optional().meta({ description: 'Gates, ids with * and ?; default: every gate.' }),
        kinds: z.array(Text).min(1).optional().meta({ description: 'Kinds of the check that is not met.' }),
        reasons: z.array(Text).min(1).optional().meta({ description: 'Reasons of the criterion: failed, stale, tampered …' }),
      })
      .optional()
      .meta({ description: 'When a gate that is not met names this playbook. {} is: whenever one is not met.' }),
    attributes: Attributes.optional(),
    notes: Notes.optional(),
  })
  .meta({ id: 'playbook', description: 'What to do when something goes wrong.' })
export const PlaybooksFile = z
  .strictObject({ format: Format, playbooks: z.array(Playbook) })
  .meta({ id: 'playbooks', description: 'Playbooks with triggers and steps.' })

export const Assumption = z
  .strictObject({ id: Id.optional(), title: Text, state: Text.optional(), source: Source.optional(), notes: Notes.optional() })
  .meta({ id: 'assumption', description: 'Something that the plan takes for granted.' })

export const MetricRecord = z.strictObject({
  id: Id,
  title: Text,
  unit: Text.optional(),
  source: Source.optional(),
  notes: Notes.optional(),
})
export const Alert = z.strictObject({
  id: Id,
  title: Text,
  metric: Id.optional(),
  condition: Text.optional(),
  source: Source.optional(),
  notes: Notes.optional(),
})
export const ObservabilityFile = z
  .strictObject({ format: Format, metrics: z.array(MetricRecord).optional(), alerts: z.array(Alert).optional() })
  .meta({ id: 'observability', description: 'Metrics and alerts that the plan asks for.' })

export const Question = z.strictObject({
  id: Id,
  title: Text,
  state: Text.optional(),
  owner: Text.optional(),
  due: DateOnly.optional(),
  phase: Id.optional(),
  answer: Text.optional(),
  attributes: Attributes.optional(),
  source: Source.optional(),
  notes: Notes.optional(),
})
export const Decision = z.strictObject({
  id: Id,
  title: Text,
  state: Text.optional(),
  owner: Text.optional(),
  date: DateOnly.optional(),
  forum: Text.optional(),
  phase: Id.optional(),
  attributes: Attributes.optional(),
  source: Source.optional(),
  notes: Notes.optional(),
})
/** Something that a meeting asked somebody to do. */
export const ActionItem = z.strictObject({
  id: Id,
  title: Text,
  state: Text.optional().meta({ description: 'open (default) or done.' }),
  owner: Text.optional(),
  due: DateOnly.optional(),
  phase: Id.optional(),
  meeting: Text.optional().meta({ description: 'The path of the minutes that ask for it.' }),
  attributes: Attributes.optional(),
  source: Source.optional(),
  notes: Notes.optional(),
})
export const DecisionsFile = z
  .strictObject({
    format: Format,
    questions: z.array(Question).optional(),
    decisions: z.array(Decision).optional(),
    actions: z.array(ActionItem).optional(),
  })
  .meta({ id: 'decisions', description: 'Open questions, decisions and action items.' })

export type Deliverable = z.infer<typeof Deliverable>
export type Risk = z.infer<typeof Risk>
export type Requirement = z.infer<typeof Requirement>
export type Property = z.infer<typeof Property>
export type Component = z.infer<typeof Component>
export type Playbook = z.infer<typeof Playbook>
export type Question = z.infer<typeof Question>
export type Decision = z.infer<typeof Decision>
export type ActionItem = z.infer<typeof ActionItem>
export type Assumption = z.infer<typeof Assumption>
export type MetricRecord = z.infer<typeof MetricRecord>
export type Alert = z.infer<typeof Alert>
