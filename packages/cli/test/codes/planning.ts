import { type CodeCase, lines, phase, phaseWithCheck, program, secondPhase } from './case.ts'

const roles = { 'specification/program.yaml': program('roles:', '  - { id: "lead", owner: "TBD" }') }
const tasks = 'specification/tasks.yaml'
const first = 'specification/phases/P0.yaml'
const second = 'specification/phases/P1.yaml'

/** More than a thousand gates, each of which includes the one before, come to half a million criteria. */
const manyGates = lines(
  'format: 1',
  'gates:',
  ...Array.from({ length: 1_010 }, (_, index) =>
    index === 0
      ? '  - { id: "g0", stage: quality, criteria: [] }'
      : `  - { id: "g${index}", stage: quality, criteria: [], includes: ["g${index - 1}"] }`,
  ),
)

/** Records that do not fit together, and faults of the plan itself. */
export const planning = {
  'link/duplicate-id': {
    files: { [first]: phase('tasks:', '  - { id: "T1", title: "Pack" }', '  - { id: "T1", title: "Carry" }') },
    argv: 'validate',
    place: `${first}:6:11`,
    exitCode: 2,
  },
  'link/case-collision': {
    files: { [first]: phase('milestones:', '  - { id: "M1", title: "Packed" }', '  - { id: "m1", title: "Carried" }') },
    argv: 'validate',
    place: `${first}:6:11`,
    exitCode: 2,
  },
  'link/unknown-id': {
    files: { [first]: phase('tasks:', '  - { id: "T1", title: "Pack", prerequisites: ["T9"] }') },
    argv: 'validate',
    place: `${first}:5:48`,
    exitCode: 2,
  },
  'link/cycle': {
    files: {
      [first]: phase(
        'tasks:',
        '  - { id: "T1", title: "Pack", prerequisites: ["T2"] }',
        '  - { id: "T2", title: "Carry", prerequisites: ["T1"] }',
      ),
    },
    argv: 'validate',
    place: `${first}:5:48`,
    exitCode: 2,
  },
  'link/unknown-state': {
    files: { [first]: phase('tasks:', '  - { id: "T1", title: "Pack", state: finshed }') },
    argv: 'validate',
    place: `${first}:5:39`,
    exitCode: 2,
  },
  'link/unknown-role': {
    files: { ...roles, [first]: phase('milestones:', '  - { id: "M1", title: "Packed", accountable: ["porter"] }') },
    argv: 'validate',
    place: `${first}:5:48`,
    exitCode: 2,
  },
  'link/ambiguous-id': {
    files: {
      'refractor.yaml': lines('format: 1', 'programs:', '  - { id: "harbour", default: true }', '  - { id: "garden" }'),
      'specification/garden/program.yaml': lines('format: 1', 'id: "garden"', 'name: "The reading garden"'),
      'specification/garden/phases/P0.yaml': phaseWithCheck('{ kind: attest, claim: "the beds are dug" }'),
    },
    argv: 'gate check P0',
    exitCode: 2,
  },
  'link/too-many-criteria': {
    files: { 'specification/gates.yaml': manyGates },
    argv: 'gate check P0',
    place: 'specification/gates.yaml:1003:60',
    exitCode: 2,
  },
  'plan/owner-missing': {
    files: { ...roles, [first]: phase('milestones:', '  - { id: "M1", title: "Packed", accountable: ["lead"], state: in-progress }') },
    argv: 'validate',
    place: `${first}:5:64`,
    exitCode: 0,
  },
  'plan/undefined-criterion': {
    files: { [first]: phase('exit:', '  criteria:', '    - { id: "P0.1", statement: "The readers know." }') },
    argv: 'validate',
    place: `${first}:6:13`,
    exitCode: 0,
  },
  'plan/proposed-check': {
    files: { [first]: phaseWithCheck('{ kind: attest, claim: "agreed", proposed: true }') },
    argv: 'validate',
    place: `${first}:8:14`,
    exitCode: 0,
  },
  'plan/empty-gate': {
    files: { [first]: phase('exit:', '  criteria: []') },
    argv: 'validate',
    place: `${first}:5:3`,
    exitCode: 0,
  },
  'plan/task-unscheduled': {
    files: { [tasks]: lines('format: 1', 'tasks:', '  - { id: "T1", title: "Pack" }') },
    argv: 'validate',
    place: `${tasks}:3:11`,
    exitCode: 0,
  },
  'plan/task-in-several-phases': {
    files: {
      [tasks]: lines('format: 1', 'tasks:', '  - { id: "T1", title: "Pack" }'),
      [first]: phase('tasks: ["T1"]'),
      [second]: secondPhase('tasks: ["T1"]'),
    },
    argv: 'validate',
    place: `${tasks}:3:11`,
    exitCode: 0,
  },
  'plan/prerequisite-later': {
    files: {
      [first]: phase('tasks:', '  - { id: "T1", title: "Pack", prerequisites: ["T2"] }'),
      [second]: secondPhase('dependencies: ["P0"]', 'tasks:', '  - { id: "T2", title: "Buy boxes" }'),
    },
    argv: 'validate',
    place: `${first}:5:48`,
    exitCode: 0,
  },
  'plan/parent-child-disagree': {
    files: {
      [first]: phase(
        'tasks:',
        '  - id: "T1"',
        '    title: "Pack"',
        '    state: done',
        '    children:',
        '      - { id: "T1.1", title: "Pack the maps" }',
      ),
    },
    argv: 'validate',
    place: `${first}:7:12`,
    exitCode: 0,
  },
  'plan/risk-without-task': {
    files: { 'specification/risks.yaml': lines('format: 1', 'risks:', '  - { id: "R1", title: "The cellar is damp" }') },
    argv: 'validate',
    place: 'specification/risks.yaml:3:11',
    exitCode: 0,
  },
} satisfies Record<string, CodeCase>
