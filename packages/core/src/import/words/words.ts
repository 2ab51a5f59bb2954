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

export interface Words {
  /** The meaning of a label ("**Goals:**") or of a heading that is one ("## Deliverables"). */
  field(label: string): Field | undefined
  /** The meaning of a column of a table; wider than labels, for "Task" may be the title or the id. */
  column(header: string): Field | undefined
  /** The state that a status text says: "✅ Complete", "TODO", "進行中". */
  state(text: string): StateWord | undefined
}
