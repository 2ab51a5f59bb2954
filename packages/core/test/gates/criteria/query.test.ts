import { describe, expect, it, test } from 'vitest'
import { fieldReader, fieldsOf, type QuerySource, recordsOfSource } from '../../../src/gates/query-records.ts'
import type { LeafOf } from '../../../src/schema/check.ts'
import { caseOf, criterion, gateOf, outcome, programOf, reviewOf } from '../build.ts'

type Check = Omit<LeafOf<'query'>, 'kind'>

const parts = {
  program: {
    roles: [{ id: 'TL', owner: 'Ada' }, { id: 'QL', owner: 'TBD' }, { id: 'RL' }],
    people: [
      { id: 'grace', name: 'Grace', roles: ['RL'], emails: ['grace@example.org', 'TBD'] },
      { id: 'robot', kind: 'bot' as const },
    ],
  },
  phases: [
    {
      id: 'P0',
      window: '0-2',
      milestones: [
        {
          id: 'P0.M1',
          title: 'M1',
          state: 'accepted',
          accountable: ['TL'],
          tasks: [
            { id: 'T1', title: 'one', state: 'done', priority: '1' },
            { id: 'T2', title: 'two', optional: true },
          ],
        },
        { id: 'P0.M2', title: 'M2', accountable: ['TL', 'QL'], supporting: ['RL'] },
        { id: 'P0.M3', title: 'M3', accountable: ['QL'], owner: 'Grace' },
        { id: 'P0.M4', title: 'M4' },
        { id: 'P0.M5', title: 'M5', accountable: ['RL'], state: { value: 'accepted', mark: 'x' } },
      ],
      deliverables: [{ id: 'D1', title: 'Plan', path: 'docs/a.md' }],
      gates: [{ id: 'P0.check', criteria: [] }],
    },
    { id: 'P1', tasks: ['T3'] },
  ],
  tasks: [{ id: 'T3', title: 'three', owner: '-', checkpoint: true }],
  risks: [
    { id: 'R1', title: 'late', owner: 'Ada', tasks: ['T1'] },
    { id: 'R2', title: 'lost' },
  ],
  requirements: [{ id: 'Q1', title: 'fast' }],
  decisions: {
    questions: [{ id: 'A1', title: 'why', state: 'open' }],
    decisions: [{ id: 'B1', title: 'so', owner: 'Ada', forum: 'steering' }],
  },
}

const of = (check: Check, reviews = caseOf().reviews) => {
  const program = programOf({
    ...parts,
    phases: [...parts.phases, { id: 'Z', exit: { criteria: [criterion('Z.1', { kind: 'query', ...check })] } }],
  })
  const [result] = gateOf(program, caseOf({ reviews }), undefined, 'Z').criteria
  if (!result) throw new Error('no result')
  return result
}

describe('all and none', () => {
  test.each<[string, Check, string]>([
    ['all are', { from: 'milestones', where: { id: ['P0.M1', 'P0.M5'] }, expect: 'all', that: { state: 'accepted' } }, 'met'],
    ['one is not', { from: 'milestones', where: { id: ['P0.M1', 'P0.M2'] }, expect: 'all', that: { state: 'accepted' } }, 'unmet failed'],
    ['none is', { from: 'milestones', where: { id: ['P0.M2', 'P0.M3'] }, expect: 'none', that: { state: 'accepted' } }, 'met'],
    [
      'one is after all',
      { from: 'milestones', where: { id: ['P0.M1', 'P0.M3'] }, expect: 'none', that: { state: 'accepted' } },
      'unmet failed',
    ],
    ['of nothing: all', { from: 'tasks', where: { priority: '9' }, expect: 'all', that: { state: 'done' } }, 'unmet missing'],
    ['of nothing: none', { from: 'tasks', where: { priority: '9' }, expect: 'none', that: { state: 'done' } }, 'unmet missing'],
    [
      'one of several values',
      { from: 'milestones', where: { id: 'P0.M1' }, expect: 'all', that: { state: ['planned', 'accepted'] } },
      'met',
    ],
    [
      'not one of several values',
      { from: 'milestones', where: { id: 'P0.M1' }, expect: 'all', that: { state: ['planned', 'under-review'] } },
      'unmet failed',
    ],
    [
      'several conditions',
      { from: 'milestones', where: { state: 'accepted', phase: 'P0', accountable: 'RL' }, expect: 'all', that: { id: 'P0.M5' } },
      'met',
    ],
    ['a state with a mark', { from: 'milestones', where: { id: 'P0.M5' }, expect: 'all', that: { state: 'accepted' } }, 'met'],
    ['a number and its text', { from: 'tasks', where: { priority: 1 }, expect: 'all', that: { id: 'T1' } }, 'met'],
    ['a field without value', { from: 'tasks', where: { id: 'T1' }, expect: 'all', that: { owner: 'Ada' } }, 'unmet failed'],
    [
      'yes and no default to no',
      { from: 'tasks', where: { optional: false, checkpoint: false }, expect: 'all', that: { id: 'T1' } },
      'met',
    ],
    ['a task of a phase by reference', { from: 'tasks', where: { phase: 'P1' }, expect: 'all', that: { id: 'T3' } }, 'met'],
    ['that without conditions', { from: 'tasks', expect: 'all', that: {} }, 'unmet undefined'],
    ['no that at all', { from: 'tasks', expect: 'all' }, 'unmet undefined'],
    ['no that', { from: 'tasks', expect: 'none' }, 'unmet undefined'],
  ])('%s', (_, check, expected) => expect(outcome(of(check))).toBe(expected))
})

describe('assigned', () => {
  const milestone = (id: string, that: Check['that']): string => outcome(of({ from: 'milestones', where: { id }, expect: 'all', that }))
  test.each<[string, string, string]>([
    ['P0.M1', 'every accountable role has an owner', 'met'],
    ['P0.M2', 'one accountable role is TBD', 'unmet failed'],
    ['P0.M3', 'the milestone has an owner', 'met'],
    ['P0.M4', 'nobody is accountable', 'unmet failed'],
    ['P0.M5', 'a person lists the role', 'met'],
  ])('%s: %s', (id, _, expected) => {
    expect(milestone(id, { accountable: 'assigned' })).toBe(expected)
    expect(milestone(id, { accountable: 'unassigned' })).toBe(expected === 'met' ? 'unmet failed' : 'met')
  })

  test.each<[string, Check, string]>([
    ['owners of roles', { from: 'roles', expect: 'all', that: { owner: 'assigned' } }, 'unmet failed'],
    ['an owner', { from: 'roles', where: { id: 'TL' }, expect: 'all', that: { owner: 'assigned' } }, 'met'],
    ['TBD', { from: 'roles', where: { id: 'QL' }, expect: 'all', that: { owner: 'unassigned' } }, 'met'],
    ['no owner', { from: 'roles', where: { id: 'RL' }, expect: 'all', that: { owner: 'unassigned' } }, 'met'],
    ['a dash', { from: 'tasks', where: { id: 'T3' }, expect: 'all', that: { owner: 'unassigned' } }, 'met'],
    ['in where', { from: 'risks', where: { owner: 'assigned' }, expect: 'all', that: { id: 'R1' } }, 'met'],
    ['a list with a hole', { from: 'people', where: { id: 'grace' }, expect: 'all', that: { emails: 'unassigned' } }, 'met'],
    ['a list', { from: 'risks', where: { tasks: 'unassigned' }, expect: 'all', that: { id: 'R2' } }, 'met'],
  ])('%s', (_, check, expected) => expect(outcome(of(check))).toBe(expected))
})

describe('count', () => {
  const tasks = (op: Check['op'], value: number | undefined, where?: Check['where']): string =>
    outcome(of({ from: 'tasks', expect: 'count', ...(op && { op }), ...(value !== undefined && { value }), ...(where && { where }) }))
  const none = { priority: '9' }
  test.each<[string, Check['op'], number | undefined, Check['where'], string]>([
    ['as many', 'eq', 3, undefined, 'met'],
    ['another number', 'eq', 2, undefined, 'unmet failed'],
    ['at least', 'gte', 3, undefined, 'met'],
    ['too few', 'gte', 4, undefined, 'unmet failed'],
    ['at most', 'lte', 3, undefined, 'met'],
    ['too many', 'lt', 3, undefined, 'unmet failed'],
    ['more', 'gt', 2, undefined, 'met'],
    ['not so many', 'ne', 2, undefined, 'met'],
    ['none, as asked', 'eq', 0, none, 'met'],
    ['none, and one is asked for', 'eq', 1, none, 'unmet missing'],
    ['none, under a limit', 'lte', 2, none, 'met'],
    ['none, below one', 'lt', 1, none, 'met'],
    ['none is at least none', 'gte', 0, none, 'unmet missing'],
    ['none is more than less', 'gt', -1, none, 'unmet missing'],
    ['none is not one', 'ne', 1, none, 'unmet missing'],
    ['none is not below none', 'lt', 0, none, 'unmet missing'],
    ['no operator', undefined, 1, undefined, 'unmet undefined'],
    ['no value', 'eq', undefined, undefined, 'unmet undefined'],
    ['between', 'between', 1, undefined, 'unmet undefined'],
    ['no number', 'lte', Number.NaN, undefined, 'unmet undefined'],
  ])('%s', (_, op, value, where, expected) => expect(tasks(op, value, where)).toBe(expected))

  it('between with both ends is not a count', () =>
    expect(of({ from: 'tasks', expect: 'count', op: 'between', min: 0, max: 9 } as never).because).toBe(
      'count needs an operator and a number',
    ))

  it('nothing at all may only be none', () => {
    const empty = (op: 'eq' | 'lte', value: number): string => {
      const program = programOf({
        phases: [{ id: 'Z', exit: { criteria: [criterion('Z.1', { kind: 'query', from: 'questions', expect: 'count', op, value })] } }],
      })
      return outcome(gateOf(program, caseOf(), undefined, 'Z').criteria[0] as never)
    }
    expect([empty('eq', 0), empty('lte', 3), empty('eq', 1)]).toEqual(['met', 'unmet missing', 'unmet missing'])
  })
})

describe('what cannot be', () => {
  test.each<[string, Check, string]>([
    ['a field', { from: 'milestones', expect: 'none', that: { stat: 'accepted' } }, 'milestones have no field stat'],
    ['a field in where', { from: 'tasks', where: { phse: 'P1' }, expect: 'count', op: 'eq', value: 0 }, 'tasks have no field phse'],
    ['what every object has', { from: 'tasks', expect: 'none', that: { toString: 'x' } }, 'tasks have no field toString'],
    ['a state', { from: 'milestones', expect: 'none', that: { state: 'acepted' } }, 'there is no state of milestones acepted'],
    [
      'one of the states',
      { from: 'tasks', where: { state: ['open', 'blockd'] }, expect: 'count', op: 'eq', value: 0 },
      'there is no state of tasks blockd',
    ],
    ['a phase state', { from: 'phases', expect: 'none', that: { state: 'done' } }, 'there is no state of phases done'],
    ['a phase', { from: 'tasks', where: { phase: 'P9' }, expect: 'count', op: 'eq', value: 0 }, 'there is no phase P9'],
    [
      'a milestone',
      { from: 'tasks', where: { milestone: ['P0.M1', 'P9.M1'] }, expect: 'all', that: { state: 'done' } },
      'there is no milestone P9.M1',
    ],
    [
      'a record',
      { from: 'milestones', where: { id: ['P0.M1', 'P0.M9'] }, expect: 'all', that: { state: 'accepted' } },
      'there is no record among milestones: P0.M9',
    ],
    ['a source', { from: 'toString' as 'tasks', expect: 'count', op: 'eq', value: 0 }, 'there are no toString'],
  ])('%s', (_, check, because) =>
    expect(of(check)).toMatchObject({ outcome: 'unmet', reason: 'undefined', because, fix: 'refractor gate explain Z Z.1' }),
  )

  it('a state of a question may be any text', () =>
    expect(outcome(of({ from: 'questions', expect: 'none', that: { state: 'answered' } }))).toBe('met'))
  it('assigned is no unknown word', () => {
    expect(outcome(of({ from: 'tasks', where: { milestone: 'assigned' }, expect: 'count', op: 'eq', value: 2 }))).toBe('met')
    expect(outcome(of({ from: 'tasks', expect: 'none', that: { state: 'unassigned' } }))).toBe('met')
  })
})

describe('words and next steps', () => {
  test.each([
    ['planned', 'start'],
    ['in-progress', 'submit'],
    ['under-review', 'accept'],
  ])('a milestone that is %s has to %s next', (state, verb) => {
    const check = { kind: 'query', from: 'milestones', where: { id: 'M' }, expect: 'all', that: { state: 'accepted' } } as const
    const one = programOf({
      phases: [{ id: 'Z', milestones: [{ id: 'M', title: 'M', state }], exit: { criteria: [criterion('Z.1', check)] } }],
    })
    expect(gateOf(one, caseOf(), undefined, 'Z').criteria[0]?.fix).toBe(`refractor milestone ${verb} M`)
  })

  test.each<[Check, string, string | undefined]>([
    [
      { from: 'milestones', where: { id: 'P0.M2' }, expect: 'all', that: { state: 'accepted' } },
      'P0.M2: not state accepted',
      'refractor milestone start P0.M2',
    ],
    [{ from: 'tasks', expect: 'all', that: { state: 'done' } }, 'T2, T3: not state done', 'refractor task done T2'],
    [{ from: 'phases', where: { id: 'P1' }, expect: 'all', that: { state: 'closed' } }, 'P1: not state closed', 'refractor review run P1'],
    [
      { from: 'milestones', where: { id: 'P0.M1' }, expect: 'none', that: { state: 'accepted' } },
      'P0.M1: state accepted',
      'refractor gate explain Z Z.1',
    ],
    [
      { from: 'milestones', expect: 'all', that: { state: 'planned', phase: 'P0' } },
      'P0.M1, P0.M5: not state planned, phase P0',
      'refractor gate explain Z Z.1',
    ],
    [
      { from: 'milestones', expect: 'all', that: { owner: 'assigned' } },
      'P0.M1, P0.M2, P0.M4 and 1 more: not owner assigned',
      'refractor gate explain Z Z.1',
    ],
    [
      { from: 'tasks', where: { priority: '9' }, expect: 'all', that: { state: 'done' } },
      'there are no tasks with priority 9',
      'refractor gate explain Z Z.1',
    ],
    [
      { from: 'milestones', where: { state: 'accepted' }, expect: 'all', that: { id: ['P0.M1', 'P0.M5'] } },
      'all 2 milestones with state accepted: id P0.M1 or P0.M5',
      undefined,
    ],
    [{ from: 'roles', expect: 'none', that: { owner: 'Bob' } }, 'none of 3 roles: owner Bob', undefined],
    [{ from: 'tasks', expect: 'count', op: 'gte', value: 9 }, '3 tasks, not ≥ 9', 'refractor gate explain Z Z.1'],
    [{ from: 'tasks', where: { optional: true }, expect: 'count', op: 'eq', value: 1 }, '1 task with optional true', undefined],
    [
      { from: 'milestones', where: { id: 'P0.M1' }, expect: 'all', that: { state: 'accepted' } },
      'the one milestone with id P0.M1: state accepted',
      undefined,
    ],
    [
      { from: 'phases', where: { id: 'P0' }, expect: 'none', that: { state: 'closed' } },
      'the one phase with id P0: not state closed',
      undefined,
    ],
    [{ from: 'criteria', where: { id: 'Z.1' }, expect: 'count', op: 'eq', value: 1 }, '1 criterion with id Z.1', undefined],
  ])('%j', (check, because, fix) => expect(of(check)).toMatchObject({ because, ...(fix !== undefined && { fix }) }))

  it('says what was expected and found', () => {
    expect(of({ from: 'milestones', expect: 'all', that: { state: 'accepted' } })).toMatchObject({
      expected: 'all state accepted',
      found: '2 of 5',
    })
    expect(of({ from: 'milestones', expect: 'none', that: { state: 'accepted' } })).toMatchObject({
      expected: 'none state accepted',
      found: '3 of 5',
    })
    expect(of({ from: 'tasks', expect: 'count', op: 'gte', value: 9 })).toMatchObject({ expected: '≥ 9', found: '3' })
    expect(of({ from: 'tasks', where: { priority: '9' }, expect: 'all', that: { state: 'done' } }).expected).toBe('state done')
  })
})

describe('sources', () => {
  const program = programOf(parts)
  const sources: QuerySource[] = [
    'phases',
    'milestones',
    'tasks',
    'deliverables',
    'risks',
    'requirements',
    'roles',
    'people',
    'questions',
    'decisions',
    'gates',
    'criteria',
  ]

  test.each(sources)('%s have fields that can be read, and no others', (source) => {
    const withCriteria = programOf({ ...parts, phases: [...parts.phases, { id: 'Z', exit: { criteria: [criterion('Z.1', undefined)] } }] })
    const records = [...recordsOfSource(source, withCriteria).values()]
    expect(records.length).toBeGreaterThan(0)
    const read = (name: string): boolean => records.some((one) => fieldReader(source, name, withCriteria, caseOf())(one).values.length > 0)
    expect(fieldsOf(source).filter(read)).toContain('id')
    for (const name of ['constructor', 'toString', 'nonsense'])
      expect([fieldsOf(source).includes(name), read(name)]).toEqual([false, false])
  })

  it('have the fields of the contract', () => {
    expect(fieldsOf('tasks')).toEqual([
      'id',
      'title',
      'owner',
      'role',
      'priority',
      'optional',
      'checkpoint',
      'milestone',
      'parent',
      'phase',
      'state',
    ])
    expect(fieldsOf('risks')).toEqual([
      'id',
      'title',
      'impact',
      'likelihood',
      'severity',
      'owner',
      'mitigation',
      'contingency',
      'review',
      'tasks',
    ])
    expect(fieldsOf('toString' as QuerySource)).toEqual([])
  })

  it('hold what the program says', () => {
    const values = (source: QuerySource, id: string, records = caseOf()): Record<string, unknown> => {
      const record = recordsOfSource(source, program).get(id)
      if (record === undefined) return {}
      return Object.fromEntries(
        fieldsOf(source)
          .map((name) => [name, fieldReader(source, name, program, records)(record).values] as const)
          .filter(([, values]) => values.length > 0)
          .map(([name, values]) => [name, values.length === 1 ? values[0] : values]),
      )
    }
    expect(values('phases', 'P0')).toEqual({ id: 'P0', title: 'P0', window: '0-2', phase: 'P0', state: 'in-progress' })
    expect(values('phases', 'P0', caseOf({ reviews: [reviewOf()] }))).toMatchObject({ state: 'closed' })
    expect(values('phases', 'P1')).toMatchObject({ state: 'planned' })
    expect(values('milestones', 'P0.M2')).toEqual({
      id: 'P0.M2',
      title: 'M2',
      phase: 'P0',
      milestone: 'P0.M2',
      state: 'planned',
      accountable: ['TL', 'QL'],
      supporting: 'RL',
    })
    expect(values('tasks', 'T1')).toEqual({
      id: 'T1',
      title: 'one',
      priority: '1',
      optional: false,
      checkpoint: false,
      milestone: 'P0.M1',
      phase: 'P0',
      state: 'done',
    })
    expect(values('tasks', 'T3')).toMatchObject({ checkpoint: true, state: 'open' })
    expect(values('deliverables', 'D1')).toEqual({ id: 'D1', title: 'Plan', path: 'docs/a.md', phase: 'P0' })
    expect(values('risks', 'R1')).toEqual({ id: 'R1', title: 'late', owner: 'Ada', tasks: 'T1' })
    expect(values('people', 'robot')).toEqual({ id: 'robot', kind: 'bot', external: false })
    expect(values('people', 'grace')).toEqual({
      id: 'grace',
      name: 'Grace',
      kind: 'human',
      external: false,
      roles: 'RL',
      emails: ['grace@example.org', 'TBD'],
    })
    expect(values('decisions', 'B1')).toEqual({ id: 'B1', title: 'so', owner: 'Ada', forum: 'steering' })
    expect(values('questions', 'A1')).toEqual({ id: 'A1', title: 'why', state: 'open' })
    expect(values('gates', 'P0.check')).toEqual({ id: 'P0.check', title: 'P0.check', stage: 'checkpoint', phase: 'P0' })
  })

  it('criteria tell whether they have a check', () => {
    expect(
      outcome(
        of({
          from: 'criteria',
          where: { phase: 'Z' },
          expect: 'all',
          that: { defined: true, level: 'required', gate: 'Z', continuous: false },
        }),
      ),
    ).toBe('met')
  })
})

describe('what is overdue', () => {
  const judge = (actions: readonly object[], check: Omit<Check, 'from'>) => {
    const program = programOf({
      ...parts,
      decisions: { ...parts.decisions, actions: actions as never },
      phases: [{ id: 'Z', exit: { criteria: [criterion('Z.1', { kind: 'query', from: 'actions', ...check })] } }],
    })
    return gateOf(program, caseOf(), undefined, 'Z').criteria[0]
  }
  const action = (fields: object) => [{ id: 'P0.A1', title: 'write', owner: 'Ada', ...fields }]
  const noneOverdue = { expect: 'none', that: { due: 'overdue' } } as const

  it.each([
    ['its day is over', { due: '2000-01-01' }, 'failed'],
    ['it is done', { due: '2000-01-01', state: 'done' }, undefined],
    ['its day is still to come', { due: '2999-01-01' }, undefined],
    ['it has no day', {}, undefined],
  ])('%s', (_, fields, reason) => {
    expect(judge(action(fields), noneOverdue)?.reason).toBe(reason)
  })

  it('has to be a word that there is, and needs records', () => {
    expect(judge(action({}), { expect: 'none', that: { due: 'overdu' } })).toMatchObject({
      reason: 'undefined',
      because: 'there is no day overdu',
    })
    expect(judge([], noneOverdue)?.reason).toBe('missing')
    expect(
      judge(action({ due: '2026-12-01' }), { where: { due: '2026-12-01' }, expect: 'all', that: { owner: 'assigned' } })?.outcome,
    ).toBe('met')
    expect(judge(action({ due: '2000-01-01' }), { where: { due: 'overdue' }, expect: 'count', op: 'eq', value: 0 })?.because).toBe(
      '1 action with due overdue, not = 0',
    )
  })
})
