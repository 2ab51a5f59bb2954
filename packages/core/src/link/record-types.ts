import type { Entry, Program } from './program-types.ts'

/** What an id can stand for, in the order in which candidates are shown. */
export const recordTypes = [
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
] as const

export type RecordType = (typeof recordTypes)[number]

type Records = Pick<
  Program,
  | 'phases'
  | 'milestones'
  | 'tasks'
  | 'deliverables'
  | 'gates'
  | 'criteria'
  | 'risks'
  | 'requirements'
  | 'properties'
  | 'components'
  | 'playbooks'
  | 'questions'
  | 'decisions'
  | 'actions'
  | 'roles'
  | 'people'
>

const fieldOf = {
  phase: 'phases',
  milestone: 'milestones',
  task: 'tasks',
  deliverable: 'deliverables',
  gate: 'gates',
  criterion: 'criteria',
  risk: 'risks',
  requirement: 'requirements',
  property: 'properties',
  component: 'components',
  playbook: 'playbooks',
  question: 'questions',
  decision: 'decisions',
  action: 'actions',
  role: 'roles',
  person: 'people',
} as const satisfies Record<RecordType, keyof Records>

/** Every record of one type, in the order of the plan. */
export function recordsOf(records: Records, type: RecordType): ReadonlyMap<string, Entry<unknown>> {
  return records[fieldOf[type]]
}
