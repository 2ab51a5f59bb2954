// tested-for: P5.R1
import { describe, expect, it } from 'vitest'
import { compareSchedules, pathTo, scheduleOf, whyScheduled, workingDaysBetween } from '../../src/schedule/index.ts'
import type { Task } from '../../src/schema/plan-records.ts'
import { made, task } from './made.ts'

const day = 480
const of = (tasks: readonly Task[], program = {}) => scheduleOf(made([{ id: 'P', title: 'P', tasks: [...tasks] }], { program })).schedule

describe('whyScheduled', () => {
  it('goes back from the finish to the start, and says what each step costs', () => {
    const schedule = of([
      task('A', { estimate: '3 days' }),
      task('B', { estimate: '2 days' }),
      task('C', { estimate: '1 day', prerequisites: ['B'], depends: [{ on: 'A', lag: '1 day' }] }),
    ])
    const reasons = whyScheduled(schedule, 'task:C').map(({ kind, from, to, gain, text }) => ({ kind, from, to, gain, text }))
    expect(reasons.slice(0, 3)).toEqual([
      { kind: 'length', from: undefined, to: 'task:C', gain: day, text: 'C takes 1 d' },
      { kind: 'link', from: 'task:A', to: 'task:C', gain: 2 * day, text: 'C begins when A ends, 1 d later (depends)' },
      { kind: 'length', from: undefined, to: 'task:A', gain: 2 * day, text: 'A takes 3 d' },
    ])
    expect(reasons.at(-1)).toMatchObject({ kind: 'start', gain: 0, text: 'the schedule begins 2026-01-05' })
  })

  it('names dates, windows and holidays', () => {
    const late = of([task('A', { estimate: '2 days', notBefore: '2026-01-14' })], { calendar: { holidays: ['2026-01-15', '2026-01-07'] } })
    expect(whyScheduled(late, 'task:A').map(({ kind, gain }) => [kind, gain])).toEqual([
      ['length', 2 * day],
      ['not-before', 6 * day],
      ['holidays', 2 * day],
    ])
    const { schedule } = scheduleOf(made([{ id: 'Q', title: 'Q', window: '2-3', tasks: [task('A', { estimate: '1 day' })] }]))
    const reasons = whyScheduled(schedule, 'task:A')
    expect(reasons.at(-1)).toMatchObject({ kind: 'window', to: 'phase:Q', gain: 10 * day, text: 'the window of Q begins 2026-01-19' })
  })

  it('names the data date and what really happened', () => {
    const phases = [
      {
        id: 'P',
        title: 'P',
        tasks: [task('A', { estimate: '1 day' }), task('B', { estimate: '9 days', actual: { start: '2026-01-06' } })],
      },
    ]
    const { schedule } = scheduleOf(made(phases), { dataDate: '2026-01-12' })
    expect(whyScheduled(schedule, 'task:A').at(-1)?.kind).toBe('data-date')
    expect(whyScheduled(schedule, 'task:B').at(-1)?.kind).toBe('actual')
  })

  it('has no words for what is not there, or has no date', () => {
    expect(whyScheduled(of([task('A', { estimate: '1 day' })]), 'task:X')).toEqual([])
    expect(whyScheduled(of([task('A')]), 'task:A')).toEqual([])
    expect(pathTo(of([task('A')]), 'task:X')).toEqual([])
  })
})

describe('pathTo', () => {
  it('finds the path to something that is not critical', () => {
    const schedule = of([
      task('A', { estimate: '9 days' }),
      task('B', { estimate: '2 days' }),
      task('C', { estimate: '1 day', prerequisites: ['B'] }),
    ])
    expect(pathTo(schedule, 'task:C')).toEqual(['task:B', 'task:C'])
    expect(pathTo(schedule, 'phase:P')).toEqual(['task:A', 'phase:P'])
  })
})

describe('compareSchedules', () => {
  it('tells what moved, what came and what went', () => {
    const before = of([task('A', { estimate: '2 days' }), task('B', { estimate: '1 day' })])
    const after = of([task('A', { estimate: '6 days' }), task('C', { estimate: '1 day' })])
    expect(compareSchedules(before, after).map(({ key, change, days, workingDays }) => [key, change, days, workingDays])).toEqual([
      ['phase:P', 'moved', 6, 4],
      ['task:A', 'moved', 6, 4],
      ['task:C', 'added', undefined, undefined],
      ['task:B', 'removed', undefined, undefined],
    ])
    expect(workingDaysBetween(after, '2026-01-12', '2026-01-09')).toBe(-1)
  })

  it('compares no dates of a plan that has none', () => {
    const before = of([task('A')])
    const after = of([task('A', { estimate: '2 days' })])
    expect(compareSchedules(before, after).every(({ days }) => days === undefined)).toBe(true)
  })
})
