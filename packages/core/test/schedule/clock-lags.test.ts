import { describe, expect, it } from 'vitest'
import { scheduleOf } from '../../src/schedule/index.ts'
import type { Task } from '../../src/schema/plan-records.ts'
import { made, task } from './made.ts'

// 2026-03-02 is a Monday; work is done from Monday to Friday.
const datesOf = (tasks: readonly Task[]): Readonly<Record<string, string>> => {
  const { schedule } = scheduleOf(
    made([{ id: 'P', title: 'P', tasks: [...tasks], notBefore: '2026-03-02' }], { program: { start: '2026-03-02' } }),
  )
  return Object.fromEntries([...schedule.activities.values()].map(({ key, dates }) => [key, `${dates?.start} ${dates?.finish}`]))
}
const after = (on: string, lag: string): Pick<Task, 'depends'> => ({ depends: [{ on, lag }] })

describe('lags on the clock', () => {
  it.each<[string, Partial<Task>, string, string]>([
    // A pour of concrete from Thursday to Saturday, two days to cure: Sunday and Monday.
    ['work that ends on a Saturday', { estimate: '3 calendar days', notBefore: '2026-03-05' }, '2 calendar days', '2026-03-10 2026-03-10'],
    ['work that ends on a Friday', { estimate: '2 days', notBefore: '2026-03-05' }, '2 calendar days', '2026-03-09 2026-03-09'],
    [
      'work that ends on a Friday, over Monday',
      { estimate: '2 days', notBefore: '2026-03-05' },
      '3 calendar days',
      '2026-03-10 2026-03-10',
    ],
    ['an event on a Monday', { notBefore: '2026-03-09' }, '3 calendar days', '2026-03-12 2026-03-12'],
    ['an event on the first day', {}, '3 calendar days', '2026-03-05 2026-03-05'],
  ])('count from the end of %s', (_, rest, lag, expected) => {
    const dates = datesOf([task('A', rest), task('B', { estimate: '1 day', ...after('A', lag) })])
    expect(dates['task:B']).toBe(expected)
  })

  it('count from the day of an event that comes with the end of work', () => {
    const dates = datesOf([
      task('A', { estimate: '5 days' }),
      task('signed', { prerequisites: ['A'] }),
      task('B', { estimate: '1 day', ...after('signed', '3 calendar days') }),
    ])
    expect(dates['task:signed']).toBe('2026-03-06 2026-03-06')
    expect(dates['task:B']).toBe('2026-03-10 2026-03-10')
  })

  it('count from the end of a whole, which may be on a Saturday', () => {
    const { schedule } = scheduleOf(
      made(
        [
          {
            id: 'P',
            title: 'P',
            milestones: [
              { id: 'P.M', title: 'M', tasks: [task('A', { estimate: '3 calendar days', notBefore: '2026-03-05' })] },
              { id: 'P.N', title: 'N', duration: '1 day', ...after('P.M', '2 calendar days') },
            ],
          },
        ],
        { program: { start: '2026-03-02' } },
      ),
    )
    expect(schedule.activities.get('milestone:P.N')?.dates?.start).toBe('2026-03-10')
  })

  it('leave what the finish waits for no float', () => {
    const tasks = [
      task('A', { estimate: '3 calendar days', notBefore: '2026-03-05' }),
      task('B', { estimate: '1 day', ...after('A', '2 calendar days') }),
    ]
    const { schedule } = scheduleOf(made([{ id: 'P', title: 'P', tasks }], { program: { start: '2026-03-02' } }))
    for (const { key, early, late, critical } of schedule.activities.values()) {
      if (!key.startsWith('task:')) continue
      expect({ key, late, critical }).toEqual({ key, late: early, critical: true })
    }
  })
})

describe('work that ends on a free day', () => {
  it('ends what holds it on that day, and the gate after it is on the next working day', () => {
    const { schedule } = scheduleOf(
      made(
        [
          {
            id: 'P',
            title: 'P',
            milestones: [{ id: 'P.M', title: 'M', tasks: [task('A', { estimate: '3 calendar days', notBefore: '2026-03-05' })] }],
            exit: { criteria: [{ id: 'P.1', statement: 'It is done.' }] },
          },
        ],
        { program: { start: '2026-03-02' } },
      ),
    )
    const finish = (key: 'task:A' | 'milestone:P.M' | 'phase:P' | 'gate:P') => schedule.activities.get(key)?.dates?.finish
    expect([finish('task:A'), finish('milestone:P.M'), finish('phase:P'), finish('gate:P')]).toEqual([
      '2026-03-07',
      '2026-03-07',
      '2026-03-07',
      '2026-03-09',
    ])
  })
})
