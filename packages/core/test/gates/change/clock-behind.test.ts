import { expect, test } from 'vitest'
import { clockBehind } from '../../../src/gates/change/clock-behind.ts'

const codes = (committedAt: string, now: string): string[] =>
  clockBehind({ commit: '5d6e7f8'.padEnd(40, '0'), committedAt }, now).map((one) => one.code)

test.each([
  ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00Z', []],
  ['2026-11-21T10:00:00Z', '2026-11-21T09:55:00Z', []],
  ['2026-11-21T10:00:00Z', '2026-11-21T09:54:59Z', ['git/clock-behind']],
  ['2026-11-21T10:00:00Z', '2026-11-21T11:54:59+02:00', ['git/clock-behind']],
  ['2025-01-01T00:00:00Z', '2026-11-21T10:00:00Z', []],
  // Later than any time that can be written with four digits of the year.
  ['+275760-09-13T00:00:00Z', '2026-11-21T10:00:00Z', ['git/clock-behind']],
  ['2026-11-21T10:00:00Z', 'now', ['git/clock-behind']],
])('base of %s, judged at %s', (committedAt, now, expected) => {
  expect(codes(committedAt, now)).toEqual(expected)
})

test('says both times, and which commit', () => {
  const [found] = clockBehind({ commit: '5d6e7f8'.padEnd(40, '0'), committedAt: '2026-11-21T10:00:00Z' }, '2026-11-20T10:00:00Z')
  expect(found?.message).toMatch(/2026-11-20T10:00:00Z.*5d6e7f8 .*2026-11-21T10:00:00Z/)
})
