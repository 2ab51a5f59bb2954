import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkRules, rules } from '../../src/rules/index.ts'
import { buildProgram, lines, linkTexts, marked, place } from '../build-program.ts'

/** A plan without a fault: every rule is silent. */
const clean = {
  'specification/program.yaml':
    'format: 1\nid: demo\nname: Demo\nroles: [{id: TL, owner: Ada}, {id: RL, owner: TBD}, {id: QL}]\npeople: [{id: bob, roles: [QL]}]\n',
  'specification/phases/P0.yaml':
    'format: 1\nid: P0\ntitle: Ground\nwindow: 0-2\nexit: {criteria: [{id: P0.1, statement: s, check: {kind: attest, claim: c}}]}\ntasks: [T-001]\n',
  'specification/tasks.yaml': 'format: 1\ntasks: [{id: T-001, title: T, risks: [R1]}]\n',
  'specification/risks.yaml': 'format: 1\nrisks: [{id: R1, title: R}]\n',
}
const P1 = 'specification/phases/P1.yaml'
const P2 = 'specification/phases/P2.yaml'
const tasks = (text: string) => ({ 'specification/tasks.yaml': `format: 1\ntasks: [{id: T-001, title: T, risks: [R1]}, ${text}]\n` })
const phase = (id: string, body: string, window = '2-4') => ({
  [`specification/phases/${id}.yaml`]: `format: 1\nid: ${id}\ntitle: Phase\nwindow: ${window}\n${body}\n`,
})
const milestone = (body: string) => phase('P1', `milestones: [{id: M, title: M, ${body}}]`)
const criterion = (body: string) =>
  phase('P1', `exit: {criteria: [{id: k, statement: s, check: {kind: attest, claim: c}}, {id: c, statement: s${body}}]}`)

function found(more: Record<string, string>) {
  const { texts, places } = marked({ ...clean, ...more })
  return { diagnostics: checkRules(buildProgram(texts)), places }
}

it('a clean plan has no findings', () => expect(found({}).diagnostics).toEqual([]))
it('has a rule per file', () => {
  const files = readdirSync(new URL('../../src/rules/', import.meta.url)).filter((name) => name !== 'index.ts' && name !== 'rule.ts')
  expect(rules.map(({ code }) => `${code.slice('plan/'.length)}.ts`).sort()).toEqual(files.sort())
})

describe.each<[string, readonly (readonly [string, Record<string, string>])[], readonly (readonly [string, Record<string, string>])[]]>([
  [
    'plan/owner-missing',
    [
      ['a role without an owner', milestone('state: §in-progress, accountable: [RL]')],
      ['one of two roles', milestone('state: §accepted, accountable: [TL, RL]')],
      ['nobody accountable', milestone('state: §under-review')],
      ['an owner who is nobody', milestone('accountable: [RL], owner: TBD, state: §in-progress')],
    ],
    [
      ['a milestone that has not started', milestone('accountable: [RL]')],
      ['a role with an owner', milestone('state: in-progress, accountable: [TL]')],
      ['a role that a person lists', milestone('state: in-progress, accountable: [QL]')],
      ['an owner of its own', milestone('state: in-progress, accountable: [RL], owner: Eve')],
      ['a plan without roles', { ...milestone('state: in-progress'), 'specification/program.yaml': 'format: 1\nid: d\nname: D\n' }],
      [
        'a program that turned it off',
        {
          ...milestone('state: in-progress'),
          'specification/program.yaml': 'format: 1\nid: d\nname: D\nroles: [{id: TL}]\nrules: {ownersBeforeStart: false}\n',
        },
      ],
    ],
  ],
  [
    'plan/undefined-criterion',
    [
      ['a criterion without a check', phase('P1', 'exit: {criteria: [{id: §c, statement: s}]}')],
      ['a metric without a threshold', criterion(', check: {all: [{kind: attest, claim: c}, {kind: metric, metric: §latency, unit: ms}]}')],
    ],
    [
      ['a metric with a value', criterion(', check: {kind: metric, metric: m, op: lt, value: 0}')],
      ['a metric with a range', criterion(', check: {kind: metric, metric: m, op: between, min: 0, max: 1}')],
      ['a metric with a baseline', criterion(', check: {kind: metric, metric: m, baseline: {name: b, rel: 0.1}}')],
    ],
  ],
  [
    'plan/proposed-check',
    [
      ['a proposed leaf', criterion(', check: §{kind: attest, claim: x, proposed: true}')],
      [
        'a proposed leaf in a composition, once',
        criterion(', check: §{any: [{kind: attest, claim: x, proposed: true}, {kind: attest, claim: y, proposed: true}]}'),
      ],
      ['a proposed composition', criterion(', check: §{proposed: true, not: {kind: attest, claim: x}}')],
    ],
    [['a check that says it is none', criterion(', check: {kind: attest, claim: x, proposed: false}')]],
  ],
  [
    'plan/unsupported-check',
    (['coverage', 'trace', 'check', 'drill', 'snapshot', 'waivers', 'vcs'] as const).map(
      (kind) => [kind, criterion(`, check: {nOf: {n: 1, of: [{kind: §${kind}}]}}`)] as const,
    ),
    [['a kind that is decided', criterion(', check: {kind: command, argv: [make]}')]],
  ],
  [
    'plan/empty-gate',
    [
      ['a gate without criteria', phase('P1', 'entry: §{criteria: []}')],
      ['an acceptance without criteria', milestone('acceptance: §[]')],
      [
        'only recommended and stretch',
        phase(
          'P1',
          'gates: [{id: §G, criteria: [{id: g1, statement: s, level: recommended, check: {kind: attest, claim: c}}, {id: g2, statement: s, level: stretch, check: {kind: attest, claim: c}}]}]',
        ),
      ],
      ['an include of nothing', phase('P1', 'gates: [{id: §G, includes: [H], criteria: []}, {id: §H, criteria: []}]')],
    ],
    [['an include of a required one', phase('P1', 'gates: [{id: G, includes: [P0], criteria: []}]')]],
  ],
  [
    'plan/task-unscheduled',
    [
      ['a task that no phase names', tasks('{id: §T-002, title: T}')],
      ['a parent, without its children', tasks('{id: §T-002, title: T, children: [{id: T-003, title: T}]}')],
      [
        'a parent of which only one child has a phase',
        { ...tasks('{id: §T-002, title: T, children: [{id: T-003, title: T}, {id: T-004, title: T}]}'), ...phase('P1', 'tasks: [T-003]') },
      ],
    ],
    [
      ['a task that a milestone names', { ...tasks('{id: T-002, title: T}'), ...milestone('tasks: [T-002]') }],
      [
        'a parent whose children have phases',
        { ...tasks('{id: T-002, title: T, children: [{id: T-003, title: T}]}'), ...phase('P1', 'tasks: [T-003]') },
      ],
    ],
  ],
  [
    'plan/task-in-several-phases',
    [
      [
        'a task that two phases name',
        {
          ...tasks('{id: §T-002, title: T}'),
          ...phase('P1', 'tasks: [T-002]'),
          ...phase('P2', 'milestones: [{id: M, title: M, tasks: [T-002]}]'),
        },
      ],
      ['a task of a phase that another names', { ...phase('P1', 'tasks: [{id: §X, title: X}]'), ...phase('P2', 'tasks: [X]') }],
      [
        'a parent, without its children',
        {
          ...tasks('{id: §T-002, title: T, children: [{id: T-003, title: T}]}'),
          ...phase('P1', 'tasks: [T-002]'),
          ...phase('P2', 'tasks: [T-002]'),
        },
      ],
      [
        'a child that stands in another phase too',
        { ...phase('P1', 'tasks: [{id: X, title: X, children: [{id: §Y, title: Y}]}]'), ...phase('P2', 'tasks: [Y]') },
      ],
    ],
    [
      ['a phase that names its own task', phase('P1', 'milestones: [{id: M, title: M, tasks: [{id: X, title: X}]}]\ntasks: [X]')],
      ['a task that a phase names twice', { ...tasks('{id: T-002, title: T}'), ...phase('P1', 'tasks: [T-002, T-002]') }],
    ],
  ],
  [
    'plan/prerequisite-later',
    [
      [
        'in a later phase',
        { ...phase('P1', 'tasks: [{id: X, title: X, prerequisites: [§Y]}]'), ...phase('P2', 'tasks: [{id: Y, title: Y}]', '4-6') },
      ],
      [
        'in a later phase without windows',
        {
          [P1]: 'format: 1\nid: P1\ntitle: T\ntasks: [{id: X, title: X, prerequisites: [§Y]}]',
          [P2]: 'format: 1\nid: P2\ntitle: T\ntasks: [{id: Y, title: Y}]',
        },
      ],
    ],
    [
      ['in the same phase', phase('P1', 'tasks: [{id: X, title: X, prerequisites: [Y]}, {id: Y, title: Y}]')],
      [
        'in the same phase without a window',
        { [P1]: 'format: 1\nid: P1\ntitle: T\ntasks: [{id: X, title: X, prerequisites: [Y]}, {id: Y, title: Y}]' },
      ],
      ['in an earlier phase', phase('P1', 'tasks: [{id: X, title: X, prerequisites: [T-001]}]')],
      [
        'in a phase that starts in the same week',
        { ...phase('P1', 'tasks: [{id: X, title: X, prerequisites: [Y]}]'), ...phase('P2', 'tasks: [{id: Y, title: Y}]') },
      ],
      [
        'a group whose children have phases',
        {
          ...tasks('{id: T-002, title: T, children: [{id: T-003, title: T}]}'),
          ...phase('P1', 'tasks: [T-003, {id: X, title: X, prerequisites: [T-002]}]'),
        },
      ],
    ],
  ],
  [
    'plan/parent-child-disagree',
    [
      [
        'a parent that is done before a child',
        phase('P1', 'tasks: [{id: X, title: X, state: §done, children: [{id: Y, title: Y}, {id: Z, title: Z, state: done}]}]'),
      ],
      [
        'a parent that is open after its children',
        phase(
          'P1',
          'tasks: [{id: §X, title: X, children: [{id: Y, title: Y, state: {value: done, mark: x}}, {id: Z, title: Z, optional: true}]}]',
        ),
      ],
      [
        'a parent with a state that is not done',
        phase('P1', 'tasks: [{id: X, title: X, state: §in-progress, children: [{id: Y, title: Y, state: done}]}]'),
      ],
      [
        'each level for itself',
        phase('P1', 'tasks: [{id: X, title: X, state: §done, children: [{id: Y, title: Y, state: open, children: [{id: Z, title: Z}]}]}]'),
      ],
    ],
    [
      ['all done', phase('P1', 'tasks: [{id: X, title: X, state: done, children: [{id: Y, title: Y, state: done}]}]')],
      ['all open', phase('P1', 'tasks: [{id: X, title: X, children: [{id: Y, title: Y}, {id: Z, title: Z, state: done}]}]')],
      [
        'an optional child that is open',
        phase('P1', 'tasks: [{id: X, title: X, state: done, children: [{id: Y, title: Y, optional: true}]}]'),
      ],
      [
        'only optional children, done',
        phase('P1', 'tasks: [{id: X, title: X, children: [{id: Y, title: Y, optional: true, state: done}]}]'),
      ],
    ],
  ],
  [
    'plan/risk-without-task',
    [['a risk that nobody names', { 'specification/risks.yaml': 'format: 1\nrisks: [{id: R1, title: R}, {id: §R2, title: R}]\n' }]],
    [
      [
        'a risk that names its task',
        { 'specification/risks.yaml': 'format: 1\nrisks: [{id: R1, title: R}, {id: R2, title: R, tasks: [T-001]}]\n' },
      ],
    ],
  ],
])('%s', (code, faults, sound) => {
  it.each(faults)('finds %s', (_, more) => {
    const { diagnostics, places } = found(more)
    expect(lines(diagnostics)).toEqual(places.map((at) => `${code} ${at}`))
    expect(places.length).toBeGreaterThan(0)
    for (const one of diagnostics) expect(one.help).toBeTruthy()
  })
  it.each(sound)('leaves alone %s', (_, more) => expect(found(more).diagnostics).toEqual([]))
})

describe('what goes with a finding', () => {
  const related = (more: Record<string, string>) => found(more).diagnostics[0]?.related?.map(({ location }) => place(location))

  it('names every phase of a task, also where it only follows its parent', () => {
    expect(
      related({
        ...tasks('{id: T-002, title: T}'),
        ...phase('P1', 'tasks: [T-002]'),
        ...phase('P2', 'milestones: [{id: M, title: M, tasks: [T-002]}]'),
      }),
    ).toEqual(['phases/P1:5:9', 'phases/P2:5:40'])
    expect(related({ ...phase('P1', 'tasks: [{id: X, title: X, children: [{id: Y, title: Y}]}]'), ...phase('P2', 'tasks: [Y]') })).toEqual([
      'phases/P1:5:9',
      'phases/P2:5:9',
    ])
  })

  it('names a prerequisite in no phase, beside the finding about that task', () => {
    const { diagnostics, places } = found({
      ...tasks('{id: §T-002, title: T}'),
      ...phase('P1', 'tasks: [{id: X, title: X, prerequisites: [§T-002]}]'),
    })
    expect(lines(diagnostics)).toEqual([`plan/prerequisite-later ${places[0]}`, `plan/task-unscheduled ${places[1]}`])
    expect(diagnostics[0]?.related?.map(({ location }) => place(location))).toEqual([places[1]])
  })

  it('leaves a task in no phase alone that needs another', () => {
    const { diagnostics } = found(tasks('{id: T-002, title: T, prerequisites: [T-001]}'))
    expect(diagnostics.map(({ code }) => code)).toEqual(['plan/task-unscheduled'])
  })

  it('names the children that disagree', () => {
    const { diagnostics, places } = found(
      phase(
        'P1',
        'tasks: [{id: X, title: X, state: done, children: [{id: §Y, title: Y}, {id: Z, title: Z, state: §open}, {id: W, title: W, state: done}]}]',
      ),
    )
    expect(diagnostics[0]?.related?.map(({ location }) => place(location))).toEqual(places)
  })

  it('leaves a risk to the linker that names a task that does not exist', () => {
    const { program } = linkTexts({ 'specification/risks.yaml': 'format: 1\nrisks: [{id: R, title: R, tasks: [T-9]}]\n' })
    expect(program && checkRules(program)).toEqual([])
  })

  it('gives the command to run next', () => {
    const help = (more: Record<string, string>) => found(more).diagnostics.map((one) => one.help)
    expect(help(phase('P1', 'exit: {criteria: [{id: c, statement: s}]}'))).toEqual(['refractor gate explain P1 c'])
    expect(help(phase('P1', "exit: {criteria: [{id: it's c, statement: s}]}"))).toEqual(["refractor gate explain P1 'it'\\''s c'"])
    expect(help(criterion(', check: {kind: attest, claim: x, proposed: true}'))).toEqual([
      expect.stringMatching(/refractor gate explain \S+ c$/),
    ])
    expect(help(phase('P1', 'tasks: [{id: X, title: X, children: [{id: Y, title: Y, state: done}]}]'))).toEqual(['refractor task done X'])
    const other = buildProgram({ ...clean, ...criterion(', check: {kind: attest, claim: x, proposed: true}') }, { isDefault: false })
    expect(checkRules(other)[0]?.help).toMatch(/refractor gate explain demo\/\S+ demo\/c$/)
  })
})
