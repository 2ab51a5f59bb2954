import { readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { checkRules, rules } from '../../src/rules/index.ts'
import type { Surroundings } from '../../src/rules/rule.ts'
import { buildProgram, lines, linkTexts, marked, place } from '../build-program.ts'
import { hostile, quickly } from '../hostile.ts'

/** A plan without a fault: every rule is silent. */
const clean = {
  'specification/program.yaml':
    'format: 1\nid: demo\nname: Demo\nweeks: half-open\nroles: [{id: TL, owner: Ada}, {id: RL}, {id: QL}]\npeople: [{id: bob, roles: [QL]}]\n',
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
const program = (body: string) => ({ 'specification/program.yaml': `format: 1\nid: demo\nname: Demo\nweeks: half-open\n${body}\n` })
const imported = 'imports: [{file: PLAN.md}]'
const allTasks = (text: string) => ({ 'specification/tasks.yaml': `format: 1\ntasks: [${text}]\n` })
const risks = (text: string) => ({ 'specification/risks.yaml': `format: 1\nrisks: [{id: R1, title: R}, ${text}]\n` })
const components = (text: string) => ({ 'specification/components.yaml': `format: 1\ncomponents: [${text}]\n` })
const deliverables = (...paths: readonly string[]) =>
  phase('P1', `deliverables: [${paths.map((path, index) => `{id: D${index}, title: D, path: ${path}}`).join(', ')}]`)
/** A phase with milestones M0, M1, … */
const plan = (window: string, ...bodies: readonly string[]) =>
  phase('P1', `milestones: [${bodies.map((body, index) => `{id: M${index}, title: M, ${body}}`).join(', ')}]`, window)
const metric = (threshold: string) => `{kind: metric, metric: m${threshold}}`
const attested = (id: string, statement: string, more = '') =>
  `{id: ${id}, statement: ${statement}, check: {kind: attest, claim: c}${more}}`
const statement = (text: string, check = '{kind: attest, claim: c}') =>
  phase('P1', `exit: {criteria: [{id: c, statement: ${text}, check: ${check}}]}`)
/** Criteria of one gate, "id: statement"; the mark goes to the statement. */
const thresholds = (...said: readonly string[]) =>
  phase(
    'P1',
    `exit: {criteria: [${said
      .map((one) => {
        const [, mark = '', id = '', text = ''] = /^(§?)(\w+): (.*)$/.exec(one) ?? []
        return attested(id, `${mark}${text}`)
      })
      .join(', ')}]}`,
  )
const properties = (text: string) => ({ 'specification/requirements.yaml': `format: 1\nproperties: [${text}]\n` })
/** A gate that lists src/a.py, b.py, c.py and everything in docs/any. */
const manifest = (more = '') => {
  const paths = ['src/a.py', 'src/b.py', 'src/c.py', 'docs/any/']
  const criteria = paths.map(
    (path, index) => `{id: m${index}, statement: "${path}: what it is", check: {kind: artifact, paths: [${path}]}}`,
  )
  return {
    'specification/gates.yaml': `format: 1\ngates: [{id: G, stage: quality, criteria: [${[...criteria, more].filter(Boolean).join(', ')}]}]\n`,
  }
}
const files = () => ['README.md', 'docs/Spec.md', 'inbox/P5/list.md', 'outbox/P6/old/list.md', 'inbox/P7.md']
const criterion = (body: string) =>
  phase('P1', `exit: {criteria: [{id: k, statement: s, check: {kind: attest, claim: c}}, {id: c, statement: s${body}}]}`)

function found(more: Record<string, string>) {
  const { texts, places } = marked({ ...clean, ...more })
  return { diagnostics: checkRules(buildProgram(texts), { files }), places }
}

it('a clean plan has no findings', () => expect(found({}).diagnostics).toEqual([]))
it('has a rule per file', () => {
  const files = readdirSync(new URL('../../src/rules/', import.meta.url)).filter((name) => name !== 'index.ts' && name !== 'rule.ts')
  expect(rules.map(({ code }) => `${code.replace('plan/', '').replace('/', '-')}.ts`).sort()).toEqual(files.sort())
})

/** A name, the files, and the codes of findings that cannot but come with it. */
type Fault = readonly [string, Record<string, string>, (readonly string[])?]

const cases: readonly (readonly [string, readonly Fault[], readonly Fault[]])[] = [
  [
    'plan/owner-missing',
    [
      ['a role without an owner', milestone('state: §in-progress, accountable: [RL]')],
      ['one of two roles', milestone('state: §accepted, accountable: [TL, RL]')],
      ['nobody accountable', milestone('state: §under-review')],
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
      ['an imported plan that lists most of its tasks apart', { ...program(imported), ...tasks('{id: T-002, title: T, risks: [R1]}') }],
      [
        'a list of tasks, of which some are phases',
        { ...tasks('{id: T-002, title: T}, {id: T-003, title: T, risks: [R1]}'), ...program('genre: task-list') },
      ],
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
      [
        'in no phase, in a list of tasks',
        {
          ...tasks('{id: T-002, title: T}'),
          ...program('genre: task-list'),
          ...phase('P1', 'tasks: [{id: X, title: X, prerequisites: [T-002]}]'),
        },
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
    [
      [
        'a risk without a word against it',
        { ...allTasks('{id: T-001, title: T}'), 'specification/risks.yaml': 'format: 1\nrisks: [{id: §R1, title: R, mitigation: TBD}]\n' },
      ],
      [
        'a risk of an imported plan that maps three of four',
        { ...program(imported), ...risks('{id: R2, title: R, tasks: [T-001]}, {id: R3, title: R, tasks: [T-001]}, {id: §R4, title: R}') },
      ],
      ['a risk that only has words, beside others', risks('{id: §R2, title: R, mitigation: m}')],
      ['a risk that nobody names', { 'specification/risks.yaml': 'format: 1\nrisks: [{id: R1, title: R}, {id: §R2, title: R}]\n' }],
    ],
    [
      ['an imported plan that maps one of two', { ...program(imported), ...risks('{id: R2, title: R}') }],
      [
        'mitigations in words, where no risk has a task',
        {
          ...allTasks('{id: T-001, title: T}'),
          'specification/risks.yaml': 'format: 1\nrisks: [{id: R1, title: R, mitigation: m}, {id: R2, title: R, contingency: c}]\n',
        },
      ],
      [
        'a risk that names its task',
        { 'specification/risks.yaml': 'format: 1\nrisks: [{id: R1, title: R}, {id: R2, title: R, tasks: [T-001]}]\n' },
      ],
    ],
  ],
  [
    'plan/owner-tbd',
    [
      ['a role', program('roles: [{id: TL, owner: §TBD}]')],
      ['a milestone', milestone('owner: §"?"')],
      ['a task', phase('P1', 'tasks: [{id: X, title: X, owner: §"**TBD** (to be hired)", risks: [R1]}]')],
      ['a risk', risks('{id: R2, title: R, tasks: [T-001], owner: §to be confirmed}')],
      ['a question', { 'specification/decisions.yaml': 'format: 1\nquestions: [{id: Q, title: Q, owner: §tba}]\n' }],
    ],
    [
      ['somebody', milestone('owner: Toby D.')],
      ['no owner at all', milestone('due: soon')],
    ],
  ],
  [
    'plan/risk-unscheduled',
    [
      [
        'a risk whose task is in no phase, beside that task',
        {
          ...risks('{id: §R2, title: R, tasks: [T-001, T-002]}'),
          ...allTasks('{id: T-001, title: T, risks: [R1]}, {id: T-002, title: T}'),
        },
        ['plan/task-unscheduled'],
      ],
    ],
    [
      ['a risk whose tasks have phases', risks('{id: R2, title: R, tasks: [T-001]}')],
      [
        'a risk whose task groups others that have phases',
        {
          ...risks('{id: R2, title: R, tasks: [T-002]}'),
          ...allTasks('{id: T-001, title: T, risks: [R1]}, {id: T-002, title: T, children: [{id: T-003, title: T}]}'),
          ...phase('P1', 'tasks: [T-003]'),
        },
      ],
      [
        'a plan that does not schedule tasks',
        {
          ...allTasks('{id: T-001, title: T}, {id: T-002, title: T}'),
          'specification/risks.yaml': 'format: 1\nrisks: [{id: R2, title: R, tasks: [T-001, T-002]}]\n',
          ...phase('P0', 'goals: [g]'),
        },
      ],
    ],
  ],
  [
    'plan/task-without-risk',
    [
      [
        'a task beside three that mitigate',
        phase('P1', 'tasks: [{id: X, title: X, risks: [R1]}, {id: Y, title: Y, risks: [R1]}, {id: §Z, title: Z}]'),
      ],
      [
        'a task that the program demands it of',
        { ...program('rules: {taskNeedsRisk: true}'), ...phase('P1', 'tasks: [{id: §X, title: X}, {id: §Y, title: Y}]') },
      ],
    ],
    [
      ['a plan that maps one of two', phase('P1', 'tasks: [{id: X, title: X}]')],
      [
        'a program that turned it off',
        {
          ...program('rules: {taskNeedsRisk: false}'),
          ...phase('P1', 'tasks: [{id: X, title: X, risks: [R1]}, {id: Y, title: Y, risks: [R1]}, {id: Z, title: Z}]'),
        },
      ],
    ],
  ],
  [
    'plan/task-without-source',
    [
      [
        'a task, and not its children',
        {
          ...program('rules: {taskNeedsSource: true}'),
          ...allTasks('{id: T-001, title: T, risks: [R1], sourceRefs: [SR 1]}'),
          ...phase('P1', 'tasks: [{id: §X, title: X, risks: [R1], children: [{id: Y, title: Y}]}]'),
        },
      ],
    ],
    [
      ['a plan that does not demand it', phase('P1', 'tasks: [{id: X, title: X, sourceRefs: [A]}]')],
      [
        'a checkpoint',
        {
          ...program('rules: {taskNeedsSource: true}'),
          ...allTasks('{id: T-001, title: T, risks: [R1], sourceRefs: [SR 1]}'),
          ...phase('P1', 'tasks: [{id: X, title: X, checkpoint: true, risks: [R1]}]'),
        },
      ],
    ],
  ],
  [
    'plan/task-without-requirement',
    [
      [
        'a task beside others that have one',
        {
          ...allTasks('{id: T-001, title: T, risks: [R1], requirements: ["1.1"]}'),
          ...phase('P1', 'tasks: [{id: X, title: X, validates: ["1.2"]}, {id: Y, title: Y, requirements: [all]}, {id: §Z, title: Z}]'),
          ...program('rules: {taskNeedsRisk: false}'),
        },
      ],
      [
        'every task that the program demands it of',
        { ...program('rules: {taskNeedsRequirement: true}'), ...allTasks('{id: §T-001, title: T, risks: [R1]}') },
      ],
    ],
    [['a plan that traces none', phase('P1', 'tasks: [{id: X, title: X}]')]],
  ],
  [
    'plan/target-without-number',
    [
      ['a target that is met', statement('§throughput meets its targets')],
      ['a target that is reached', statement('§the latency budget is met')],
      ['a comparison', statement('§precision@k ≥ target on the fixtures')],
      ['a measure that somebody confirms', statement('§the review confirms P95 latency')],
      ['a metric without a number', statement('§latency stays within its budget', metric('')), ['plan/undefined-criterion']],
    ],
    [
      ['a number', statement('P95 latency stays within its budget of 30 ms')],
      ['a number in a range', statement('"throughput meets its target: 1,000 requests a second"')],
      ['a target that is no measure', statement('the target audience is named')],
      ['a check that has the number', statement('throughput meets its targets', metric(', op: gt, value: 5'))],
      ['a check with a range', statement('throughput meets its targets', metric(', op: between, min: 1, max: 2'))],
      ['a baseline', statement('throughput meets its targets', metric(', baseline: {name: b, rel: 0.1}'))],
      ['a long text', statement('x'.repeat(3000))],
    ],
  ],
  [
    'plan/contradicting-thresholds',
    [
      ['the same number with and without its bound', thresholds('c: Coverage > 80%', '§d: "Coverage ≥ 80 %"')],
      [
        'the same in another phase, and a command',
        {
          ...phase('P1', `exit: {criteria: [${attested('c', 'Test coverage > 80%')}]}`),
          ...phase('P2', `exit: {criteria: [${attested('d', '§tests pass', ', commands: ["pytest --cov-fail-under=80"]')}]}`, '4-6'),
        },
      ],
      ['other numbers in one phase', thresholds('c: Latency < 200 ms', '§d: Latency < 300 ms')],
      ['more than two', thresholds('c: Failures = 0', '§d: Failures = 1', '§e: Failures == 2')],
    ],
    [
      ['one threshold twice', thresholds('c: Latency < 200 ms', 'd: latency < 200 ms')],
      ['a range', thresholds('c: Load > 20%', 'd: Load < 80%')],
      ['other units', thresholds('c: Latency < 200 ms', 'd: Latency < 1 s')],
      [
        'more from phase to phase',
        {
          ...phase('P1', `exit: {criteria: [${attested('c', 'Coverage ≥ 60%')}]}`),
          ...phase('P2', `exit: {criteria: [${attested('d', 'Coverage ≥ 80%')}]}`, '4-6'),
        },
      ],
      [
        'tiers',
        {
          'specification/gates.yaml': `format: 1\ngates: [{id: G1, stage: tier, criteria: [${attested('c', 'Coverage ≥ 60%')}]}, {id: G2, stage: tier, criteria: [${attested('d', 'Coverage > 60%')}]}]\n`,
        },
      ],
    ],
  ],
  [
    'plan/placeholder',
    [
      ['the name of the program', { 'specification/program.yaml': '§format: 1\nid: demo\nname: "{Project Name}"\n' }],
      ['a task, once', phase('P1', 'tasks: [§{id: X, title: "{{a}} {{b}} {{c}} {{d}}", detail: ["{{e}}"], risks: [R1]}]')],
      ['a milestone', phase('P1', 'milestones: [§{id: M, title: M, attributes: {Due: "<Due Date>"}}]')],
      ['a phase, and not what is in it', phase('P1', 'tasks: [§{id: X, title: "{New Name}", risks: [R1]}]')],
      ['a template, which is told', { ...program('template: true'), ...phase('P1', 'tasks: [§{id: X, title: "{N}", risks: [R1]}]') }],
    ],
    [
      ['patterns', phase('P1', `exit: {criteria: [${attested('c', 's', ', inputs: ["src/{a b}"]')}]}`)],
      ['code', phase('P1', 'tasks: [{id: X, title: "GET /users/{id} as `<Page Layout>`", risks: [R1]}]')],
    ],
  ],
  [
    'plan/window-too-short',
    [
      ['milestones one after the other', plan('§2-4', 'duration: 6 working days', 'duration: 1 week')],
      [
        'an overlap that is too small',
        plan('§2-3', 'duration: 3 days', 'duration: 4 days, relations: [{type: overlaps, milestone: M0, amount: last day}]'),
      ],
      [
        'an overlap that nobody measured',
        plan('§2-3', 'duration: 3 days', 'duration: 3 days, relations: [{type: overlaps, milestone: M0}]'),
      ],
      [
        'what comes after both',
        plan(
          '§2-3',
          'duration: 2 days',
          'duration: 4 days, relations: [{type: parallel, milestone: M0}]',
          'duration: 2 days, relations: [{type: after, milestone: M0}, {type: after, milestone: M1}]',
        ),
      ],
      ['a milestone beside another one', plan('§2-3', 'duration: 4 days', 'duration: 6 days, relations: [{type: aligned, milestone: M0}]')],
      ['a relation to what comes later', plan('§2-3', 'duration: 3 days, relations: [{type: before, milestone: M1}]', 'duration: 3 days')],
    ],
    [
      ['a window that is long enough', plan('2-4', 'duration: 1 week', 'duration: 1 week')],
      ['an open window', plan('2+', 'duration: 9 weeks')],
      ['no durations', plan('2-3', 'due: soon', 'due: later')],
      ['milestones side by side', plan('2-3', 'duration: 1 week', 'duration: 1 week, relations: [{type: parallel, milestone: M0}]')],
      [
        'an overlap of days',
        plan('2-3', 'duration: 3 days', 'duration: 4 days, relations: [{type: overlaps, milestone: M0, text: overlaps last 2 days of M0}]'),
      ],
      [
        'a window that counts its last week',
        { ...plan('2-3', 'duration: 2 weeks'), 'specification/program.yaml': 'format: 1\nid: d\nname: D\nweeks: inclusive\n' },
      ],
    ],
  ],
  [
    'plan/document-absent',
    [
      ['a source', program('sources: {SR: §docs/study.md}')],
      ['a document in code marks', program('summary: §see `readme.md`, `docs/spec.md` and `docs/flow.md`')],
    ],
    [
      ['what is there', program('sources: {SR: docs/study/README.md}\nsummary: "`spec.md`"')],
      ['the plan itself', program('summary: "see `plan.md`"\nimports: [{file: docs/PLAN.md}]')],
      ['a template', program('template: true\nsources: {SR: docs/study.md}')],
    ],
  ],
  [
    'plan/reference-absent',
    [
      ['an id with a leading zero', program('assumptions: [§SR says A-001 to A-010]')],
      ['an id beside known ones', program('assumptions: [{id: A-1, title: a}, §{title: A-1 and A-2}]')],
      ['an id of the kind of the tasks', program('assumptions: [§{title: "T-001, T-999"}]')],
    ],
    [
      ['known ids', program('assumptions: [{id: A-001, title: see T-001}, see A-001]')],
      ['what is no id', program('assumptions: ["UTF-8, SHA-256 and ISO-9001"]')],
    ],
  ],
  [
    'plan/opaque-deliverable',
    [['a spreadsheet', phase('P1', 'deliverables: [{id: D, title: D, path: §docs/Matrix.XLSX}]')]],
    [['text', deliverables('docs/matrix.csv', 'docs/xlsx/')]],
  ],
  [
    'plan/superseded-outside-evidence',
    [['a folder beside the evidence', program('review: { superseded: §docs/old }')]],
    [
      ['the usual place', program('review: { seed: false }')],
      ['a folder below it', program('review: { superseded: docs/evidence/old }')],
    ],
  ],
  [
    'plan/deliverable-outside-evidence',
    [
      [
        'a folder beside the evidence',
        {
          ...program('evidence: docs/golden'),
          ...deliverables('docs/golden/a.md', 'docs/golden/b.md', 'docs/golden/', '§reports/', 'notes.md'),
        },
      ],
    ],
    [
      ['a program that names no folder', deliverables('docs/a.md', 'docs/b.md', 'docs/c.md', 'reports/')],
      ['a plan that does not keep to its folder', { ...program('evidence: docs/golden'), ...deliverables('docs/golden/a.md', 'src/a.ts') }],
      ['a plan whose deliverables have no folders', { ...program('evidence: docs/golden'), ...deliverables('a.md', 'b.md') }],
    ],
  ],
  [
    'plan/empty-phase',
    [
      ['a phase with nothing in it', { [P1]: 'format: 1\nid: §P1\ntitle: T\n' }],
      ['a phase beside its checklist', { 'specification/phases/P7.yaml': 'format: 1\nid: §P7\ntitle: T\n' }],
      [
        'a phase of dots',
        { [P1]: 'format: 1\nid: §P1\ntitle: T\nduration: 2 days\nsummary: "..."\nscope: [TBD]\nnotes: ["…", {text: "-"}]\n' },
      ],
    ],
    [
      ['a phase of others', { ...phase('P1', 'summary: "..."'), ...phase('P2', 'parent: P1\nsummary: s') }],
      ['a phase with a goal', phase('P1', 'goals: [g]')],
      ['a phase with a note', phase('P1', 'notes: [{text: Read the paper.}]')],
      ['a phase with a column', phase('P1', 'attributes: {Focus: ["-", The core]}')],
      ['a phase with a gate', phase('P1', `entry: {criteria: [${attested('c', 's')}]}`)],
      ['a phase with deliverables', deliverables('a.md')],
      ['a phase with a checklist', phase('P5', '')],
      ['a phase whose checklist is archived', phase('P6', '')],
    ],
  ],
  [
    'plan/duplicate-property',
    [
      ['another title', properties('{id: §P 1, title: One, attributes: {alsoDefined: Two}}')],
      ['other titles', properties('{id: §§P 1, title: One, attributes: {alsoDefined: ["T-001: Two", "9.9: Three"]}}')],
    ],
    [['one title', properties('{id: P 1, title: One, attributes: {parts: Registry part}}')]],
  ],
  [
    'plan/unnumbered-property',
    [['one beside another', properties('{id: P 1, title: One}, {id: §1.2.Property, title: Two, attributes: {numbered: "no"}}')]],
    [
      ['numbers', properties('{id: P 1, title: One}')],
      ['a plan that numbers none', properties('{id: a, title: One, attributes: {numbered: "no"}}')],
    ],
  ],
  [
    'plan/not-in-manifest',
    [
      [
        'the file of a task',
        {
          ...manifest(),
          ...phase('P1', 'tasks: [{id: §X, title: "`src/f.py`", risks: [R1], outputs: [f.py]}, {id: §Y, title: h.py, risks: [R1]}]'),
        },
      ],
      [
        'the file of an attribute',
        { ...manifest(), ...phase('P1', 'tasks: [{id: §X, title: X, attributes: {Test: "run `src/t/g.py`."}, risks: [R1]}]') },
      ],
      ['the file of a component', { ...manifest(), ...components('{id: §E, path: src/e.py}, {id: §F, title: F in f.py}') }],
    ],
    [
      ['files of it', { ...manifest(), ...phase('P1', 'tasks: [{id: X, title: "A.py and src/b.py, docs/any/x.py", risks: [R1]}]') }],
      ['other kinds and folders', { ...manifest(), ...phase('P1', 'tasks: [{id: X, title: README.md and lib/x.py, risks: [R1]}]') }],
      ['patterns', { ...manifest(), ...phase('P1', 'tasks: [{id: X, title: "src/*.py test_*.py {n}.py x.py.bak", risks: [R1]}]') }],
      ['a gate of other criteria', { ...manifest(attested('k', 's')), ...phase('P1', 'tasks: [{id: X, title: x.py, risks: [R1]}]') }],
      [
        'a gate of several paths',
        {
          ...manifest('{id: k, statement: src/z.py, check: {kind: artifact, paths: [src/z.py, src/y.py]}}'),
          ...phase('P1', 'tasks: [{id: X, title: x.py, risks: [R1]}]'),
        },
      ],
      [
        'a gate of undefined criteria',
        {
          ...manifest('{id: k, statement: src/z.py, check: {all: [{kind: attest, claim: c}]}}'),
          ...phase('P1', 'tasks: [{id: X, title: x.py, risks: [R1]}]'),
        },
      ],
    ],
  ],
  [
    'plan/undeclared-component',
    [
      [
        'an equation that a task uses',
        {
          ...components('{id: Eq 1}, {id: Eq 2}'),
          ...phase('P1', 'tasks: [{id: §X, title: Eq 3 after Eq 1, detail: [Eq 3], risks: [R1]}]'),
        },
      ],
      ['an equation that another needs', components('{id: Paper Eq 1}, {id: Eq.2}, {id: §E, title: Eq. 7.}')],
    ],
    [
      ['equations that are declared', components('{id: Eq 1}, {id: Eq 2, title: needs Eq 1}')],
      ['one of a kind', components('{id: Layer 1}, {id: E, title: Layer 2}')],
      [
        'another number',
        { ...components('{id: Eq 1}, {id: Eq 2}'), ...phase('P1', 'tasks: [{id: X, title: Eq 3.1 of Step 9, risks: [R1]}]') },
      ],
    ],
  ],
]

describe.each(cases)('%s', (code, faults, sound) => {
  it.each(faults.map(([name, more, beside = []]) => ({ name, more, beside })))('finds $name', ({ more, beside }) => {
    const { diagnostics, places } = found(more)
    expect(lines(diagnostics.filter((one) => !beside.includes(one.code)))).toEqual(places.map((at) => `${code} ${at}`))
    expect([...new Set(diagnostics.map((one) => one.code))].sort()).toEqual([code, ...beside].sort())
    expect(places.length).toBeGreaterThan(0)
    for (const one of diagnostics) expect(one.help).toBeTruthy()
  })
  it.each(sound.map(([name, more]) => ({ name, more })))('leaves alone $name', ({ more }) => expect(found(more).diagnostics).toEqual([]))
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

  it('names the line of the plan, where the plan was imported', () => {
    const source = 'source: {file: PLAN.md, lines: "7-9"}'
    const texts = (phases: Record<string, string>) => ({ ...clean, ...phases })
    const faults: readonly Record<string, string>[] = [
      allTasks(`{id: T-001, title: T, risks: [R1]}, {id: T-002, title: T, ${source}}`),
      { ...tasks(`{id: T-002, title: T, ${source}}`), ...phase('P1', 'tasks: [T-002]'), ...phase('P2', 'tasks: [T-002]') },
      { ...phase('P1', `tasks: [{id: X, title: X, ${source}, prerequisites: [Y]}]`), ...phase('P2', 'tasks: [{id: Y, title: Y}]', '4-6') },
      phase('P1', `tasks: [{id: X, title: X, ${source}, children: [{id: Y, title: Y, state: done}]}]`),
      phase('P1', `tasks: [{id: X, title: X, ${source}, state: done, children: [{id: Y, title: Y}]}]`),
      risks(`{id: R2, title: R, ${source}}`),
      properties(`{id: P 1, title: T, ${source}, attributes: {alsoDefined: U}}`),
      properties(`{id: P 1, title: T}, {id: P, title: U, ${source}, attributes: {numbered: "no"}}`),
      { ...manifest(), ...components(`{id: E, path: src/e.py, ${source}}`) },
      risks(`{id: R2, title: R, tasks: [T-001], owner: TBD, ${source}}`),
      milestone(`${source}, state: in-progress, accountable: [RL]`),
      phase('P1', `exit: {criteria: [{id: c, statement: s, ${source}}]}`),
      phase('P1', `exit: {criteria: [{id: c, statement: s, ${source}, check: {kind: metric, metric: m}}]}`),
      phase('P1', `exit: {criteria: [{id: c, statement: s, ${source}, check: {kind: attest, claim: c, proposed: true}}]}`),
      phase('P1', `exit: {criteria: [], ${source}}`),
      deliverables(`docs/a.pdf, ${source}`),
      phase('P1', source),
      program(`assumptions: [{title: A-001, ${source}}]`),
      program(`summary: "\`x.md\`"\n${source}`),
      program(`assumptions: [A-001]\n${source}`),
      components(`{id: Eq 1, ${source}, title: Eq 3}, {id: Eq 2}`),
    ]
    for (const fault of faults)
      expect(
        found(texts(fault)).diagnostics.map((one) => one.related?.[0]?.location),
        JSON.stringify(fault),
      ).toEqual([{ file: 'PLAN.md', line: 7, column: 1 }])
  })

  it('names both places of two thresholds, and both lines of the plan', () => {
    const one = (id: string, text: string, line: number) => attested(id, text, `, source: {file: PLAN.md, lines: "${line}"}`)
    const { diagnostics } = found(phase('P1', `exit: {criteria: [${one('c', 'A > 1', 4)}, ${one('d', 'A ≥ 1', 8)}]}`))
    expect(diagnostics[0]?.related?.map(({ location }) => `${location.file}:${location.line}`)).toEqual([
      'PLAN.md:8',
      'specification/phases/P1.yaml:5',
      'PLAN.md:4',
    ])
  })

  it('names the task and the property that a second definition belongs to', () => {
    const { diagnostics } = found({
      ...allTasks('{id: T-001, title: T, risks: [R1], source: {file: PLAN.md, lines: "30"}}'),
      ...properties(
        '{id: P 1, title: One, source: {file: PLAN.md, lines: "4"}, attributes: {alsoDefined: "T-001: two"}}, {id: P 2, title: Two}',
      ),
    })
    expect(diagnostics[0]?.message).toMatch(/^P 1 .*T-001.*"two".*P 2$/)
    expect(diagnostics[0]?.related?.map(({ location }) => location.line)).toEqual([4, 30])
  })

  it.each([
    ['SR says A-001 to A-010', 'A-001…A-010'],
    ['"A-001…A-010, A-020 and A-030..A-040"', 'A-001…A-010, A-020, A-030…A-040'],
    ['A-001 and A-002', 'A-001, A-002'],
  ])('names absent ids as the plan does: %s', (text, expected) =>
    expect(found(program(`assumptions: [${text}]`)).diagnostics[0]?.message).toBe(`the plan refers to ${expected}, which no record has`),
  )

  it('names the first three placeholders', () =>
    expect(found(phase('P1', 'goals: ["{{a}} {{b}} {{c}} {{d}} {{a}}"]')).diagnostics[0]?.message).toContain(
      '{{a}}, {{b}}, {{c}} and 1 more',
    ))

  it('finds the line of the plan that names a document or an id, where the plan can be read', () => {
    const source = 'source: {file: PLAN.md, lines: "2-9"}'
    const built = buildProgram({ ...clean, ...program(`summary: "\`x.md\`"\nassumptions: [A-001]\n${source}`) })
    const read = (path: string) => (path === 'PLAN.md' ? '# Plan\n\nsee `x.md`\r\n\nA-001\n' : undefined)
    const lineOf = (text: Surroundings['read']) =>
      checkRules(built, { files, ...(text && { read: text }) }).map(({ related }) => related?.[0]?.location.line)
    expect([lineOf(read), lineOf(() => 'another text'), lineOf(() => undefined), lineOf(undefined)]).toEqual([
      [3, 5],
      [2, 2],
      [2, 2],
      [2, 2],
    ])
    const byHand = buildProgram({ ...clean, ...program('assumptions: [A-001]') })
    expect(checkRules(byHand, { read }).map(({ related }) => related)).toEqual([undefined])
  })

  it('says nothing of a kind that is only proposed and not decided', () => {
    const { diagnostics } = found(criterion(', check: {kind: drill, proposed: true}'))
    expect(diagnostics.map(({ code }) => code)).toEqual(['plan/proposed-check'])
  })

  it('says nothing of documents when the files are not known', () => {
    const built = buildProgram({ ...clean, ...program('sources: {SR: docs/study.md}') })
    for (const surroundings of [{}, { files: () => undefined }]) expect(checkRules(built, surroundings)).toEqual([])
  })

  it('only tells the placeholders of a template', () => {
    const severities = (more: string) => found({ ...program(`${more}summary: "{{a}}"`) }).diagnostics.map(({ severity }) => severity)
    expect([severities(''), severities('template: true\n')]).toEqual([['warning'], ['info']])
  })

  it.each(
    hostile(['targets ', 'met ', '>', 'within a', 'A-0', 'A-', 'Eq ', 'Eq 1', '1', 'confirms ', 'a ', 'a.py', 'a/', '.', 'a.', '.py ']),
  )('is linear on %j and so on', (_, text) => {
    const built = buildProgram({
      ...clean,
      ...program(`assumptions: [${JSON.stringify(text)}, "T-1"]`),
      ...components(`{id: Eq 1}, {id: Eq 2}, {id: E3, title: ${JSON.stringify(text)}}`),
      ...statement(JSON.stringify(text)),
      ...manifest(),
      ...properties(`{id: P, title: T, attributes: {alsoDefined: ${JSON.stringify(text)}}}`),
    })
    quickly(() => checkRules(built))
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
      expect.stringMatching(/refractor gate accept-check c$/),
    ])
    expect(help(phase('P1', 'tasks: [{id: X, title: X, children: [{id: Y, title: Y, state: done}]}]'))).toEqual(['refractor task done X'])
    const other = buildProgram({ ...clean, ...criterion(', check: {kind: attest, claim: x, proposed: true}') }, { isDefault: false })
    expect(checkRules(other)[0]?.help).toMatch(/refractor gate accept-check demo\/c$/)
  })
})
