import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dateOf, dateTicks, dayOf, numberTicks, weekTicks } from '../../../src/page/picture/time-scale.ts'

describe('days', () => {
  it.each([
    ['1970-01-01', 0],
    ['2026-03-02', 20514],
    ['2026-03-02T23:59:00Z', 20514],
    ['W0', 0],
    ['W3 d2', 22],
    ['2026-13-01', undefined],
    ['soon', undefined],
    [undefined, undefined],
  ])('%s is day %s', (text, day) => {
    expect(dayOf(text)).toBe(day)
  })

  it('are dates again', () => {
    expect(dateOf(20514)).toBe('2026-03-02')
  })
})

describe('ticks', () => {
  const from = dayOf('2026-02-25') as number
  it.each([
    [12, ['25 Feb 2026', '26', '27', '28', '1 Mar', '2']],
    [60, ['2 Mar 2026', '9', '16', '23', '30', '6 Apr']],
    [400, ['Mar 2026', 'Apr', 'May', 'Jun', 'Jul', 'Aug']],
    [1500, ['Apr 2026', 'Jul', 'Oct', 'Jan 2027', 'Apr', 'Jul']],
    [20000, ['2030', '2035', '2040', '2045', '2050', '2055']],
  ])('of %s days have the words that fit', (days, words) => {
    expect(
      dateTicks(from, from + days, 820)
        .slice(0, 6)
        .map(({ text }) => text),
    ).toEqual(words)
  })

  it('stand apart, inside of the span, in order', () => {
    fc.assert(
      fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: 1, max: 400_000 }), (start, days) => {
        const ticks = dateTicks(start, start + days, 820)
        return (
          ticks.length <= 25 &&
          ticks.every(({ day }, index) => day >= start && day <= start + days && (index === 0 || day > (ticks[index - 1]?.day as number)))
        )
      }),
    )
  })

  it('count weeks from the first', () => {
    expect(weekTicks(0, 56, 820, 0).map(({ text }) => text)).toEqual(['W0', 'W1', 'W2', 'W3', 'W4', 'W5', 'W6', 'W7', 'W8'])
    expect(weekTicks(0, 700, 820, 1)[0]).toMatchObject({ text: 'W10' })
  })

  it.each([
    [0, [0, 1]],
    [3, [0, 1, 2, 3]],
    [58, [0, 20, 40, 60]],
    [1234, [0, 500, 1000, 1500]],
  ])('of numbers to %s', (most, expected) => {
    expect(numberTicks(most, 5)).toEqual(expected)
  })
})
