import { beforeAll, describe, expect, it } from 'vitest'
import type { Program } from '../../src/link/program-types.ts'
import { buildProgram, lines, linkTexts, loadFiles } from '../build-program.ts'

const plan = {
  'specification/program.yaml': `format: 1
id: demo
name: Demo program
roles:
  - {id: TL, owner: Ada}
people:
  - {id: ada, roles: [TL]}
`,
  'specification/phases/P0.yaml': `format: 1
id: P0
title: Ground
window: 0-2
milestones:
  - id: P0.M1
    title: Lay it
    accountable: [TL]
    tasks:
      - T-001
      - {id: P0.M1.T1, title: Write}
    deliverables:
      - {id: D1, title: Paper, path: docs/paper.md}
    acceptance:
      - {id: P0.M1.1, statement: It is laid}
deliverables:
  - {id: D2, title: Book}
tasks:
  - id: "0.1"
    title: Parent
    risks: [R2, R1]
    children:
      - {id: "0.1.1", title: Child}
      - {id: "0.1.2", title: Second}
  - T-001
entry:
  criteria: [{id: P0.entry.1, statement: Ready}]
exit:
  title: Out of the ground
  source: {file: plan.md, lines: "3-4"}
  criteria: [{id: P0.1, statement: Firm, after: [P0.M1.1]}]
gates:
  - {id: Q0, title: Quality, stage: quality, criteria: [{id: Q0.1, statement: Good}]}
`,
  'specification/phases/P10.yaml': `format: 1
id: P10
title: Later
window: 2-4
dependencies: [P0, {phase: P0, note: twice}]
tasks: [T-001, T-002]
exit:
  criteria: [{id: P10.1, statement: Done, check: {kind: gate, gate: P0}}]
`,
  'specification/tasks.yaml': `format: 1
tasks:
  - {id: T-001, title: First, risks: [R1], children: [{id: T-001.a, title: Part}]}
  - {id: T-002, title: Second, prerequisites: [T-001], requirements: ["1.1", "1.1-1.2", all]}
`,
  'specification/risks.yaml': `format: 1
risks:
  - {id: R1, title: Late, tasks: [T-002, T-001]}
  - {id: R2, title: Wrong}
  - {id: R3, title: Alone}
`,
  'specification/gates.yaml': `format: 1
gates:
  - {id: tier-1, criteria: [{id: tier-1.1, statement: a}], includes: [P0.M1]}
  - {id: tier-2, criteria: [{id: tier-2.1, statement: b}], includes: [tier-1, P0, P0.M1]}
`,
  'specification/requirements.yaml': `format: 1
requirements: [{id: "1", title: Root}, {id: "1.1", title: Leaf, parent: "1"}]
properties: [{id: Prop, title: Holds, validates: ["1.1"]}]
`,
  'specification/components.yaml': 'format: 1\ncomponents: [{id: a}, {id: b, dependsOn: [a]}]\n',
  'specification/playbooks.yaml': 'format: 1\nplaybooks: [{id: PB, title: Back}]\n',
  'specification/decisions.yaml': `format: 1
questions: [{id: OQ-1, title: Why, phase: P0}]
decisions: [{id: ADR-1, title: So, phase: P10}]
`,
  'specification/observability.yaml': `format: 1
metrics: [{id: latency, title: Latency}]
alerts: [{id: slow, title: Slow, metric: latency}]
`,
  'specification/policy.yaml': 'format: 1\nversion: 1\n',
}

describe('a linked program', () => {
  let program: Program
  beforeAll(() => {
    program = buildProgram(plan)
  })

  it('has no findings', () => expect(linkTexts(plan).diagnostics).toEqual([]))

  it('keeps its name, folders and default states', () => {
    expect(program).toMatchObject({ id: 'demo', name: 'Demo program', isDefault: true, folders: { outbox: 'outbox' } })
    expect(program.file).toMatchObject({ id: 'demo', pointer: '', record: { name: 'Demo program' } })
    expect(program.states).toEqual({
      milestone: ['planned', 'in-progress', 'under-review', 'accepted'],
      task: ['open', 'in-progress', 'done'],
    })
  })

  it('links phases', () => {
    expect([...program.phases.keys()]).toEqual(['P0', 'P10'])
    expect(program.phases.get('P0')).toMatchObject({
      order: 0,
      milestones: ['P0.M1'],
      tasks: ['T-001', 'T-001.a', 'P0.M1.T1', '0.1', '0.1.1', '0.1.2'],
      deliverables: ['D1', 'D2'],
      dependsOn: [],
      gates: ['P0.entry', 'P0', 'Q0'],
    })
    expect(program.phases.get('P10')).toMatchObject({ order: 1, tasks: ['T-001', 'T-001.a', 'T-002'], dependsOn: ['P0'], gates: ['P10'] })
  })

  it('links milestones, deliverables and tasks', () => {
    expect(program.milestones.get('P0.M1')).toMatchObject({
      phase: 'P0',
      pointer: '/milestones/0',
      tasks: ['T-001', 'T-001.a', 'P0.M1.T1'],
      deliverables: ['D1'],
    })
    expect(program.deliverables.get('D1')).toMatchObject({ phase: 'P0', milestone: 'P0.M1', pointer: '/milestones/0/deliverables/0' })
    expect(program.deliverables.get('D2')).toMatchObject({ phase: 'P0', milestone: undefined, pointer: '/deliverables/0' })
    expect([...program.tasks.keys()]).toEqual(['P0.M1.T1', '0.1', '0.1.1', '0.1.2', 'T-001', 'T-001.a', 'T-002'])
    expect(program.tasks.get('P0.M1.T1')).toMatchObject({
      milestone: 'P0.M1',
      parent: undefined,
      phases: ['P0'],
      pointer: '/milestones/0/tasks/1',
    })
    expect(program.tasks.get('0.1')).toMatchObject({ milestone: undefined, children: ['0.1.1', '0.1.2'], phases: ['P0'] })
    expect(program.tasks.get('0.1.2')).toMatchObject({ parent: '0.1', pointer: '/tasks/0/children/1' })
    expect(program.tasks.get('T-001.a')).toMatchObject({ milestone: undefined, parent: 'T-001', phases: ['P0', 'P10'] })
  })

  it('links gates in the order of the plan, with included criteria', () => {
    expect([...program.gates.keys()]).toEqual(['P0.entry', 'P0.M1', 'Q0', 'P0', 'P10', 'tier-1', 'tier-2'])
    const gate = (id: string) => {
      const { title, stage, phase, milestone, pointer, criteria } = program.gates.get(id) ?? {}
      return { title, stage, phase, milestone, pointer, criteria: criteria?.map((one) => one.id) }
    }
    expect(gate('P0.entry')).toEqual({
      title: 'Ground',
      stage: 'entry',
      phase: 'P0',
      milestone: undefined,
      pointer: '/entry',
      criteria: ['P0.entry.1'],
    })
    expect(gate('P0')).toEqual({
      title: 'Out of the ground',
      stage: 'exit',
      phase: 'P0',
      milestone: undefined,
      pointer: '/exit',
      criteria: ['P0.1'],
    })
    expect(gate('P0.M1')).toEqual({
      title: 'Lay it',
      stage: 'acceptance',
      phase: 'P0',
      milestone: 'P0.M1',
      pointer: '/milestones/0/acceptance',
      criteria: ['P0.M1.1'],
    })
    expect(gate('Q0')).toEqual({
      title: 'Quality',
      stage: 'quality',
      phase: 'P0',
      milestone: undefined,
      pointer: '/gates/0',
      criteria: ['Q0.1'],
    })
    expect(gate('tier-2')).toEqual({
      title: 'tier-2',
      stage: 'checkpoint',
      phase: undefined,
      milestone: undefined,
      pointer: '/gates/1',
      criteria: ['tier-2.1', 'tier-1.1', 'P0.M1.1', 'P0.1'],
    })
    expect(program.gates.get('P0')?.record).toEqual({
      id: 'P0',
      stage: 'exit',
      title: 'Out of the ground',
      source: { file: 'plan.md', lines: '3-4' },
    })
    expect(program.criteria.get('P0.M1.1')).toMatchObject({ gate: 'P0.M1', pointer: '/milestones/0/acceptance/0' })
    expect(program.criteria.get('P0.1')).toMatchObject({ gate: 'P0', pointer: '/exit/criteria/0' })
    expect([...program.criteria.keys()]).toEqual(['P0.entry.1', 'P0.M1.1', 'Q0.1', 'P0.1', 'P10.1', 'tier-1.1', 'tier-2.1'])
  })

  it('joins both sides of risks and tasks', () => {
    expect([...program.tasksOfRisk]).toEqual([
      ['R1', ['T-002', 'T-001', '0.1']],
      ['R2', ['0.1']],
      ['R3', []],
    ])
  })

  it('keeps the other records', () => {
    const keys = (map: ReadonlyMap<string, unknown>) => [...map.keys()]
    expect(keys(program.requirements)).toEqual(['1', '1.1'])
    expect(keys(program.properties)).toEqual(['Prop'])
    expect(keys(program.components)).toEqual(['a', 'b'])
    expect(keys(program.playbooks)).toEqual(['PB'])
    expect(keys(program.questions)).toEqual(['OQ-1'])
    expect(keys(program.decisions)).toEqual(['ADR-1'])
    expect(keys(program.roles)).toEqual(['TL'])
    expect(keys(program.people)).toEqual(['ada'])
  })
})

it('lists a task under each milestone that names it, and once in the phase', () => {
  const program = buildProgram({
    'specification/phases/P0.yaml': `format: 1
id: P0
title: Ground
milestones: [{id: A, title: A, tasks: [T]}, {id: B, title: B, tasks: [T, T]}]
tasks: [{id: T, title: T, children: [{id: U, title: U}]}]
`,
  })
  expect([...program.milestones.values()].map(({ tasks }) => tasks)).toEqual([
    ['T', 'U'],
    ['T', 'U'],
  ])
  expect(program.phases.get('P0')?.tasks).toEqual(['T', 'U'])
  expect(program.tasks.get('U')?.phases).toEqual(['P0'])
})

describe('files that are missing or cannot be read', () => {
  it('has no program without a program file, and says so', () => {
    const files = { ...loadFiles(plan), program: undefined }
    const { program, diagnostics } = linkTexts({}, { files })
    expect(program).toBeUndefined()
    expect(lines(diagnostics)).toEqual(['workspace/no-program program:1:1'])
  })

  it('still checks the rest when the program file is broken, but neither roles nor states', () => {
    const { program, diagnostics } = linkTexts({
      'specification/program.yaml': 'format: [',
      'specification/phases/P0.yaml': `format: 1
id: P0
title: Ground
dependencies: [P9]
milestones: [{id: M, title: M, state: odd, accountable: [XX]}]
`,
    })
    expect(program).toBeUndefined()
    expect(lines(diagnostics).filter((line) => !line.startsWith('yaml/'))).toEqual(['link/unknown-id phases/P0:4:16'])
    expect(lines(diagnostics)).toContain('yaml/syntax program:1:10')
  })

  it.each([
    ['specification/phases/P1.yaml', 'id: [', 'dependencies: [P9]\ntasks: [T-9]\ngates: [{id: G, includes: [P9], criteria: []}]'],
    ['specification/tasks.yaml', 'tasks: [', 'tasks: [T-9]'],
    ['specification/risks.yaml', 'risks: [', 'tasks: [{id: T, title: T, risks: [R9]}]'],
    ['specification/requirements.yaml', 'properties: [', 'tasks: [{id: T, title: T, properties: [X]}]'],
    ['specification/gates.yaml', 'gates: [', 'exit: {criteria: [{id: c, statement: s, after: [d], check: {kind: gate, gate: g}}]}'],
  ])('does not report references that %s may resolve', (path, text, body) => {
    const { program, diagnostics } = linkTexts({
      [path]: text,
      'specification/phases/P0.yaml': `format: 1\nid: P0\ntitle: Ground\n${body}\n`,
    })
    expect(program?.phases.has('P0')).toBe(true)
    expect(diagnostics.map(({ code }) => code)).toEqual(['yaml/syntax'])
  })

  it('reports other references all the same', () => {
    const { diagnostics } = linkTexts({
      'specification/risks.yaml': 'risks: [',
      'specification/phases/P0.yaml': 'format: 1\nid: P0\ntitle: Ground\ntasks: [T-9]\n',
    })
    expect(lines(diagnostics)).toContain('link/unknown-id phases/P0:4:9')
  })
})

describe('buildProgram', () => {
  it('throws on errors and on stray files', () => {
    expect(() => buildProgram({ 'specification/phases/P0.yaml': 'format: 1\nid: P0\ntitle: Ground\ntasks: [T-9]\n' })).toThrow(
      'link/unknown-id',
    )
    expect(() => buildProgram({ 'README.md': '' })).toThrow('README.md')
  })
})
