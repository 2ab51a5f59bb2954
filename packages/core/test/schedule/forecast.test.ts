import { describe, expect, it } from 'vitest'
import { type ScheduleOptions, scheduleOf } from '../../src/schedule/index.ts'
import type { Task } from '../../src/schema/plan-records.ts'
import { made, task } from './made.ts'

function forecast(tasks: readonly Task[], options: ScheduleOptions = { dataDate: '2026-01-12' }) {
  const result = scheduleOf(made([{ id: 'P', title: 'P', tasks: [...tasks] }]), options)
  const of = (id: string): string => {
    const dates = result.schedule.activities.get(`task:${id}`)?.dates
    return `${dates?.start.slice(5)}..${dates?.finish.slice(5)}`
  }
  return { ...result, of }
}

describe('a forecast', () => {
  it('puts nothing that is not done before the data date', () => {
    const { of, schedule } = forecast([task('A', { estimate: '2 days' }), task('B', { estimate: '2 days', prerequisites: ['A'] })])
    expect([of('A'), of('B'), schedule.dataDate]).toEqual(['01-12..01-13', '01-14..01-15', '2026-01-12'])
  })

  it('leaves what is done where it was', () => {
    const { of, schedule } = forecast([
      task('A', { estimate: '2 days', state: 'done', actual: { start: '2026-01-05', finish: '2026-01-08' } }),
      task('B', { estimate: '2 days', state: 'done' }),
      task('C', { estimate: '9 days', state: 'done' }),
      task('D', { estimate: '1 day', prerequisites: ['A'] }),
    ])
    expect([of('A'), of('B'), of('C'), of('D')]).toEqual(['01-05..01-08', '01-05..01-06', '12-30..01-09', '01-12..01-12'])
    expect(schedule.activities.get('task:A')).toMatchObject({ progress: 'done', done: 1, critical: false, totalFloat: undefined })
  })

  it('gives what has begun the time that is left', () => {
    const { of } = forecast([
      task('A', { estimate: '8 days', state: 'in-progress', actual: { start: '2026-01-06' } }),
      task('B', { estimate: '2 days', state: 'in-progress', actual: { start: '2026-01-06' } }),
      task('C', { estimate: '2 days', state: 'in-progress', actual: { start: '2026-01-06', remaining: '3 days' } }),
      task('D', { actual: { start: '2026-01-06' } }),
    ])
    expect([of('A'), of('B'), of('C')]).toEqual(['01-06..01-15', '01-06..01-12', '01-06..01-14'])
    expect(of('D')).toBe('01-06..01-09')
  })

  it('gives work the float that it has where what waits for it went ahead', () => {
    const { schedule } = forecast([
      task('A', { estimate: '3 days' }),
      task('B', { estimate: '2 days', prerequisites: ['A'], state: 'done', actual: { start: '2026-01-06', finish: '2026-01-07' } }),
      task('C', { estimate: '3 days' }),
      task('D', { estimate: '4 days', prerequisites: ['C'], state: 'in-progress', actual: { start: '2026-01-06', remaining: '2 days' } }),
      task('E', { estimate: '9 days' }),
    ])
    const floats = ['A', 'C', 'D', 'E'].map((id) => {
      const { totalFloat, freeFloat } = schedule.activities.get(`task:${id}`) ?? {}
      return [id, (totalFloat ?? Number.NaN) / 480, (freeFloat ?? Number.NaN) / 480]
    })
    expect(floats).toEqual([
      ['A', 6, 6],
      ['C', 4, 0],
      ['D', 4, 4],
      ['E', 0, 0],
    ])
    expect(schedule.activities.get('task:D')?.late?.from).toBe(schedule.activities.get('task:D')?.early.from)
  })

  it('takes the log where the plan has no dates, and the plan where both have', () => {
    const actuals = new Map([
      ['task:A', { start: '2026-01-06', finish: '2026-01-07' }],
      ['task:B', { start: '2026-01-06', finish: '2026-01-07' }],
    ] as const)
    const { of } = forecast(
      [
        task('A', { estimate: '1 day', state: 'done' }),
        task('B', { estimate: '1 day', state: 'done', actual: { start: '2026-01-08', finish: '2026-01-09' } }),
      ],
      { dataDate: '2026-01-12', actuals },
    )
    expect([of('A'), of('B')]).toEqual(['01-06..01-07', '01-08..01-09'])
  })

  it('counts the work that is left in a milestone by its tasks', () => {
    const milestones = [
      {
        id: 'M',
        title: 'M',
        duration: '8 days',
        state: 'in-progress',
        tasks: [task('A', { state: 'done' }), task('B'), task('C'), task('D', { state: 'done' })],
      },
    ]
    const { schedule } = scheduleOf(made([{ id: 'P', title: 'P', milestones }]), { dataDate: '2026-01-12' })
    expect(schedule.activities.get('milestone:M')).toMatchObject({ done: 0.5, progress: 'started' })
    expect(schedule.activities.get('milestone:M')?.dates?.finish).toBe('2026-01-15')
  })

  it('takes a closed phase, and what is in it, as done', () => {
    const phases = [
      { id: 'A', title: 'A', tasks: [task('T', { estimate: '9 days' })], exit: { criteria: [{ id: 'A.1', statement: 'x' }] } },
      { id: 'B', title: 'B', tasks: [task('U', { estimate: '1 day' })] },
    ]
    const { schedule } = scheduleOf(made(phases), { dataDate: '2026-01-12', closed: new Map([['A', '2026-01-08']]) })
    expect(schedule.activities.get('phase:A')).toMatchObject({ progress: 'done', dates: { finish: '2026-01-08' } })
    expect(schedule.activities.get('task:T')?.progress).toBe('done')
    expect(schedule.activities.get('gate:A')).toMatchObject({ progress: 'done', dates: { finish: '2026-01-08' } })
    expect(schedule.activities.get('task:U')?.dates).toEqual({ start: '2026-01-12', finish: '2026-01-12' })
  })

  it('tells what was done before what it waits for', () => {
    const { diagnostics } = forecast([
      task('A', { estimate: '1 day' }),
      task('B', { estimate: '1 day', prerequisites: ['A'], state: 'done' }),
    ])
    expect(diagnostics.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      'schedule/out-of-sequence: task B is done, and task A, which it waits for, is not',
    ])
  })

  it('lets work that has begun go on only when what it waits for is done', () => {
    const { of, schedule } = forecast([
      task('A', { estimate: '3 days' }),
      task('B', { estimate: '2 days', prerequisites: ['A'], state: 'in-progress', actual: { start: '2026-01-09', remaining: '1 day' } }),
    ])
    expect([of('A'), of('B')]).toEqual(['01-12..01-14', '01-09..01-15'])
    expect(schedule.criticalPath).toEqual(['task:A', 'task:B'])
  })

  it('says nothing of lateness of what is over', () => {
    const late = forecast([task('A', { estimate: '1 day', due: '2026-01-06', state: 'done', actual: { finish: '2026-01-08' } })])
    expect(late.diagnostics).toEqual([])
    expect(forecast([task('A', { estimate: '1 day', due: '2026-01-06' })]).diagnostics.map(({ code }) => code)).toEqual(['schedule/late'])
  })
})
