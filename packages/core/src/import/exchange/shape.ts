import { recordLists } from '../record-lists.ts'

// What records look like in the open formats, in both directions: the export writes by this table, and the import reads by it.

/** Every kind of record that is exchanged; `program` holds what belongs to no other. */
export const exchangedTypes = [
  'program',
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
  'metric',
  'alert',
] as const
export type ExchangedType = (typeof exchangedTypes)[number]

/** Links between records, from what depends to what it depends on. */
export const exchangedLinks = [
  'satisfies',
  'validates',
  'tests',
  'mitigates',
  'needs',
  'refines',
  'uses',
  'builds',
  'verifies',
  'part_of',
] as const
export type ExchangedLink = (typeof exchangedLinks)[number]

/** A field whose texts name records of one type: each becomes a link where such a record is declared, and stays a text elsewhere. */
export interface ReferenceField {
  readonly link: ExchangedLink
  /** Undefined: a record of any type. */
  readonly to: ExchangedType | undefined
  /** One text, not a list. */
  readonly single?: true
  /** The record that is named points here: a risk names the tasks that mitigate it. */
  readonly turned?: true
  /** Ranges and `all` stand for several records, and stay in the field as well. */
  readonly ranges?: true
}

export interface ExchangedShape {
  /** The field that is the title; records without it are called by their id where it is not `required`. */
  readonly title: string
  readonly isTitled: boolean
  /** The field that is the text of the record. */
  readonly content?: string
  /** The field that is its status. */
  readonly status?: 'state' | 'status'
  /** Fields that hold records, by the type of these. */
  readonly lists: Readonly<Record<string, ExchangedType>>
  readonly references: Readonly<Record<string, ReferenceField>>
  /** Fields whose names mean something else in the format, and what they are called there. */
  readonly renamed?: Readonly<Record<string, string>>
}

const toRequirement = (link: ExchangedLink): ReferenceField => ({ link, to: 'requirement', ranges: true })
const to = (link: ExchangedLink, type: ExchangedType): ReferenceField => ({ link, to: type })

export const shapes: Readonly<Record<ExchangedType, ExchangedShape>> = {
  program: {
    title: 'name',
    isTitled: true,
    content: 'summary',
    lists: recordLists,
    references: {},
    renamed: { template: 'is_template' },
  },
  phase: {
    title: 'title',
    isTitled: true,
    content: 'summary',
    lists: { entry: 'gate', exit: 'gate', milestones: 'milestone', tasks: 'task', deliverables: 'deliverable', gates: 'gate' },
    references: { dependencies: to('needs', 'phase') },
    renamed: { status: 'status_text' },
  },
  milestone: {
    title: 'title',
    isTitled: true,
    content: 'summary',
    status: 'state',
    lists: { tasks: 'task', deliverables: 'deliverable', acceptance: 'criterion' },
    references: {},
    renamed: { status: 'status_text' },
  },
  task: {
    title: 'title',
    isTitled: true,
    content: 'detail',
    status: 'state',
    lists: { children: 'task' },
    references: {
      requirements: toRequirement('satisfies'),
      validates: toRequirement('validates'),
      properties: to('tests', 'property'),
      components: to('builds', 'component'),
      risks: to('mitigates', 'risk'),
      prerequisites: to('needs', 'task'),
    },
  },
  deliverable: { title: 'title', isTitled: true, status: 'state', lists: {}, references: {} },
  gate: { title: 'title', isTitled: false, content: 'summary', lists: { criteria: 'criterion' }, references: {} },
  criterion: { title: 'statement', isTitled: true, lists: {}, references: { traces: { link: 'verifies', to: undefined } } },
  risk: {
    title: 'title',
    isTitled: true,
    status: 'status',
    lists: {},
    references: { tasks: { link: 'mitigates', to: 'task', turned: true } },
  },
  requirement: {
    title: 'title',
    isTitled: true,
    content: 'text',
    lists: {},
    references: { parent: { link: 'refines', to: 'requirement', single: true } },
  },
  property: { title: 'title', isTitled: true, content: 'text', lists: {}, references: { validates: toRequirement('validates') } },
  component: {
    title: 'title',
    isTitled: false,
    lists: {},
    references: { dependsOn: to('uses', 'component') },
    renamed: { type: 'component_type' },
  },
  playbook: { title: 'title', isTitled: true, lists: {}, references: {} },
  question: { title: 'title', isTitled: true, content: 'answer', status: 'state', lists: {}, references: {} },
  decision: { title: 'title', isTitled: true, status: 'state', lists: {}, references: {} },
  action: { title: 'title', isTitled: true, status: 'state', lists: {}, references: {} },
  metric: { title: 'title', isTitled: true, lists: {}, references: {} },
  alert: { title: 'title', isTitled: true, lists: {}, references: {} },
}

/** A record in the open formats. Ids are those of the format: unique over all types. */
export interface ExchangedRecord {
  readonly type: ExchangedType
  readonly id: string
  /** The id in the program, which is `id` unless another type has that one. */
  readonly recordId: string
  readonly title: string
  readonly status: string | undefined
  readonly content: string
  /** Ids of the format, by link. */
  readonly links: Readonly<Partial<Record<ExchangedLink, readonly string[]>>>
  /** The other fields, as they are; fields that hold records list their ids. */
  readonly fields: Readonly<Record<string, unknown>>
}

/** Behind the name of a field of references: what of it names no record of the plan, as it is written. */
export const left = '_text'

/** A text of several parts, as one. */
export const joinedContent = (parts: readonly string[]): string => parts.join('\n\n')
