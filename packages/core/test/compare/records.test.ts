import { describe, expect, test } from 'vitest'
import { compare, short, told } from './sides.ts'

const phase = (id: string, body: string): string => `format: 1\nid: ${id}\ntitle: Phase ${id}\n${body}`
const two = {
  'phases/P1.yaml': phase(
    'P1',
    `window: "0-2"
milestones:
  - { id: P1.M1, title: Frame, tasks: [{ id: T1, title: Saw, state: open }] }
  - { id: P1.M2, title: Roof }
  - { id: P1.M3, title: Door }
tasks: [{ id: T2, title: Paint, children: [{ id: T2.1, title: Mix }] }]
deliverables: [{ id: D1, title: House }]
exit: { criteria: [{ id: P1.1, statement: It stands., check: { kind: attest, claim: stands } }] }
`,
  ),
  'phases/P2.yaml': phase('P2', 'window: "2-4"\ndependencies: [P1]\ntasks: [{ id: T3, title: Live in it }]\n'),
  'risks.yaml': 'format: 1\nrisks: [{ id: R1, title: Rain, impact: high, tasks: [T1] }]\n',
}
type Texts = typeof two
const with_ = (path: keyof Texts, ...changes: readonly (readonly [string, string])[]): Texts => ({
  ...two,
  [path]: changes.reduce((text, [from, to]) => {
    expect(text).toContain(from)
    return text.replace(from, to)
  }, two[path]),
})

describe('records', () => {
  test.each<[string, keyof Texts, readonly (readonly [string, string])[], readonly string[]]>([
    ['nothing', 'risks.yaml', [], []],
    ['a title', 'risks.yaml', [['Rain', 'Hail']], ['changed risk R1 title']],
    ['a state', 'phases/P1.yaml', [['state: open', 'state: done']], ['changed task T1 state']],
    ['a state with a mark', 'phases/P1.yaml', [['state: open', 'state: { value: open, mark: " " }']], []],
    ['a state that is the first one anyhow', 'phases/P1.yaml', [['title: Paint', 'title: Paint, state: open, optional: false']], []],
    ['a new task', 'phases/P2.yaml', [['[{ id: T3', '[{ id: T4, title: Clean }, { id: T3']], ['added task T4']],
    ['a task that is gone', 'phases/P2.yaml', [['{ id: T3, title: Live in it }', '']], ['removed task T3']],
    ['a new id', 'phases/P2.yaml', [['id: T3', 'id: T9']], ['renamed task T3→T9']],
    ['a new id and a new owner', 'phases/P2.yaml', [['id: T3', 'owner: Ada, id: T9']], ['renamed task T3→T9 owner']],
    [
      'a new id and another meaning',
      'phases/P2.yaml',
      [['id: T3, title: Live', 'id: T9, title: Sleep']],
      ['removed task T3', 'added task T9'],
    ],
    ['a window', 'phases/P2.yaml', [['"2-4"', '"2-6"']], ['changed phase P2 window']],
    [
      'milestones in another order',
      'phases/P1.yaml',
      [
        ['P1.M3, title: Door', 'P1.M4, title: Gate'],
        ['P1.M1, title: Frame', 'P1.M3, title: Door'],
        ['P1.M4, title: Gate', 'P1.M1, title: Frame'],
      ],
      ['moved milestone P1.M2 order:P1.M1→P1.M3', 'moved milestone P1.M3 order:P1.M2→', 'moved task T1 milestone:P1.M1→P1.M3'],
    ],
    [
      'a milestone that went to the end',
      'phases/P1.yaml',
      [
        ['  - { id: P1.M2, title: Roof }\n', ''],
        ['title: Door }\n', 'title: Door }\n  - { id: P1.M2, title: Roof }\n'],
      ],
      ['moved milestone P1.M3 order:P1.M2→P1.M1'],
    ],
    [
      'a task in a milestone',
      'phases/P1.yaml',
      [
        ['title: Roof }', 'title: Roof, tasks: [{ id: T2, title: Paint, children: [{ id: T2.1, title: Mix }] }] }'],
        ['\ntasks: [{ id: T2, title: Paint, children: [{ id: T2.1, title: Mix }] }]', ''],
      ],
      ['moved task T2 milestone:→P1.M2', 'moved task T2.1 milestone:→P1.M2'],
    ],
    ['a check', 'phases/P1.yaml', [['claim: stands', 'claim: it stands']], ['changed criterion P1.1 check.claim']],
    ['a level that is the usual one', 'phases/P1.yaml', [['statement: It stands.', 'level: required, statement: It stands.']], []],
    ['a task that a risk names', 'risks.yaml', [['[T1]', '[T1, T2]']], ['changed risk R1 tasks']],
    ['the same tasks in another order', 'risks.yaml', [['[T1]', '[T1, T1]']], []],
  ])('%s', (_, path, changes, expected) => {
    expect(short(compare(two, with_(path, ...changes)))).toEqual(expected)
  })

  test('a phase that is new comes with what stands in it, and goes with it', () => {
    const { 'phases/P1.yaml': _, ...rest } = two
    const without = {
      ...rest,
      'phases/P2.yaml': two['phases/P2.yaml'].replace('dependencies: [P1]\n', ''),
      'risks.yaml': 'format: 1\nrisks: []\n',
    }
    const added = short(compare(without, two))
    expect(added).toContain('added phase P1')
    expect(added).toContain('added task T2.1 in phase:P1')
    expect(added).toContain('added gate P1 in phase:P1')
    expect(added).toContain('added criterion P1.1 in phase:P1')
    expect(added).toContain('added risk R1')
    expect(short(compare(two, without))).toContain('removed milestone P1.M1 in phase:P1')
  })

  test('what refers to a record by its new id says what it said', () => {
    const base = {
      ...two,
      'phases/P2.yaml': `${two['phases/P2.yaml']}milestones: [{ id: P2.M1, title: In, relations: [{ type: after, milestone: P1.M2 }] }]\n`,
    }
    const renamed = {
      'phases/P1.yaml': base['phases/P1.yaml']
        .replace('id: P1\n', 'id: X1\n')
        .replace('{ id: T1,', '{ id: T7,')
        .replace('id: P1.M2', 'id: X1.M2'),
      'phases/P2.yaml': base['phases/P2.yaml'].replace('[P1]', '[X1]').replace('milestone: P1.M2', 'milestone: X1.M2'),
      'risks.yaml': base['risks.yaml'].replace('[T1]', '[T7]'),
    }
    const difference = compare(base, renamed)
    expect(short(difference)).toEqual(['renamed phase P1→X1', 'renamed milestone P1.M2→X1.M2', 'renamed task T1→T7'])
    expect(told(difference)).toEqual(['records'])
  })

  test('of several that mean the same, none is taken for another when their number differs', () => {
    const tasks = (...ids: string[]): Record<string, string> => ({
      'tasks.yaml': `format: 1\ntasks: [${ids.map((id) => `{ id: ${id}, title: Test }`).join(', ')}]\n`,
    })
    expect(short(compare(tasks('A', 'B'), tasks('C', 'D')))).toEqual(['renamed task A→C', 'renamed task B→D'])
    expect(short(compare(tasks('A', 'B'), tasks('C')))).toEqual(['removed task A', 'removed task B', 'added task C'])
  })

  test('files that were moved are told once, and nothing else of them', () => {
    const { 'phases/P2.yaml': text, ...rest } = two
    const difference = compare(two, { ...rest, 'phases/second.yaml': text })
    expect(told(difference)).toEqual(['files'])
    expect(difference.files).toEqual([{ before: 'specification/phases/P2.yaml', after: 'specification/phases/second.yaml', records: 2 }])
  })

  test('a task that is written elsewhere and is still part of the same phase has only moved between files', () => {
    const head = {
      ...two,
      'phases/P2.yaml': two['phases/P2.yaml'].replace('[{ id: T3, title: Live in it }]', '[T3]'),
      'tasks.yaml': 'format: 1\ntasks: [{ id: T3, title: Live in it }]\n',
    }
    expect(told(compare(two, head))).toEqual(['files'])
  })

  test('settings, policy and people, as deep as they go', () => {
    const base = {
      'program.yaml': `format: 1
id: demo
name: Demo
start: "2026-01-05"
calendar: { holidays: ["2026-05-01"] }
assumptions: [{ id: A-1, title: Dry wood, source: { file: plan.md, lines: "3" } }]
roles: [{ id: lead, owner: Ada }]
`,
      'policy.yaml': 'format: 1\nversion: 1\nwaive: { roles: [lead], maxDays: 10 }\n',
    }
    const head = {
      'program.yaml': base['program.yaml']
        .replace('2026-01-05', '2026-01-12')
        .replace('["2026-05-01"]', '["2026-05-01", "2026-12-25"]')
        .replace('Dry wood', 'Wet wood')
        .replace('"3"', '"9"')
        .replace('Ada', 'Grace'),
      'policy.yaml': 'format: 1\nversion: 2\nwaive: { roles: [lead], maxDays: 20 }\n',
    }
    const { settings, policy, records } = compare(base, head)
    expect(settings).toEqual([
      { field: 'assumptions.A-1.title', kind: 'text', before: 'Dry wood', after: 'Wet wood' },
      { field: 'start', kind: 'schedule', before: '2026-01-05', after: '2026-01-12' },
      { field: 'calendar.holidays', kind: 'schedule', before: ['2026-05-01'], after: ['2026-05-01', '2026-12-25'] },
    ])
    expect(policy.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['version', 1, 2],
      ['waive.maxDays', 10, 20],
    ])
    expect(short({ records })).toEqual(['changed role lead owner'])
  })

  test('gates of their own are records, and those of a milestone come with it', () => {
    const gates = (id: string, title: string): Record<string, string> => ({
      'gates.yaml': `format: 1\ngates: [{ id: ${id}, title: ${title}, stage: quality, criteria: [] }]\n`,
    })
    expect(short(compare(gates('Q', 'House'), gates('R', 'House')))).toEqual(['renamed gate Q→R'])
    expect(short(compare(gates('Q', 'House'), gates('R', 'Garden')))).toEqual(['removed gate Q', 'added gate R'])
    const milestone =
      '  - { id: P1.M4, title: Keys, deliverables: [{ id: D4, title: Key }], acceptance: [{ id: P1.M4.1, statement: They fit. }] }\n'
    const head = {
      ...two,
      'phases/P1.yaml': two['phases/P1.yaml'].replace('tasks: [{ id: T2,', `${milestone.replace(/^ {2}/, '  ')}tasks: [{ id: T2,`),
    }
    expect(short(compare(two, head))).toEqual([
      'added milestone P1.M4',
      'added deliverable D4 in milestone:P1.M4',
      'added gate P1.M4 in milestone:P1.M4',
      'added criterion P1.M4.1 in milestone:P1.M4',
    ])
  })

  test('a dependency is the same with and without its note left out, and another one with a note', () => {
    const head = (dependency: string): Texts => with_('phases/P2.yaml', ['[P1]', `[${dependency}]`])
    expect(told(compare(two, head('{ phase: P1 }')))).toEqual([])
    expect(short(compare(two, head('{ phase: P1, note: half of it }')))).toEqual(['changed phase P2 dependencies'])
  })

  test('a person without a title, and one without a meaning, are what their ids say', () => {
    const people = (...list: string[]): Record<string, string> => ({
      'program.yaml': `format: 1\nid: demo\nname: Demo\npeople: [${list.join(', ')}]\n`,
    })
    expect(short(compare(people('{ id: ada, name: Ada }'), people('{ id: lovelace, name: Ada }')))).toEqual(['renamed person ada→lovelace'])
    expect(short(compare(people('{ id: ada }'), people('{ id: lovelace }')))).toEqual(['removed person ada', 'added person lovelace'])
  })

  test('decisions and questions of a phase follow its id; lists of other lengths are told as a whole', () => {
    const texts = (phaseId: string, all: string): Record<string, string> => ({
      'phases/P1.yaml': `format: 1\nid: ${phaseId}\ntitle: First\nexit: { criteria: [{ id: C, statement: It holds., check: { all: [${all}] } }] }\n`,
      'decisions.yaml': `format: 1\ndecisions: [{ id: Q, title: When, phase: ${phaseId} }]\n`,
    })
    const attest = '{ kind: attest, claim: a }'
    const { records } = compare(texts('P1', attest), texts('X1', `${attest}, { kind: attest, claim: b }`))
    expect(short({ records })).toEqual(['renamed phase P1→X1', 'changed criterion C check.all'])
    expect(records[1]?.fields[0]).toMatchObject({ before: [{ claim: 'a' }], after: [{ claim: 'a' }, { claim: 'b' }] })
  })
})
