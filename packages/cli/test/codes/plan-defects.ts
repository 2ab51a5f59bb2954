import { type CodeCase, lines, phase, program, secondPhase } from './case.ts'

const tasks = 'specification/tasks.yaml'
const first = 'specification/phases/P0.yaml'
const plan = 'specification/program.yaml'
const gates = 'specification/gates.yaml'
const attest = 'check: { kind: attest, claim: "agreed" }'
const scheduled = { [first]: phase('tasks: ["T1"]') }
const mapped = lines('format: 1', 'risks:', '  - { id: "R1", title: "The cellar is damp", tasks: ["T1", "T2", "T3"] }')
const properties = (...all: readonly string[]) => ({ 'specification/requirements.yaml': lines('format: 1', 'properties:', ...all) })
const manifest = lines(
  'format: 1',
  'gates:',
  '  - id: "files"',
  '    stage: quality',
  '    criteria:',
  ...['route', 'rooms', 'boxes', 'shelves'].map(
    (name) => `      - { id: "${name}", statement: "docs/${name}.md", check: { kind: artifact, paths: ["docs/${name}.md"] } }`,
  ),
)

const deliverables = (...paths: readonly string[]) =>
  phase('deliverables:', ...paths.map((path, index) => `  - { id: "D${index}", title: "A list", path: "${path}" }`))

/** Faults of the plan itself. */
export const planDefects = {
  'plan/owner-tbd': {
    files: { [plan]: program('roles:', '  - { id: "lead", owner: "TBD" }') },
    argv: 'validate',
    place: `${plan}:5:26`,
    exitCode: 0,
  },
  'plan/risk-unscheduled': {
    files: {
      ...scheduled,
      [tasks]: lines('format: 1', 'tasks:', '  - { id: "T1", title: "Pack" }', '  - { id: "T2", title: "Dry the cellar" }'),
      'specification/risks.yaml': lines('format: 1', 'risks:', '  - { id: "R1", title: "The cellar is damp", tasks: ["T2"] }'),
    },
    argv: 'validate',
    place: 'specification/risks.yaml:3:11',
    exitCode: 0,
  },
  'plan/task-without-risk': {
    files: {
      [first]: phase('tasks:', ...['T1', 'T2', 'T3', 'T4'].map((id) => `  - { id: "${id}", title: "Carry" }`)),
      'specification/risks.yaml': mapped,
    },
    argv: 'validate',
    place: `${first}:8:11`,
    exitCode: 0,
  },
  'plan/task-without-source': {
    files: { [plan]: program('rules:', '  taskNeedsSource: true'), [first]: phase('tasks:', '  - { id: "T1", title: "Pack" }') },
    argv: 'validate',
    place: `${first}:5:11`,
    exitCode: 0,
  },
  'plan/task-without-requirement': {
    files: { [plan]: program('rules:', '  taskNeedsRequirement: true'), [first]: phase('tasks:', '  - { id: "T1", title: "Pack" }') },
    argv: 'validate',
    place: `${first}:5:11`,
    exitCode: 0,
  },
  'plan/target-without-number': {
    files: {
      [first]: phase('exit:', '  criteria:', `    - { id: "P0.1", statement: "The boxes stay below their weight budget", ${attest} }`),
    },
    argv: 'validate',
    place: `${first}:6:32`,
    exitCode: 0,
  },
  'plan/contradicting-thresholds': {
    files: {
      [first]: phase(
        'exit:',
        '  criteria:',
        `    - { id: "P0.1", statement: "Weight < 20 kg", ${attest} }`,
        `    - { id: "P0.2", statement: "Weight ≤ 20 kg", ${attest} }`,
      ),
    },
    argv: 'validate',
    place: `${first}:7:32`,
    exitCode: 0,
  },
  'plan/placeholder': {
    files: { [first]: phase('goals:', '  - "Tell [Your Name]"') },
    argv: 'validate',
    place: `${first}:1:1`,
    exitCode: 0,
  },
  'plan/window-too-short': {
    files: { [first]: phase('window: "1"', 'milestones:', '  - { id: "M1", title: "Packed", duration: "6 days" }') },
    argv: 'validate',
    place: `${first}:4:9`,
    exitCode: 0,
  },
  'plan/document-absent': {
    files: { [plan]: program('sources: { SR: "docs/study.md" }') },
    argv: 'validate',
    place: `${plan}:4:16`,
    exitCode: 0,
  },
  'plan/reference-absent': {
    files: { [plan]: program('assumptions:', '  - "A-001 holds"') },
    argv: 'validate',
    place: `${plan}:5:5`,
    exitCode: 0,
  },
  'plan/opaque-deliverable': {
    files: { [first]: deliverables('docs/list.xlsx') },
    argv: 'validate',
    place: `${first}:5:40`,
    exitCode: 0,
  },
  'plan/deliverable-outside-evidence': {
    files: {
      [plan]: program('evidence: docs/kept'),
      [first]: deliverables('docs/kept/a.md', 'docs/kept/b.md', 'docs/kept/c.md', 'lists/d.md'),
    },
    argv: 'validate',
    place: `${first}:8:40`,
    exitCode: 0,
  },
  'plan/empty-phase': {
    files: { 'specification/phases/P1.yaml': secondPhase() },
    argv: 'validate',
    place: 'specification/phases/P1.yaml:2:5',
    exitCode: 0,
  },
  'plan/undeclared-component': {
    files: {
      'specification/components.yaml': lines('format: 1', 'components:', '  - { id: "Room 1" }', '  - { id: "Room 2" }'),
      [first]: phase('tasks:', '  - { id: "T1", title: "Empty Room 3" }'),
    },
    argv: 'validate',
    place: `${first}:5:11`,
    exitCode: 0,
  },
  'plan/duplicate-property': {
    files: properties('  - { id: "Property 1", title: "No book is lost", attributes: { alsoDefined: "Each box is full" } }'),
    argv: 'validate',
    place: 'specification/requirements.yaml:3:11',
    exitCode: 0,
  },
  'plan/unnumbered-property': {
    files: properties(
      '  - { id: "Property 1", title: "No book is lost" }',
      '  - { id: "Property", title: "Each box is full", attributes: { numbered: "no" } }',
    ),
    argv: 'validate',
    place: 'specification/requirements.yaml:4:11',
    exitCode: 0,
  },
  'plan/not-in-manifest': {
    files: { [gates]: manifest, [first]: phase('tasks:', '  - { id: "T1", title: "Write docs/cellar.md" }') },
    argv: 'validate',
    place: `${first}:5:11`,
    exitCode: 0,
  },
} satisfies Record<string, CodeCase>
