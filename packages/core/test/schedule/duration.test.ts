// tested-for: P5.R1
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseOverlap } from '../../src/schedule/duration.ts'
import { durationWords, parseDuration, parseLag } from '../../src/schedule/index.ts'

const units = { minutesPerDay: 480, daysPerWeek: 5 }
const working = (minutes: number) => ({ minutes, calendar: false, approximate: false })

describe('parseDuration', () => {
  it.each([
    ['4 working days', 1920],
    ['1.5 weeks', 3600],
    ['1,5 weeks', 3600],
    ['30 minutes', 30],
    ['2h', 120],
    ['2 hrs.', 120],
    ['P3D', 1440],
    ['P1W', 2400],
    ['PT4H30M', 270],
    ['P1DT2H', 600],
    ['half a day', 240],
    ['½ day', 240],
    ['1/2 day', 240],
    ['a week', 2400],
    ['an hour', 60],
    ['two weeks', 4800],
    ['one and a half days', 720],
    ['3 business days', 1440],
    ['3d', 1440],
    ['3 wd', 1440],
    ['1 week 2 days', 3360],
    ['1 week and 2 days', 3360],
    ['3d 4h', 1680],
    ['5-day', 2400],
    ['**3 days**', 1440],
    ['3 days (estimated)', 1440],
    ['3 days.', 1440],
    ['0 days', 0],
  ])('reads %s as %d working minutes', (text, minutes) => {
    expect(parseDuration(text, units)).toEqual(working(minutes))
  })

  it.each([
    ['3 calendar days', 4320],
    ['2 calendar weeks', 20_160],
    ['48 elapsed hours', 2880],
    ['3cd', 4320],
  ])('reads %s as %d minutes of the calendar', (text, minutes) => {
    expect(parseDuration(text, units)).toEqual({ minutes, calendar: true, approximate: false })
  })

  it.each(['~3 days', 'about 3 days', '≈ 3 days', 'approx. 3 days', 'ca. 3 days'])('reads %s as about right', (text) => {
    expect(parseDuration(text, units)).toEqual({ minutes: 1440, calendar: false, approximate: true })
  })

  it.each([undefined, '', '  ', '-', '—', 'n/a'])('finds nothing in %j', (text) => {
    expect(parseDuration(text, units)).toEqual({ unknown: 'none' })
  })

  it.each(['{N} hours', '<N> days', '[X] days', 'N days', '__ days', '? days'])('sees a placeholder in %s', (text) => {
    expect(parseDuration(text, units)).toEqual({ unknown: 'placeholder' })
  })

  it.each([
    ['a while', 'amount of time'],
    ['TBD', 'amount of time'],
    ['2-3 days', 'spread'],
    ['2–3 days', 'spread'],
    ['2 to 3 days', 'spread'],
    ['2 or 3 days', 'spread'],
    ['2 days-3 days', 'amount of time'],
    ['2 months', 'weeks'],
    ['P1M', 'weeks'],
    ['one quarter', 'weeks'],
    ['5 person-days', 'effort'],
    ['8 story points', 'effort'],
    ['5', 'unit'],
    ['1,500 hours', 'amount of time'],
    ['3 days (or 5)', 'spread'],
    ['3 working days 2 calendar days', 'amount of time'],
    ['99999999999999 weeks', 'longer'],
    ['-3 days', 'amount of time'],
    ['3 daybreaks', 'amount of time'],
  ])('takes nothing from %s', (text, help) => {
    const found = parseDuration(text, units)
    expect(found).toMatchObject({ unknown: 'unreadable' })
    expect((found as { help: string }).help).toContain(help)
  })

  it('counts with the week and the day of the calendar', () => {
    expect(parseDuration('1.5 weeks', { minutesPerDay: 360, daysPerWeek: 4 })).toEqual(working(2160))
  })

  it('never throws, and never takes an amount that is no whole number of minutes', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const found = parseDuration(text, units)
        if ('minutes' in found) expect(Number.isInteger(found.minutes) && found.minutes >= 0).toBe(true)
      }),
    )
  })
})

describe('parseLag', () => {
  it.each([
    ['2 days', 'working', 960, false],
    ['-1 week', 'working', -2400, false],
    ['−1 day', 'working', -480, false],
    ['+3 calendar days', 'working', 4320, true],
    ['2 days', 'calendar', 2880, true],
    ['2 working days', 'calendar', 960, false],
    ['1 week', 'calendar', 10_080, true],
    ['0 days', 'working', 0, false],
  ] as const)('reads %s where lags are %s', (text, byDefault, minutes, calendar) => {
    expect(parseLag(text, units, byDefault)).toEqual({ minutes, calendar })
  })

  it('takes nothing from words', () => {
    expect(parseLag('some days', units, 'working')).toMatchObject({ unknown: 'unreadable' })
  })
})

describe('parseOverlap', () => {
  it.each([
    ['last 2 days', 960],
    ['last week', 2400],
    ['the last day', 480],
    ['overlaps last 2 days of P0.M1', 960],
    ['2 days', 960],
    ['final 3 days', 1440],
  ])('reads %s', (text, minutes) => {
    expect(parseOverlap(text, units)).toEqual(working(minutes))
  })

  it('takes nothing from nothing', () => {
    expect(parseOverlap(undefined, units)).toEqual({ unknown: 'none' })
    expect(parseOverlap('a little', units)).toMatchObject({ unknown: 'unreadable' })
  })
})

describe('durationWords', () => {
  it.each([
    [0, '0 d'],
    [1440, '3 d'],
    [720, '1.5 d'],
    [240, '0.5 d'],
    [30, '30 min'],
    [90, '1 h 30 min'],
    [60, '1 h'],
    [1450, '3.02 d'],
    [-960, '-2 d'],
  ])('says %d minutes as %s', (minutes, words) => {
    expect(durationWords(minutes, 480)).toBe(words)
  })
})
