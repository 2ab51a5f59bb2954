// tested-for: P5.R1
import { describe, expect, it } from 'vitest'
import { type ActivityKey, dateWords, type Schedule, scheduleOf } from '../../src/schedule/index.ts'
import type { Task } from '../../src/schema/plan-records.ts'
import { made, task } from './made.ts'

/** "2026-01-05..2026-01-07" of each. */
function spans(schedule: Schedule, ...ids: readonly string[]): string[] {
  return ids.map((id) => {
    const key = (id.includes(':') ? id : `task:${id}`) as ActivityKey
    const dates = schedule.activities.get(key)?.dates
    return dates === undefined ? '' : `${dates.start.slice(5)}..${dates.finish.slice(5)}`
  })
}

const ofTasks = (tasks: readonly Task[], program = {}) => scheduleOf(made([{ id: 'P', title: 'P', tasks: [...tasks] }], { program }))
const codes = ({ diagnostics }: ReturnType<typeof scheduleOf>): string[] => diagnostics.map(({ code }) => code)

describe('links', () => {
  it.each([
    ['FS', undefined, '01-08..01-09'],
    ['FS', '2 days', '01-12..01-13'],
    ['FS', '-1 day', '01-07..01-08'],
    ['FS', '3 calendar days', '01-12..01-13'],
    ['SS', undefined, '01-05..01-06'],
    ['SS', '2 days', '01-07..01-08'],
    ['FF', undefined, '01-06..01-07'],
    ['FF', '1 day', '01-07..01-08'],
    ['SF', '3 days', '01-06..01-07'],
    ['SF', undefined, '01-05..01-06'],
  ] as const)('%s with a lag of %s', (type, lag, expected) => {
    const depends = [{ on: 'A', type, ...(lag !== undefined && { lag }) }]
    const { schedule } = ofTasks([task('A', { estimate: '3 days' }), task('B', { estimate: '2 days', depends })])
    expect(spans(schedule, 'A', 'B')).toEqual(['01-05..01-07', expected])
  })

  it('counts lags in days of the calendar where the program says so', () => {
    const tasks = [task('A', { estimate: '4 days' }), task('B', { estimate: '1 day', depends: [{ on: 'A', lag: '2 days' }] })]
    expect(spans(ofTasks(tasks).schedule, 'B')).toEqual(['01-13..01-13'])
    expect(spans(ofTasks(tasks, { schedule: { lag: 'calendar' } }).schedule, 'B')).toEqual(['01-12..01-12'])
  })

  it('skips holidays and days off', () => {
    const calendar = {
      workingDays: ['mon' as const, 'tue' as const, 'wed' as const, 'thu' as const],
      holidays: ['2026-01-06', { from: '2026-01-12', to: '2026-01-13' }],
    }
    const { schedule } = ofTasks([task('A', { estimate: '1 week' })], { calendar })
    expect(spans(schedule, 'A')).toEqual(['01-05..01-14'])
  })

  it('lets a duration of the calendar pass over days off, and ends it on its last day', () => {
    const { schedule } = ofTasks([task('A', { estimate: '6 calendar days' }), task('B', { estimate: '1 day', prerequisites: ['A'] })])
    expect(spans(schedule, 'A', 'B')).toEqual(['01-05..01-10', '01-12..01-12'])
  })

  it('does not begin before notBefore', () => {
    expect(spans(ofTasks([task('A', { estimate: '1 day', notBefore: '2026-01-10' })]).schedule, 'A')).toEqual(['01-12..01-12'])
  })

  it('keeps parts of a day', () => {
    const { schedule } = ofTasks([task('A', { estimate: '1.5 days' }), task('B', { estimate: '0.5 days', prerequisites: ['A'] })])
    expect(spans(schedule, 'A', 'B')).toEqual(['01-05..01-06', '01-06..01-06'])
    expect(schedule.activities.get('task:B')?.early).toEqual({ from: 720, to: 960 })
  })

  it('takes what has no duration as an event that comes with what it waits for', () => {
    const { schedule } = ofTasks([
      task('A', { estimate: '2 days' }),
      task('B', { prerequisites: ['A'] }),
      task('C', { estimate: '1 day', prerequisites: ['B'] }),
    ])
    expect(spans(schedule, 'A', 'B', 'C')).toEqual(['01-05..01-06', '01-06..01-06', '01-07..01-07'])
    expect(schedule.activities.get('task:B')).toMatchObject({ duration: undefined, unknown: 'none' })
  })
})

describe('float and the critical path', () => {
  const { schedule } = ofTasks([
    task('A', { estimate: '2 days' }),
    task('B', { estimate: '5 days', prerequisites: ['A'] }),
    task('C', { estimate: '1 day', prerequisites: ['A'] }),
    task('D', { estimate: '1 day', prerequisites: ['C'] }),
    task('E', { estimate: '1 day', prerequisites: ['B', 'D'] }),
  ])
  it('finds total and free float', () => {
    const floats = ['A', 'B', 'C', 'D', 'E']
      .map((id) => schedule.activities.get(`task:${id}`))
      .map((one) => [one?.totalFloat, one?.freeFloat])
    expect(floats).toEqual([
      [0, 0],
      [0, 0],
      [1440, 0],
      [1440, 1440],
      [0, 0],
    ])
    expect(schedule.activities.get('task:C')?.lateDates).toEqual({ start: '2026-01-12', finish: '2026-01-12' })
  })

  it('finds the longest path', () => {
    expect(schedule.criticalPath).toEqual(['task:A', 'task:B', 'task:E'])
    expect([...schedule.activities.values()].filter(({ critical }) => critical).map(({ key }) => key)).toEqual([
      'phase:P',
      'task:A',
      'task:B',
      'task:E',
    ])
    expect(schedule.finish).toBe('2026-01-14')
  })
})

describe('what holds what', () => {
  it('lets a task of two phases begin with the first, and hold up the end of both', () => {
    const { schedule } = scheduleOf(
      made(
        [
          { id: 'P1', title: 'P1', window: '0-1', tasks: ['T', task('U', { estimate: '1 day' })] },
          { id: 'P2', title: 'P2', window: '1-2', tasks: ['T'] },
        ],
        { program: { weeks: 'half-open' }, tasks: [task('T', { estimate: '6 days' })] },
      ),
    )
    expect(spans(schedule, 'T', 'phase:P1', 'phase:P2')).toEqual(['01-05..01-12', '01-05..01-12', '01-12..01-12'])
    expect(schedule.activities.get('task:T')).toMatchObject({ parent: 'phase:P1', phases: ['P1', 'P2'] })
  })

  it('gives a milestone at least its own duration', () => {
    const milestones = [
      { id: 'M1', title: 'M1', duration: '5 days', tasks: [task('A', { estimate: '2 days' })] },
      { id: 'M2', title: 'M2', duration: '1 day', tasks: [task('B', { estimate: '3 days' })] },
    ]
    const { schedule } = scheduleOf(made([{ id: 'P', title: 'P', milestones }]))
    expect(spans(schedule, 'milestone:M1', 'milestone:M2', 'A')).toEqual(['01-05..01-09', '01-12..01-14', '01-05..01-06'])
  })

  it('does not let optional tasks hold anything up', () => {
    const { schedule } = ofTasks([task('A', { estimate: '2 days' }), task('B', { estimate: '9 days', optional: true })])
    expect(schedule.finish).toBe('2026-01-06')
    expect(schedule.activities.get('task:B')).toMatchObject({ critical: false, totalFloat: 0 })
  })

  it('puts children within their parent, and what follows it after all of them', () => {
    const parent = task('1', {
      children: [task('1.1', { estimate: '2 days' }), task('1.2', { estimate: '1 day', prerequisites: ['1.1'] })],
    })
    const { schedule } = ofTasks([parent, task('2', { estimate: '1 day', prerequisites: ['1'] })])
    expect(spans(schedule, '1', '2')).toEqual(['01-05..01-07', '01-08..01-08'])
    expect(schedule.activities.get('task:1')?.duration).toBe(1440)
  })

  it('lets phases follow one another where the plan says nothing of them', () => {
    const phases = ['A', 'B'].map((id) => ({ id, title: id, tasks: [task(`${id}1`, { estimate: '2 days' })] }))
    const { schedule } = scheduleOf(made(phases))
    expect(spans(schedule, 'A1', 'B1')).toEqual(['01-05..01-06', '01-07..01-08'])
    expect(schedule.assumptions.some(({ text }) => text.startsWith('phases follow'))).toBe(true)
  })

  it('gives up an order that is only assumed where the plan says the contrary', () => {
    const result = scheduleOf(
      made([
        { id: 'A', title: 'A', tasks: [task('A1', { estimate: '2 days', prerequisites: ['B1'] })] },
        { id: 'B', title: 'B', tasks: [task('B1', { estimate: '2 days' })] },
      ]),
    )
    expect(spans(result.schedule, 'A1', 'B1')).toEqual(['01-07..01-08', '01-05..01-06'])
    expect(codes(result)).toEqual([])
  })
})

describe('gates', () => {
  const criterion = (id: string, check?: object) => ({ id, statement: id, ...(check && { check: check as never }) })
  it('are events: entry at the start, exit at the finish, acceptance with the milestone', () => {
    const { schedule } = scheduleOf(
      made([
        {
          id: 'A',
          title: 'A',
          entry: { criteria: [criterion('A.entry.1')] },
          exit: { criteria: [criterion('A.1')] },
          milestones: [
            { id: 'M', title: 'M', duration: '2 days', acceptance: [criterion('M.1')] },
            { id: 'N', title: 'N', duration: '2 days' },
          ],
        },
      ]),
    )
    expect(spans(schedule, 'gate:A.entry', 'gate:M', 'gate:A')).toEqual(['01-05..01-05', '01-06..01-06', '01-08..01-08'])
  })

  it('let a phase begin when the gate that its entry asks for can be passed', () => {
    const asks = { kind: 'gate', gate: 'A' }
    const { schedule } = scheduleOf(
      made(
        [
          { id: 'A', title: 'A', window: '0-1', exit: { criteria: [criterion('A.1')] }, tasks: [task('T', { estimate: '7 days' })] },
          {
            id: 'B',
            title: 'B',
            window: '1-2',
            entry: { criteria: [criterion('B.entry.1', asks)] },
            tasks: [task('U', { estimate: '1 day' })],
          },
        ],
        { program: { weeks: 'half-open' } },
      ),
    )
    expect(spans(schedule, 'gate:A', 'gate:B.entry', 'U')).toEqual(['01-13..01-13', '01-14..01-14', '01-14..01-14'])
  })
})

describe('findings', () => {
  it('tells a circle with all of its steps, and still gives dates', () => {
    const result = ofTasks([
      task('A', { estimate: '1 day', depends: [{ on: 'B' }] }),
      task('B', { estimate: '1 day', prerequisites: ['A'] }),
    ])
    expect(codes(result)).toEqual(['schedule/cycle'])
    expect(result.diagnostics[0]?.message).toBe('the schedule runs in a circle: task A → task B → task A')
    expect(result.diagnostics[0]?.related).toHaveLength(2)
    expect(result.schedule.finish).toBeDefined()
  })

  it('does not tell again what the linker tells', () => {
    const result = ofTasks([task('A', { estimate: '1 day', prerequisites: ['B'] }), task('B', { estimate: '1 day', prerequisites: ['A'] })])
    expect(codes(result)).toEqual([])
  })

  it('tells a task that waits for the phase that it is in', () => {
    const result = ofTasks([task('A', { estimate: '1 day', depends: [{ on: 'P' }] })])
    expect(codes(result)).toEqual(['schedule/cycle'])
  })

  it('tells what follows an open end, a lead that is too long, and what is late', () => {
    const after = scheduleOf(
      made([
        { id: 'A', title: 'A', window: '0+' },
        { id: 'B', title: 'B', dependencies: ['A'], duration: '1 day' },
      ]),
    )
    expect(codes(after)).toEqual(['schedule/after-open-end'])
    const lead = ofTasks([task('A', { estimate: '1 day' }), task('B', { estimate: '1 day', depends: [{ on: 'A', lag: '-3 days' }] })])
    expect(codes(lead)).toEqual(['schedule/impossible-lead'])
    const late = ofTasks([task('A', { estimate: '6 days', due: '2026-01-09' })])
    expect(codes(late)).toEqual(['schedule/late'])
    expect(late.diagnostics[0]?.message).toBe('task A ends 2026-01-12, 1 working day after its due date 2026-01-09')
  })

  it('tells a lag and an overlap that cannot be read, and counts them as none', () => {
    const result = scheduleOf(
      made([
        {
          id: 'P',
          title: 'P',
          milestones: [
            { id: 'M', title: 'M', duration: '2 days' },
            { id: 'N', title: 'N', duration: '2 days', relations: [{ type: 'overlaps', milestone: 'M' }] },
            { id: 'O', title: 'O', duration: '2 days', depends: [{ on: 'N', lag: 'a while' }] },
          ],
        },
      ]),
    )
    expect(codes(result)).toEqual(['schedule/unreadable-duration', 'schedule/unreadable-duration'])
    expect(spans(result.schedule, 'milestone:O')).toEqual(['01-09..01-12'])
  })
})

describe('modes', () => {
  const phases = [{ id: 'P', title: 'P', tasks: [task('A', { estimate: '7 days' })] }]
  it('counts weeks from 1 where there are no windows', () => {
    const { schedule } = scheduleOf(made(phases, { program: { start: undefined as never } }))
    expect(schedule.mode).toBe('relative')
    expect(dateWords(schedule, schedule.finish as string)).toBe('W2 d2')
    expect(dateWords(schedule, 7 * 480)).toBe('W2 d2')
    expect(dateWords(schedule, 5 * 480, 'start')).toBe('W2 d1')
  })

  it('takes another start', () => {
    const { schedule } = scheduleOf(made(phases), { from: '2026-02-02' })
    expect(spans(schedule, 'A')).toEqual(['02-02..02-10'])
    expect(dateWords(schedule, '2026-02-10')).toBe('2026-02-10')
  })

  it('makes no forecast without a start', () => {
    const { schedule } = scheduleOf(made(phases, { program: { start: undefined as never } }), { dataDate: '2026-03-01' })
    expect(schedule.dataDate).toBeUndefined()
  })

  it('has something to say of a program without anything', () => {
    const { schedule } = scheduleOf(made([]))
    expect(schedule).toMatchObject({ mode: 'order', finish: undefined, criticalPath: [] })
    expect(dateWords(schedule, 0)).toBe('')
  })
})
