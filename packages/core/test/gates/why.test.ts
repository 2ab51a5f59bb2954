import { describe, expect, it } from 'vitest'
import type { Case } from '../../src/gates/case.ts'
import { judgeGates } from '../../src/gates/judge.ts'
import { explainWhy, type Why, type WhyType } from '../../src/gates/why.ts'
import type { Program } from '../../src/link/program-types.ts'
import type { Check } from '../../src/schema/check.ts'
import { caseOf, criterion, factsOf, now, type ProgramParts, programOf, reviewOf } from './build.ts'

function why(parts: ProgramParts | Program, type: WhyType, id: string, records: Partial<Case> = {}): Why {
  const program = 'phases' in parts && parts.phases instanceof Map ? (parts as Program) : programOf(parts as ProgramParts)
  const read = caseOf(records)
  const { gates } = judgeGates(program, read, factsOf(), [...program.gates.keys()], { now })
  return explainWhy(program, read, gates, { type, id }) as Why
}

/** What holds up what, one line each: "T2 needs T1 (open)". */
const told = ({ blockers }: Why): string[] =>
  blockers.map(({ holds, how, id, state, isRoot }) => `${holds} ${how || '✗'} ${id} (${state})${isRoot ? '' : ' …'}`)
const todo = ({ blockers }: Why): string[] => blockers.flatMap(({ command, advice }) => command ?? advice ?? [])

const undecided = (id: string) => criterion(id, undefined)
const holds: Check = { kind: 'query', from: 'phases', expect: 'all', that: { id: 'P0' }, where: { id: 'P0' } }
const allDone: Check = { kind: 'query', from: 'tasks', expect: 'all', that: { state: 'done' } }

describe('a task', () => {
  const tasks = [
    { id: 'T1', title: 'First', state: 'in-progress' },
    { id: 'T2', title: 'Second', prerequisites: ['T1'] },
    { id: 'T3', title: 'Third', prerequisites: ['T2', 'T1'] },
    { id: 'T4', title: 'Fourth', state: 'done' },
    { id: 'T5', title: 'Fifth', prerequisites: ['T4'] },
  ]
  it('that is done, or free', () => {
    expect(why({ tasks }, 'task', 'T4')).toMatchObject({ isFinished: true, blockers: [], chains: [] })
    expect(why({ tasks }, 'task', 'T4').step).toBeUndefined()
    expect(why({ tasks }, 'task', 'T5')).toMatchObject({ isFinished: false, blockers: [], step: 'refractor task start T5' })
    expect(why({ tasks }, 'task', 'T1').step).toBe('refractor task done T1')
  })

  it('waits for its prerequisites, each told once and by the shortest way', () => {
    const found = why({ tasks }, 'task', 'T3')
    expect(told(found)).toEqual(['task:T3 needs T2 (open) …', 'task:T3 needs T1 (in progress)'])
    expect(found.blockers[0]?.needs).toEqual(['task:T1'])
    expect(found.chains).toEqual([['task:T3', 'task:T1']])
    expect(todo(found)).toEqual(['refractor task done T1'])
    expect(found.step).toBeUndefined()
  })

  it('has parts: the required ones are its work, and once they are done it is', () => {
    const parent = (state: string) => [
      {
        id: 'A',
        title: 'All',
        children: [
          { id: 'A.1', title: 'One', state },
          { id: 'A.2', title: 'Two', optional: true },
        ],
      },
    ]
    expect(told(why({ tasks: parent('open') }, 'task', 'A'))).toEqual(['task:A has the part A.1 (open)'])
    expect(why({ tasks: parent('done') }, 'task', 'A').step).toBe('refractor task done A')
  })

  it('of a phase that has not begun waits for what is before the phase', () => {
    const phases = [
      { id: 'P0', tasks: [{ id: 'T1', title: 'One' }], exit: { criteria: [criterion('P0.1', allDone)] } },
      {
        id: 'P1',
        dependencies: ['P0'],
        entry: { criteria: [undecided('P1.entry.1')] },
        tasks: [{ id: 'T2', title: 'Two' }],
      },
    ]
    const found = why({ phases }, 'task', 'T2')
    expect(told(found)).toEqual([
      'task:T2 is in P1, which comes after P0 (not begun) …',
      'task:T2 is in P1, which begins with P1.entry (unmet) …',
      'phase:P0 ✗ P0.1 (failed: T1, T2: not state done) …',
      'gate:P1.entry ✗ P1.entry.1 (undefined: has no check)',
      'criterion:P0.1 asks for T1 (open)',
    ])
    expect(found.circles).toEqual([['criterion:P0.1', 'task:T2', 'phase:P0']])
    expect(found.chains[0]).toEqual(['task:T2', 'gate:P1.entry', 'criterion:P1.entry.1'])
    const started = phases.map((phase) =>
      phase.id === 'P1' ? { ...phase, tasks: [{ id: 'T2', title: 'Two', state: 'in-progress' }] } : phase,
    )
    expect(why({ phases: started }, 'task', 'T2')).toMatchObject({ blockers: [], step: 'refractor task done T2' })
  })

  it('says of one that no phase has that nothing schedules it', () => {
    const parts: ProgramParts = {
      phases: [{ id: 'P0', tasks: ['T2'] }],
      tasks: [
        { id: 'T1', title: 'One' },
        { id: 'T2', title: 'Two', prerequisites: ['T1'] },
      ],
    }
    expect(told(why(parts, 'task', 'T2'))).toEqual(['task:T2 needs T1 (open, in no phase)'])
  })
})

describe('a milestone', () => {
  const milestone = (more: object) => ({ id: 'M1', title: 'One', accountable: ['TL'], ...more })
  const parts = (more: object = {}, owner = 'TBD', rest: object[] = []): ProgramParts => ({
    program: { roles: [{ id: 'TL', title: 'Lead', owner }] },
    phases: [{ id: 'P0', milestones: [milestone(more), ...rest] as never }],
  })

  it('cannot start without an owner', () => {
    const found = why(parts({ acceptance: [undecided('M1.1')] }), 'milestone', 'M1')
    expect(told(found)).toEqual(['milestone:M1 has nobody as TL (nobody holds this role)'])
    expect(found).toMatchObject({ later: 1, chains: [['milestone:M1', 'role:TL']] })
    expect(todo(found)).toEqual(['name the owner of TL under roles: in specification/program.yaml'])
    const ownerless = why(parts({ accountable: undefined }), 'milestone', 'M1')
    expect(told(ownerless)).toEqual(['milestone:M1 has no owner: M1 (neither an owner nor an accountable role)'])
    const free = { ...parts(), program: { ...parts().program, rules: { ownersBeforeStart: false } } }
    expect(why(free, 'milestone', 'M1').step).toBe('refractor milestone start M1')
  })

  it('can start, and needs its tasks and criteria before its end', () => {
    const tasks = [{ id: 'T1', title: 'T', children: [{ id: 'T1.1', title: 'part' }] }]
    const found = why(parts({ tasks, acceptance: [undecided('M1.1')] }, 'Ada'), 'milestone', 'M1')
    expect(found.step).toBe('refractor milestone start M1')
    expect(told(found)).toEqual([
      'milestone:M1 has the task T1 (open) …',
      'milestone:M1 ✗ M1.1 (undefined: has no check)',
      'task:T1 has the part T1.1 (open)',
    ])
    expect(todo(found)).toEqual(['refractor gate explain M1 M1.1', 'refractor task start T1.1'])
  })

  it.each([
    ['in-progress', 'refractor milestone submit M1'],
    ['under-review', 'refractor milestone accept M1'],
  ])('%s: the next step where nothing holds it', (state, step) => {
    expect(why(parts({ state, acceptance: [criterion('M1.1', holds)] }), 'milestone', 'M1')).toMatchObject({ step, blockers: [] })
  })

  it('is accepted, or can never be', () => {
    expect(why(parts({ state: 'accepted' }), 'milestone', 'M1')).toMatchObject({ isFinished: true, blockers: [] })
    const found = why(parts({ state: 'under-review' }), 'milestone', 'M1')
    expect(told(found)).toEqual(['milestone:M1 has nothing to decide on in M1 (absent)'])
    expect(todo(found)).toEqual(['add acceptance: to M1 in specification/phases/P0.yaml'])
    const free = { ...parts({ state: 'under-review' }), program: { rules: { acceptanceBeforeAccepted: false } } }
    expect(why(free, 'milestone', 'M1').step).toBe('refractor milestone accept M1')
  })

  it('comes after others, whichever of the two says so', () => {
    const other = { id: 'M0', title: 'Zero', owner: 'Ada', relations: [{ type: 'before', milestone: 'M1' }] }
    const third = { id: 'M2', title: 'Two', owner: 'Ada', state: 'accepted' }
    const found = why(parts({ relations: [{ type: 'after', milestone: 'M2' }] }, 'Ada', [other, third]), 'milestone', 'M1')
    expect(told(found)[0]).toBe('milestone:M1 comes after M0 (planned) …')
    expect(found.blockers.filter((one) => one.depth === 1)).toHaveLength(1)
  })
})

describe('a phase', () => {
  const met = { criteria: [criterion('P0.1', holds)] }

  it('that is closed, or has only its review to come', () => {
    const parts: ProgramParts = { phases: [{ id: 'P0', exit: met, tasks: [{ id: 'T', title: 'T', state: 'done' }] }] }
    expect(why(parts, 'phase', 'P0')).toMatchObject({ isFinished: false, blockers: [], step: 'refractor review P0' })
    expect(why(parts, 'phase', 'P0', { reviews: [reviewOf()] })).toMatchObject({ isFinished: true })
    const archived = { criteria: [criterion('P0.1', holds), criterion('P0.2', { kind: 'archived' })] }
    expect(why({ phases: [{ id: 'P0', exit: archived }] }, 'phase', 'P0').blockers.map(({ id, type }) => `${type} ${id}`)).toEqual([
      'criterion P0.2',
    ])
  })

  it('waits for the phases before it, and these for theirs', () => {
    const exit = (id: string) => ({ criteria: [undecided(`${id}.1`)] })
    const phases = [
      { id: 'P0', exit: exit('P0') },
      { id: 'P1', dependencies: ['P0'], exit: exit('P1') },
      { id: 'P2', dependencies: ['P1'], exit: exit('P2') },
    ]
    const found = why({ phases }, 'phase', 'P2')
    expect(told(found)).toEqual([
      'phase:P2 comes after P1 (not begun) …',
      'phase:P1 comes after P0 (not begun) …',
      'phase:P0 ✗ P0.1 (undefined: has no check)',
    ])
    expect(found).toMatchObject({ later: 1, chains: [['phase:P2', 'phase:P1', 'phase:P0', 'criterion:P0.1']] })
    const begun = why(
      { phases: [...phases.slice(0, 2), { ...phases[2], id: 'P2', tasks: [{ id: 'T', title: 'T', state: 'done' }] }] },
      'phase',
      'P2',
    )
    expect(told(begun).slice(0, 2)).toEqual(['phase:P2 comes after P1 (not begun) …', 'phase:P2 ✗ P2.1 (undefined: has no check)'])
  })

  it('without a gate can never be closed', () => {
    const found = why({ phases: [{ id: 'P0' }] }, 'phase', 'P0')
    expect(told(found)).toEqual(['phase:P0 has nothing to decide on in P0 (absent)'])
    expect(todo(found)).toEqual(['add exit: to P0 in specification/phases/P0.yaml'])
  })
})

describe('a gate and a criterion', () => {
  const gates = [
    { id: 'G', criteria: [undecided('G.1'), criterion('G.2', holds), criterion('G.3', undefined, { level: 'recommended' })] },
    { id: 'H', criteria: [criterion('H.1', { kind: 'gate', gate: 'G' }), criterion('H.2', holds, { after: ['H.1'] })] },
    { id: 'E', criteria: [] },
  ]

  const parts = { gates, phases: [{ id: 'P0' }] }

  it('a gate is held up by its required criteria', () => {
    expect(told(why(parts, 'gate', 'G'))).toEqual(['gate:G ✗ G.1 (undefined: has no check)'])
    expect(why(parts, 'gate', 'E')).toMatchObject({ isFinished: false, blockers: [], step: 'refractor gate explain E' })
  })

  it('a criterion by the one that comes first, and by another gate', () => {
    const found = why(parts, 'criterion', 'H.2')
    expect(told(found)).toEqual([
      'criterion:H.2 comes after H.1 (blocked: G is unmet: 1 of 2) …',
      'criterion:H.1 waits for G (unmet) …',
      'gate:G ✗ G.1 (undefined: has no check)',
    ])
    expect(why(parts, 'criterion', 'G.2')).toMatchObject({ isFinished: true })
  })

  it('a criterion by the records whose end it asks for, and by no others', () => {
    const query = (
      from: 'tasks' | 'milestones' | 'phases' | 'risks',
      that: Record<string, string>,
      where?: Record<string, string>,
    ): Check => ({
      kind: 'query',
      from,
      expect: 'all',
      that,
      ...(where && { where }),
    })
    const checks = [
      query('milestones', { state: 'accepted' }),
      query('phases', { state: 'closed' }, { id: 'P1' }),
      query('tasks', { owner: 'assigned' }),
      query('risks', { owner: 'assigned' }),
      query('milestones', { state: 'under-review' }),
      { kind: 'gate', gate: 'nowhere' } as const,
    ]
    const asking: ProgramParts = {
      gates: [{ id: 'Q', criteria: checks.map((check, index) => criterion(`Q.${index}`, check)) }],
      phases: [
        {
          id: 'P0',
          milestones: [
            { id: 'M1', title: 'One', state: 'accepted' },
            { id: 'M2', title: 'Two', state: 'under-review' },
          ] as never,
        },
        { id: 'P1', tasks: [{ id: 'T1', title: 'T' }] },
      ],
      risks: [{ id: 'R1', title: 'Rain' }],
    }
    const first = (id: string) => told(why(asking, 'criterion', id)).filter((line) => line.startsWith(`criterion:${id} `))
    expect(checks.map((_, index) => first(`Q.${index}`))).toEqual([
      ['criterion:Q.0 asks for M2 (under review) …'],
      ['criterion:Q.1 asks for P1 (not begun) …'],
      [],
      [],
      [],
      [],
    ])
    const proposed = { ...asking, gates: [{ id: 'Q', criteria: [criterion('Q.0', { ...checks[0], proposed: true } as Check)] }] }
    expect(told(why(proposed, 'criterion', 'Q.0'))).toEqual([])
    const negated = { ...asking, gates: [{ id: 'Q', criteria: [criterion('Q.0', { not: { not: checks[0] as Check } })] }] }
    expect(told(why(negated, 'criterion', 'Q.0'))).toEqual([])
  })

  it('a choice between checks names no part of it as needed', () => {
    const any: Check = {
      any: [
        { kind: 'gate', gate: 'G' },
        { kind: 'attest', claim: 'x' },
      ],
    }
    const found = why({ ...parts, gates: [...gates, { id: 'I', criteria: [criterion('I.1', any)] }] }, 'criterion', 'I.1')
    expect(found.blockers).toEqual([])
    expect(found.step).toContain('refractor')
  })

  it('there is nothing to say of what is not there', () => {
    const program = programOf(parts)
    expect(explainWhy(program, caseOf(), [], { type: 'task', id: 'nobody' })).toBeUndefined()
    expect(explainWhy(program, caseOf(), [], { type: 'gate', id: 'nobody' })).toBeUndefined()
    expect(explainWhy(program, caseOf(), [], { type: 'criterion', id: 'G.1' })).toBeUndefined()
  })
})

it('answers for 20,000 tasks in a row as for two', () => {
  const tasks = Array.from({ length: 20_000 }, (_, index) => ({
    id: `T${index}`,
    title: 'T',
    ...(index > 0 && { prerequisites: [`T${index - 1}`] }),
  }))
  const found = why({ tasks }, 'task', 'T19999')
  expect(found.blockers).toHaveLength(19_999)
  expect(found.chains[0]).toHaveLength(20_000)
})
