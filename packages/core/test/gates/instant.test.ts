import { describe, expect, test } from 'vitest'
import { ago, durationOf, earliestOf, endOf, instantOf } from '../../src/gates/instant.ts'

const hour = 3_600_000

describe('instantOf', () => {
  test.each([
    ['1970-01-02', 24 * hour],
    ['1970-01-01T01:00:00Z', hour],
    ['1970-01-01T01:00Z', hour],
    ['1970-01-01T00:00:00.250Z', 250],
    ['1970-01-01T02:00:00+01:00', hour],
    ['1970-01-01T00:00:00-01:00', hour],
  ])('%s', (text, at) => expect(instantOf(text)).toBe(at))
  test.each([
    '',
    'now',
    '1970',
    '1970-01-01T00:00:00',
    '1970-1-1',
    'x1970-01-01',
    '1970-01-01x',
    'x1970-01-01T00:00:00Z',
    '1970-01-01T00:00:00Zx',
    '1970-13-01',
    '1970-01-01T25:00:00Z',
    '1970-01-01T00:00:00.Z',
  ])('%j is none', (text) => expect(instantOf(text)).toBeNaN())
})

test('a day ends with its last millisecond and begins in the far east', () => {
  expect(endOf('1970-01-01')).toBe(24 * hour - 1)
  expect(endOf('1970-01-01T01:00:00Z')).toBe(hour)
  expect(endOf('soon')).toBeNaN()
  expect(earliestOf('1970-01-01')).toBe(-14 * hour)
  expect(earliestOf('1970-01-01T01:00:00Z')).toBe(hour)
  expect(earliestOf('soon')).toBeNaN()
})

describe('durationOf', () => {
  test.each([
    ['P1W', 168 * hour],
    ['P2D', 48 * hour],
    ['PT3H', 3 * hour],
    ['PT4M', 4 * 60_000],
    ['PT5S', 5000],
    ['P1W2DT3H4M5S', 168 * hour + 48 * hour + 3 * hour + 4 * 60_000 + 5000],
    ['PT0S', 0],
    ['P10W11DT12H13M14S', ((70 + 11) * 24 + 12) * hour + 13 * 60_000 + 14_000],
  ])('%s', (text, ms) => expect(durationOf(text)).toBe(ms))
  test.each(['', 'P', 'PT', 'P1', '1D', 'P1Y', 'P1M', 'P-1D', 'xP1D', 'P1Dx'])('%j is none', (text) => expect(durationOf(text)).toBeNaN())
})

describe('ago', () => {
  const minute = 60_000
  test.each([
    [0, 'just now'],
    [-hour, 'just now'],
    [minute - 1, 'just now'],
    [minute, '1 min ago'],
    [hour - 1, '59 min ago'],
    [hour, '1 h ago'],
    [48 * hour - 1, '47 h ago'],
    [48 * hour, '2 d ago'],
    [30 * 24 * hour, '30 d ago'],
    [Number.NaN, 'just now'],
  ])('%d ms', (age, text) => expect(ago(1000, 1000 + age)).toBe(text))
})
