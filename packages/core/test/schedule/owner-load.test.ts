import { describe, expect, it } from 'vitest'
import { ownerLoads } from '../../src/schedule/owner-load.ts'
import type { Activity, ActivityKey, Schedule } from '../../src/schedule/schedule-types.ts'
import { workCalendar } from '../../src/schedule/work-calendar.ts'

const location = { file: 'specification/tasks.yaml', line: 1, column: 1 }

const task = (id: string, from: number, to: number, given: Partial<Activity> = {}): Activity => ({
  key: `task:${id}`,
  type: 'task',
  id,
  title: id,
  parent: undefined,
  phases: [],
  owner: 'ada',
  duration: to - from,
  unknown: undefined,
  optional: false,
  open: false,
  progress: 'planned',
  done: 0,
  early: { from, to },
  late: { from, to },
  dates: undefined,
  lateDates: undefined,
  totalFloat: 0,
  freeFloat: 0,
  critical: false,
  rank: 0,
  level: 0,
  target: undefined,
  location,
  ...given,
})

const schedule = (activities: readonly Activity[], mode: Schedule['mode'] = 'dated'): Schedule => ({
  program: 'harbour',
  mode,
  start: '2026-11-23',
  finish: '2026-12-04',
  dataDate: undefined,
  minutesPerDay: 480,
  daysPerWeek: 5,
  calendar: workCalendar({}, 0),
  firstWeek: 1,
  activities: new Map(activities.map((one, rank) => [one.key, { ...one, rank }])),
  links: [],
  criticalPath: [],
  assumptions: [],
})

const first = (activities: readonly Activity[], capacity?: number) => ownerLoads(schedule(activities), capacity)[0]

describe('the load of owners', () => {
  it('counts what is to be done, and when it meets', () => {
    expect(first([task('B', 240, 720), task('A', 0, 480), task('C', 720, 900)])).toEqual({
      owner: 'ada',
      activities: ['task:A', 'task:B', 'task:C'],
      work: 480 + 480 + 180,
      over: 240,
      overlap: ['task:A', 'task:B'],
    })
  })

  it('one thing after the other is not too much', () => {
    expect(first([task('A', 0, 480), task('B', 480, 960)])).toMatchObject({ over: 0, overlap: [] })
  })

  it('counts the time once, however many meet, and joins what goes on', () => {
    expect(first([task('A', 0, 300), task('B', 0, 300), task('C', 0, 300)])).toMatchObject({ over: 300 })
    expect(first([task('A', 0, 300), task('B', 100, 200), task('C', 200, 300)])).toMatchObject({ over: 200 })
    expect(first([task('A', 0, 300), task('B', 0, 100), task('C', 200, 300)])).toMatchObject({ over: 200 })
  })

  it('allows what the capacity allows', () => {
    const three = [task('A', 0, 300), task('B', 100, 300), task('C', 200, 300)]
    expect([1, 2, 3].map((capacity) => first(three, capacity)?.over)).toEqual([200, 100, 0])
    expect(first(three, 2)?.overlap).toEqual(['task:A', 'task:B', 'task:C'])
  })

  it('leaves aside what is done, has no end, no owner or no length', () => {
    const none = [
      task('A', 0, 480, { progress: 'done' }),
      task('B', 0, 480, { open: true }),
      task('C', 0, 480, { owner: undefined }),
      task('D', 0, 0, { duration: 0 }),
    ]
    expect(ownerLoads(schedule(none))).toEqual([])
  })

  it('counts the tasks of a milestone and not the milestone again', () => {
    const parent: ActivityKey = 'milestone:M1'
    const milestone = task('M1', 0, 960, { key: parent, type: 'milestone' })
    expect(first([milestone, task('A', 0, 480, { parent }), task('B', 480, 960, { parent })])).toMatchObject({
      activities: ['task:A', 'task:B'],
      over: 0,
    })
    // Tasks without a duration say nothing of the time that the milestone takes.
    expect(first([milestone, task('A', 0, 0, { parent, duration: undefined })])).toMatchObject({ activities: [parent] })
  })

  it('lists who has most too much first, then by name', () => {
    const all = [task('A', 0, 480, { owner: 'zoe' }), task('B', 0, 480, { owner: 'bob' }), task('C', 0, 480), task('D', 0, 480)]
    expect(ownerLoads(schedule(all)).map((one) => one.owner)).toEqual(['ada', 'bob', 'zoe'])
  })

  it('says nothing where there is only an order', () => expect(ownerLoads(schedule([task('A', 0, 480)], 'order'))).toEqual([]))
})
