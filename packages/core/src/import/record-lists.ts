import type { ProgramRecords } from './imported.ts'

/** The lists of a program, and what kind of record each holds. */
export const recordLists = {
  phases: 'phase',
  tasks: 'task',
  risks: 'risk',
  requirements: 'requirement',
  properties: 'property',
  components: 'component',
  playbooks: 'playbook',
  gates: 'gate',
  metrics: 'metric',
  alerts: 'alert',
  questions: 'question',
  decisions: 'decision',
  actions: 'action',
} as const satisfies Partial<Record<keyof ProgramRecords, string>>
