import type { Entry, Program } from './program-types.ts'

/** What an id can stand for, in the order in which candidates are shown, and where the program has the records. */
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
} as const satisfies Record<string, keyof Program>

export type RecordType = keyof typeof fieldOf

export const recordTypes = Object.keys(fieldOf) as readonly RecordType[]

type Records = Pick<Program, (typeof fieldOf)[RecordType]>

/** Every record of one type, in the order of the plan. */
export function recordsOf(records: Records, type: RecordType): ReadonlyMap<string, Entry<unknown>> {
  return records[fieldOf[type]]
}
