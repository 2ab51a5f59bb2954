// tested-for: P5.R1
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayNumber, isoDay, weekdayOf } from '../../src/schedule/index.ts'
import { workCalendar } from '../../src/schedule/work-calendar.ts'

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
const anyDay = fc.integer({ min: -100_000, max: 200_000 })
const anyCalendar = fc.record({
  workingDays: fc.uniqueArray(fc.constantFrom(...weekdays), { minLength: 1 }),
  holidays: fc.array(
    fc.tuple(fc.integer({ min: 20_000, max: 20_400 }), fc.integer({ min: 0, max: 20 })).map(([from, length]) => ({
      from: isoDay(from),
      to: isoDay(from + length),
    })),
    { maxLength: 6 },
  ),
  hours: fc.constantFrom(8, 7.5, 24, 1),
})

describe('days', () => {
  it('agree with the clock of the language', () => {
    fc.assert(
      fc.property(fc.integer({ min: -700_000, max: 2_900_000 }), (day) => {
        const date = new Date(day * 86_400_000)
        expect(isoDay(day)).toBe(date.toISOString().slice(0, 10))
        expect(dayNumber(isoDay(day))).toBe(day)
        expect(weekdayOf(day)).toBe((date.getUTCDay() + 6) % 7)
      }),
    )
  })

  it('of what is no date are no number', () => {
    expect(dayNumber('soon')).toBeNaN()
  })
})

describe('a working calendar', () => {
  it('counts the same working days as a walk over every day', () => {
    fc.assert(
      fc.property(anyCalendar, fc.integer({ min: 19_990, max: 20_100 }), fc.integer({ min: 0, max: 300 }), (calendar, start, length) => {
        const work = workCalendar({ calendar }, start)
        const off = new Set(calendar.holidays.flatMap(({ from, to }) => span(dayNumber(from), dayNumber(to))))
        let walked = 0
        for (let day = start; day < start + length; day++) {
          const works = calendar.workingDays.includes(weekdays[weekdayOf(day)] as never) && !off.has(day)
          expect(work.isWorking(day)).toBe(works)
          if (works) {
            expect(work.dayOf(walked * work.minutesPerDay, 'start')).toBe(day)
            expect(work.dayOf((walked + 1) * work.minutesPerDay, 'finish')).toBe(day)
            walked++
          }
        }
        expect(work.beginOf(start + length)).toBe(walked * work.minutesPerDay)
      }),
    )
  })

  it('goes to the clock and back, and never backwards', () => {
    fc.assert(
      fc.property(anyCalendar, anyDay, fc.integer({ min: -5000, max: 50_000 }), (calendar, start, at) => {
        const work = workCalendar({ calendar }, start)
        for (const edge of ['start', 'finish'] as const) {
          const clock = work.clockOf(at, edge)
          expect(work.atOrAfter(clock)).toBe(at)
          expect(work.atOrBefore(clock, edge)).toBe(at)
          expect(work.clockOf(at + 1, edge)).toBeGreaterThan(clock)
        }
      }),
    )
  })

  it('begins on the first working day from the start on', () => {
    const work = workCalendar({}, dayNumber('2026-01-03'))
    expect(isoDay(work.dayOf(0, 'start'))).toBe('2026-01-05')
    expect(work.hasHolidays).toBe(false)
  })

  it('merges holidays that overlap, and passes over those that end before they begin', () => {
    const holidays = ['2026-01-06', { from: '2026-01-06', to: '2026-01-07' }, { from: '2026-01-09', to: '2026-01-08' }, '2026-01-10']
    const work = workCalendar({ calendar: { holidays } }, dayNumber('2026-01-05'))
    expect(work.beginOf(dayNumber('2026-01-12'))).toBe(3 * 480)
    expect(work.holidaysUpTo(dayNumber('2026-01-05'))).toBe(0)
    expect(work.holidaysUpTo(dayNumber('2026-01-06'))).toBe(1)
    expect(work.holidaysUpTo(dayNumber('2026-02-06'))).toBe(2)
  })
})

const span = (from: number, to: number): number[] => Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index)
