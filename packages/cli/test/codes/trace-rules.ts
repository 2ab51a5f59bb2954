import { type CodeCase, lines, phaseWithCheck, program } from './case.ts'

const file = 'specification/program.yaml'
const first = 'specification/phases/P0.yaml'
const tasks = 'specification/tasks.yaml'
const requirements = 'specification/requirements.yaml'
const components = 'specification/components.yaml'

const rule = (text: string): string => program('trace:', '  rules:', `    - ${text}`)
const twoRisks = lines('format: 1', 'risks:', '  - { id: "R1", title: "Rain" }', '  - { id: "R2", title: "Damp", tasks: ["T1", "T2"] }')
const twoTasks = lines('format: 1', 'tasks:', '  - { id: "T1", title: "Pack" }', '  - { id: "T2", title: "Carry" }')
const register = { 'specification/risks.yaml': twoRisks, [tasks]: twoTasks }

/** So many requirements, and tasks that refer to all of them, that their links are not all drawn. */
const many = 750
const list = (name: string, one: (index: number) => string): string =>
  lines('format: 1', `${name}:`, ...Array.from({ length: many }, (_, index) => `  - ${one(index)}`))

/** What coverage rules find, and what is wrong with them. */
export const traceRules = {
  'trace/uncovered': {
    files: { ...register, [file]: rule('{ every: risk, has: task }') },
    argv: 'trace',
    place: 'specification/risks.yaml:3:11',
    exitCode: 1,
  },
  'trace/over-covered': {
    files: { ...register, [file]: rule('{ every: risk, has: { type: task, min: 0, max: 1 } }') },
    argv: 'trace',
    place: 'specification/risks.yaml:4:11',
    exitCode: 1,
  },
  'trace/senseless-rule': {
    files: { ...register, [file]: rule('{ every: risk, where: { colour: red }, has: task }') },
    argv: 'trace',
    place: `${file}:6:7`,
    exitCode: 1,
  },
  'trace/empty-rule': {
    files: { ...register, [file]: rule('{ every: component, has: task }') },
    argv: 'trace',
    place: `${file}:6:7`,
    exitCode: 0,
  },
  'trace/unknown-rule': {
    files: { [first]: phaseWithCheck('{ kind: trace, rule: mitigated }') },
    argv: 'validate',
    place: `${first}:8:35`,
    exitCode: 2,
  },
  'trace/empty-range': {
    files: {
      [requirements]: lines('format: 1', 'requirements:', '  - { id: "1.1", title: "Dry" }'),
      [tasks]: lines('format: 1', 'tasks:', '  - { id: "T1", title: "Pack", requirements: ["1.2-1.4"] }'),
    },
    argv: 'trace',
    place: `${tasks}:3:47`,
    exitCode: 0,
  },
  'trace/too-many-links': {
    files: {
      [requirements]: list('requirements', (index) => `{ id: "Q${index}", title: "Dry" }`),
      [tasks]: list('tasks', (index) => `{ id: "T${index}", title: "Pack", requirements: ["all"] }`),
    },
    argv: 'trace',
    place: `${file}:2:5`,
    exitCode: 0,
  },
  'trace/level-differs': {
    files: {
      [components]: lines('format: 1', 'components:', '  - { id: "shelf", level: 1, dependsOn: ["wall"] }', '  - { id: "wall", level: 2 }'),
    },
    argv: 'trace',
    place: `${components}:3:27`,
    exitCode: 0,
  },
} satisfies Record<string, CodeCase>
