/**
 * What a label, heading or column stands for. One table of words (words/<language>.ts) says which words mean which; a user can extend it.
 */
export type Field =
  | 'goals'
  | 'scope'
  | 'summary'
  | 'deliverables'
  | 'dependencies'
  | 'exit'
  | 'entry'
  | 'acceptance'
  | 'quality'
  | 'checkpoint'
  | 'tasks'
  | 'inputs'
  | 'outputs'
  | 'accountable'
  | 'supporting'
  | 'owner'
  | 'roles'
  | 'people'
  | 'duration'
  | 'window'
  | 'due'
  | 'status'
  | 'priority'
  | 'risks'
  | 'risk-map'
  | 'impact'
  | 'likelihood'
  | 'severity'
  | 'mitigation'
  | 'contingency'
  | 'trigger'
  | 'category'
  | 'assumptions'
  | 'constraints'
  | 'objectives'
  | 'conventions'
  | 'requirements'
  | 'validates'
  | 'properties'
  | 'components'
  | 'sources'
  | 'questions'
  | 'decisions'
  | 'actions'
  | 'metrics'
  | 'alerts'
  | 'playbook'
  | 'manifest'
  | 'tiers'
  | 'commands'
  | 'expected'
  | 'metadata'
  | 'states'
  | 'evidence'
  | 'archive'
  | 'notes'
  | 'id'
  | 'title'
  | 'detail'
  | 'phase'
  | 'milestone'
  | 'estimate'

/** The state that a word or mark means; undefined when it is none. */
export type StateWord = 'open' | 'in-progress' | 'done' | 'blocked' | 'skipped' | 'under-review' | 'accepted' | 'planned'

/** What a heading such as "Phase 2: Build" opens. */
export type ContainerKind = 'phase' | 'milestone' | 'task' | 'span' | 'group'

/** The words of one language, or those that a user adds. Letter case, marks of emphasis and emoji at the ends do not matter. */
export interface WordTable {
  /** Labels and headings: `{ goals: ['goals', 'objectives'] }`. */
  readonly fields?: Readonly<Partial<Record<Field, readonly string[]>>>
  /** Headers of columns, where they mean something else than the same word as a label. */
  readonly columns?: Readonly<Partial<Record<Field, readonly string[]>>>
  /** Words before a number in a heading: phases; milestones; tasks; spans of time inside a phase (week, month); groups of work (sprint, epic). */
  readonly containers?: Readonly<Partial<Record<ContainerKind, readonly string[]>>>
  readonly states?: Readonly<Partial<Record<StateWord, readonly string[]>>>
}

export interface Words {
  /** The meaning of a label ("**Goals:**") or of a heading that is one ("## Deliverables"). */
  field(label: string): Field | undefined
  /** The meaning of a column of a table; wider than labels, for "Task" may be the title or the id. */
  column(header: string): Field | undefined
  /** The state that a status text says: "✅ Complete", "TODO", "進行中". */
  state(text: string): StateWord | undefined
  /** What a word before a number opens: "Phase" a phase, "Sprint" a group. */
  container(word: string): ContainerKind | undefined
  /** The words of containers, longest first, in lower case. */
  readonly containerWords: readonly string[]
}
