import type { ImportedProgram, ProgramRecords } from '../../../src/import/imported.ts'

const counts = {
  phases: 1,
  milestones: 1,
  tasks: 2,
  tasksDone: 1,
  tasksOptional: 0,
  checkboxes: 0,
  checked: 0,
  gates: 1,
  criteria: 2,
  deliverables: 1,
  risks: 1,
  riskEdges: 1,
  requirementRefs: 0,
  properties: 0,
  roles: 1,
}

export const noRecords: Omit<ProgramRecords, 'program'> = {
  phases: [],
  tasks: [],
  risks: [],
  requirements: [],
  properties: [],
  components: [],
  playbooks: [],
  gates: [],
  metrics: [],
  alerts: [],
  questions: [],
  decisions: [],
  actions: [],
  checklists: [],
}

/** What an import gives, with these records. */
export function imported(records: Partial<ProgramRecords> = {}): ImportedProgram {
  return {
    program: { format: 1, id: 'orchard', name: 'The orchard' },
    ...noRecords,
    ...records,
    genre: 'milestone-plan',
    sources: [{ file: 'plan.md', lines: 40, sha256: 'a'.repeat(64) }],
    uses: [],
    counts,
    accounting: { nonBlank: 0, mapped: 0, kept: 0, unmapped: 0 },
    diagnostics: [],
  }
}

/** A small plan: one phase, one milestone, two tasks, a gate, a risk, a checklist. */
export function orchard(): ImportedProgram {
  return imported({
    program: { format: 1, id: 'orchard', name: 'The orchard', roles: [{ id: 'GL', title: 'Gardener', owner: 'Gardener' }] },
    phases: [
      {
        format: 1,
        id: 'P0',
        title: 'Plant: the trees',
        source: { file: 'plan.md', lines: '3-20' },
        window: '0-2',
        goals: ['Every tree stands.\nStraight.'],
        dependencies: [],
        milestones: [
          {
            id: 'P0.M1',
            title: 'Holes are dug',
            source: { file: 'plan.md', lines: '5-12' },
            accountable: ['GL'],
            tasks: [
              { id: 'T-1', title: 'Dig', state: { value: 'done', mark: 'x' }, source: { file: 'plan.md', lines: '7' } },
              { id: 'T-2', title: 'Water', prerequisites: ['T-1'], notes: ['> twice a day'] },
            ],
            deliverables: [{ id: 'P0.M1.D1', title: 'A map of the holes', path: 'docs/holes.md' }],
            acceptance: [{ id: 'P0.M1.1', statement: 'Each hole is deep enough' }],
          },
        ],
        exit: { criteria: [{ id: 'P0.1', statement: 'No tree leans' }] },
      },
    ],
    risks: [{ id: 'R-1', title: 'Frost', tasks: ['T-2'], attributes: { 'Seen before': 'twice', Areas: ['north', 'east'] } }],
    checklists: [
      { name: 'tools', phase: 'P0', title: 'Tools', lines: ['- [x] Spade', '  - [ ] Handle'], source: { file: 'plan.md', lines: '30-31' } },
    ],
  })
}
