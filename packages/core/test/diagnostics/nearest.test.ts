import { expect, test } from 'vitest'
import { nearest } from '../../src/diagnostics/nearest.ts'

test.each([
  ['P22', ['P1', 'P2', 'P20', 'Q9'], ['P2', 'P20']],
  ['T-0001', ['T-001', 'T-002', 'Q-900'], ['T-001', 'T-002']],
  ['tilte', ['title', 'tasks'], ['title']],
  ['TITLE', ['title'], ['title']],
  ['zzz', ['alpha', 'beta'], []],
  ['a', ['b'], ['b']],
  ['', ['x'], ['x']],
])('%s among %j gives %j', (word, known, expected) => {
  expect(nearest(word, known)).toEqual(expected)
})

test('at most three, best first, ties in alphabetical order', () => {
  expect(nearest('P0', ['P9', 'P1', 'P3', 'P2', 'P0x'])).toEqual(['P0x', 'P1', 'P2'])
})
