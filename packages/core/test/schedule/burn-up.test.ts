// tested-for: P5.R3
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { Program } from '../../src/link/program-types.ts'
import { burnUp, type HistoryState, historyState } from '../../src/schedule/burn-up.ts'
import { scheduleDifference } from '../../src/schedule/schedule-difference.ts'
import { scheduleOf } from '../../src/schedule/schedule-of.ts'
import { buildProgram } from '../build-program.ts'

const start = 'start: 2026-01-05\n'

/** A milestone in words: its id, tasks of so many days ("1 2d" done ones begin with "x"), and its state. */
type Milestones = Readonly<Record<string, { readonly tasks?: readonly string[]; readonly state?: string; readonly title?: string }>>

function program(milestones: Milestones, more = start): Program {
  const records = Object.entries(milestones).map(([id, { tasks = [], state, title = `About ${id}` }]) => {
    const lines = tasks.map((text, index) => {
      const [, done, name = `${id}.T${index + 1}`, days] = /^(x?)(?:(\w+): )?(.*)$/.exec(text) ?? []
      return `      - { id: ${name}, title: Do ${name}, ${days === '' ? '' : `estimate: ${days},`} ${done ? 'state: done' : 'state: open'} }\n`
    })
    return `  - id: ${id}\n    title: ${title}\n${state === undefined ? '' : `    state: ${state}\n`}${lines.length > 0 ? `    tasks:\n${lines.join('')}` : ''}`
  })
  return buildProgram({
    'specification/program.yaml': `format: 1\nid: p\nname: P\n${more}`,
    'specification/phases/A.yaml': `format: 1\nid: A\ntitle: Phase A\n${records.length > 0 ? `milestones:\n${records.join('')}` : ''}exit:\n  criteria:\n    - { id: A.1, statement: x }\n`,
  })
}

function stateAt(day: string, one: Program): HistoryState {
  const { schedule } = scheduleOf(one, { dataDate: day })
  return historyState({ at: `${day}T12:00:00Z`, commit: day, program: one, schedule })
}

describe('a point of the past', () => {
  it('counts what has to be done: without optional tasks and without those that only hold others', () => {
    const one = buildProgram({
      'specification/program.yaml': 'format: 1\nid: p\nname: P\n',
      'specification/phases/A.yaml': [
        'format: 1\nid: A\ntitle: A\ntasks:\n',
        '  - { id: T1, title: One, state: done }\n',
        '  - { id: T2, title: Two, optional: true, children: [{ id: T2.1, title: In two, state: done }] }\n',
        '  - { id: T3, title: Three, state: done, children: [{ id: T3.1, title: In three }, { id: T3.2, title: More, optional: true }] }\n',
      ].join(''),
    })
    const { point, tasks } = historyState({ at: '2026-01-05T00:00:00Z', commit: null, program: one, schedule: scheduleOf(one).schedule })
    expect([...tasks.keys()]).toEqual(['T1', 'T3.1'])
    expect(point).toEqual({ at: '2026-01-05T00:00:00Z', commit: null, scope: 2, done: 1, milestones: 0, accepted: 0, gates: {} })
  })

  it('has the ends that were forecast then, and in days from the start where there is none', () => {
    const plan: Milestones = { M1: { tasks: ['2 days', '2 days'] }, M2: { tasks: ['x1 day'], state: 'accepted' } }
    const { point, promised } = stateAt('2026-01-05', program(plan))
    expect(point).toMatchObject({ scope: 3, done: 1, milestones: 2, accepted: 1, gates: { A: point.finish } })
    expect([...promised.keys()]).toEqual(['milestone:M1', 'milestone:M2', 'gate:A'])
    const relative = program(plan, '')
    const state = historyState({ at: '2026-01-05T00:00:00Z', commit: null, program: relative, schedule: scheduleOf(relative).schedule })
    expect(state.point).toMatchObject({ finishDay: 3, gates: {} })
    expect(state.point).not.toHaveProperty('finish')
  })
})

describe('a burn-up', () => {
  const states = [
    stateAt('2026-01-05', program({ M1: { tasks: ['2 days'] }, M2: { tasks: ['2 days'] }, M3: { tasks: ['1 day'] } })),
    stateAt(
      '2026-01-07',
      program({ M1: { tasks: ['x2 days'], state: 'accepted' }, M2: { tasks: ['2 days', 'New: 3 days'] }, M3: { tasks: ['1 day'] } }),
    ),
    stateAt(
      '2026-01-12',
      program({ M1: { tasks: ['x2 days'], state: 'accepted' }, M2: { tasks: ['x2 days', 'Other: 3 days'] }, M4: { state: 'accepted' } }),
    ),
  ]
  const told = burnUp(states)

  it('tells how the scope grew, step by step', () => {
    expect(told.points.map(({ scope, done }) => [scope, done])).toEqual([
      [3, 0],
      [4, 1],
      [3, 2],
    ])
    expect(told.scope).toMatchObject([
      { commit: '2026-01-07', added: ['New'], removed: [] },
      { commit: '2026-01-12', added: ['Other'], removed: ['New', 'M3.T1'] },
    ])
  })

  it('tells what was promised for the time between two points, and what came of it', () => {
    expect(told.commitment).toEqual({ from: '2026-01-05', to: '2026-01-12', kept: ['M1'], pushed: ['M2'], dropped: ['M3'], added: ['M4'] })
    expect(told.commitments.map(({ from, kept, pushed, dropped, added }) => [from, kept, pushed, dropped, added])).toEqual([
      ['2026-01-05', ['M1'], [], [], []],
      ['2026-01-07', [], ['M2'], ['M3'], ['M4']],
    ])
    expect(burnUp(states.slice(0, 1))).not.toHaveProperty('commitment')
    expect(burnUp([])).toEqual({ points: [], slips: [], scope: [], commitments: [] })
  })

  it('tells how each end moved, and only when it did', () => {
    const m2 = told.slips.find(({ id }) => id === 'M2')
    expect(m2?.moves.map(({ commit }) => commit)).toEqual(['2026-01-05', '2026-01-07', '2026-01-12'])
    expect(m2?.days).toBeGreaterThan(0)
    const same = burnUp([states[0] as HistoryState, states[0] as HistoryState])
    expect(same.slips.every(({ moves, days }) => moves.length === 1 && days === 0)).toBe(true)
    expect(told.slips.map(({ id }) => id)).toEqual(['M1', 'M2', 'M4', 'A', 'M3'])
  })

  test('what only got another id is neither added nor removed, unless its title is that of others', () => {
    const before = stateAt('2026-01-05', program({ M1: { tasks: ['1 day'], title: 'Pack' } }))
    const after = stateAt('2026-01-12', program({ N1: { tasks: ['x1 day'], title: 'Pack', state: 'accepted' } }))
    // The task has its id in its title; the milestone has not.
    expect(burnUp([before, after])).toMatchObject({
      scope: [{ added: ['N1.T1'], removed: ['M1.T1'] }],
      commitment: { kept: ['N1'], dropped: [], added: [] },
    })
    const two = stateAt('2026-01-12', program({ N1: { tasks: ['x1 day'], title: 'Pack', state: 'accepted' }, N2: { title: 'Pack' } }))
    expect(burnUp([before, two])).toMatchObject({ commitment: { kept: [], dropped: ['M1'] } })
  })

  test('a plan without milestones promises its phases', () => {
    const plan = (done: string): Program =>
      buildProgram({
        'specification/program.yaml': `format: 1\nid: p\nname: P\n${start}`,
        'specification/phases/A.yaml': `format: 1\nid: A\ntitle: A\ntasks: [{ id: T1, title: One, estimate: 2 days${done} }]\n`,
        'specification/phases/B.yaml': `format: 1\nid: B\ntitle: B\ndependencies: [A]\ntasks: [{ id: T2, title: Two, estimate: 2 days }]\nexit: { criteria: [{ id: B.1, statement: x }] }\n`,
      })
    const [before, after] = [stateAt('2026-01-05', plan('')), stateAt('2026-01-12', plan(', state: done'))]
    expect([...before.promised.keys()]).toEqual(['phase:A', 'gate:B'])
    expect(burnUp([before, after]).commitment).toMatchObject({ kept: ['A'], pushed: ['B'] })
  })
})

/** Points of a past with any tasks and promises: few ids and titles, so that they meet. */
const anyStates = fc
  .array(
    fc.record({
      tasks: fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd', 'e'), fc.constantFrom('', 'One', 'Two', 'Three')),
      promised: fc.dictionary(
        fc.constantFrom('M1', 'M2', 'M3'),
        fc.record({ title: fc.constantFrom('', 'One', 'Two'), finish: fc.option(fc.integer({ min: 1, max: 28 })), done: fc.boolean() }),
      ),
    }),
    { maxLength: 6 },
  )
  .map((list) =>
    list.map(({ tasks, promised }, index): HistoryState => {
      const scope = Object.keys(tasks).length
      const promises = Object.entries(promised).map(([id, { title, finish, done }]) => {
        const end = finish === null ? undefined : `2026-01-${String(finish).padStart(2, '0')}`
        return [`milestone:${id}`, { type: 'milestone', id, title, finish: end, finishDay: undefined, done, ends: 'milestone' }] as const
      })
      return {
        point: { at: `2026-01-0${index + 1}T12:00:00Z`, commit: String(index), scope, done: 0, milestones: 0, accepted: 0, gates: {} },
        tasks: new Map(Object.entries(tasks)),
        promised: new Map(promises),
      }
    }),
  )

describe('of any past', () => {
  test('what was added and removed is by how much the scope differs, and every id that stays is in neither', () => {
    fc.assert(
      fc.property(anyStates, (states) => {
        const { scope, points } = burnUp(states)
        const grown = scope.reduce((sum, { added, removed }) => sum + added.length - removed.length, 0)
        expect((points[0]?.scope ?? 0) + grown).toBe(points.at(-1)?.scope ?? 0)
        for (const { commit, added, removed } of scope) {
          const [before, after] = [states[Number(commit) - 1], states[Number(commit)]]
          expect(added.filter((id) => before?.tasks.has(id) || !after?.tasks.has(id))).toEqual([])
          expect(removed.filter((id) => after?.tasks.has(id) || !before?.tasks.has(id))).toEqual([])
        }
      }),
    )
  })

  test('each promise is in one list at most, and ends move from one value to another one', () => {
    fc.assert(
      fc.property(anyStates, (states) => {
        const { commitment, slips } = burnUp(states)
        const { kept = [], pushed = [], added = [] } = commitment ?? {}
        const present = [...kept, ...pushed, ...added]
        expect(new Set(present).size).toBe(present.length)
        for (const { moves, days } of slips) {
          expect(moves.slice(1).filter(({ finish }, index) => finish === moves[index]?.finish)).toEqual([])
          const [first, last] = [moves[0], moves.at(-1)].map((move) => Date.parse(move?.finish as string) / 86_400_000)
          expect(days).toBe((last as number) - (first as number))
        }
      }),
    )
  })
})

describe('dates of two states of a plan', () => {
  const difference = (before: Program, after: Program) => scheduleDifference(scheduleOf(before).schedule, scheduleOf(after).schedule)
  const plan = (days: number, more = start): Program => program({ M1: { tasks: [`${days} days`] }, M2: { tasks: ['2 days'] } }, more)

  it('are not told where nothing differs', () => expect(difference(plan(2), plan(2))).toBeUndefined())

  it('are told with what moved, a gate only where it does not move with what it closes', () => {
    expect(difference(plan(2), plan(4))).toMatchObject({
      finish: { before: '2026-01-08', after: '2026-01-12' },
      days: 4,
      workingDays: 2,
      shifts: [
        { type: 'phase', id: 'A', days: 4 },
        { id: 'M1', start: { before: '2026-01-05', after: '2026-01-05' }, finish: { before: '2026-01-06', after: '2026-01-08' } },
        { id: 'M1.T1', workingDays: 2 },
        { id: 'M2', start: { before: '2026-01-07', after: '2026-01-09' } },
        { id: 'M2.T1' },
      ],
      critical: { entered: [], left: [] },
    })
  })

  it('are weeks and days where the plan names no start, and are not compared with days of the calendar', () => {
    expect(difference(plan(2, ''), plan(3, ''))).toMatchObject({ finish: { before: 'W1 d4', after: 'W1 d5' }, workingDays: 1 })
    const dated = difference(plan(2, ''), plan(2))
    expect(dated).toMatchObject({
      mode: { before: 'relative', after: 'dated' },
      finish: { before: 'W1 d4', after: '2026-01-08' },
      shifts: [],
    })
    expect(dated).not.toHaveProperty('days')
  })

  it('tell what came onto the way to the end, and what left it', () => {
    const [longer, other] = [program({ M1: { tasks: ['5 days', 'Side: 2 days'] } }), program({ M1: { tasks: ['5 days', 'Side: 9 days'] } })]
    expect(difference(longer, other)?.critical).toEqual({ entered: ['Side'], left: ['M1.T1'] })
  })
})
