import { expect, it } from 'vitest'
import { daysOfWeek, weeksOf, workingDays } from '../../src/link/working-time.ts'
import { hostile, quickly } from '../hostile.ts'

it('has five working days in a week, or those of the calendar', () => {
  const program = { format: 1, id: 'd', name: 'D' } as const
  expect(daysOfWeek(program)).toBe(5)
  expect(daysOfWeek({ ...program, calendar: {} })).toBe(5)
  expect(daysOfWeek({ ...program, calendar: { workingDays: ['mon', 'tue', 'wed', 'thu'] } })).toBe(4)
})

it.each([
  [undefined, undefined],
  ['', undefined],
  ['soon', undefined],
  ['4 working days', 4],
  ['1.5 weeks.', 7.5],
  ['3d', 3],
  ['2w', 10],
  ['2 wks', 10],
  ['16 hours', 2],
  ['4h', 0.5],
  ['overlaps last 2 days of A', 2],
  ['the last week', 5],
  ['a week', 5],
  ['half a day', 0.5],
  ['one day', 1],
  ['2 months', undefined],
  ['10 deliverables', undefined],
])('%s is %s working days', (text, days) => expect(workingDays(text, 5)).toBe(days))

it.each([
  [undefined, undefined, undefined, undefined],
  ['28+', undefined, undefined, undefined],
  ['2', 1, 1, 1],
  ['0-2', 2, 3, 3],
  ['0 – 2', 2, 3, 3],
  ['1.5-2', 0.5, 1.5, 1.5],
  ['4-2', 0, 1, 1],
])('the window %s holds weeks', (window, halfOpen, inclusive, unsaid) =>
  expect([weeksOf(window, 'half-open'), weeksOf(window, 'inclusive'), weeksOf(window, undefined)]).toEqual([halfOpen, inclusive, unsaid]),
)

it.each(hostile(['1', '1.', ' ', '1 ', '-', 'last ', 'half a ']))('is linear on %j and so on', (_, text) =>
  quickly(() => [workingDays(text, 5), weeksOf(text, 'inclusive')]),
)
