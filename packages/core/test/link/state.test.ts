import { expect, it } from 'vitest'
import { hasStarted, isAssigned, isFinished, stateWord, wordOf } from '../../src/link/state.ts'

const words = ['open', 'doing', 'done']

it.each([
  [undefined, 'open', false, false],
  ['open', 'open', false, false],
  ['doing', 'doing', true, false],
  [{ value: 'done', mark: 'x' }, 'done', true, true],
])('the state %j is %s', (state, word, started, finished) => {
  expect([wordOf(state, words), hasStarted(state, words), isFinished(state, words)]).toEqual([word, started, finished])
})
it('has a word without a program', () => expect([stateWord(undefined, 'planned'), wordOf(undefined, [])]).toEqual(['planned', '']))

it.each([
  ['TBD', false],
  [' tba ', false],
  ['-', false],
  ['—', false],
  ['??', false],
  ['N/A', false],
  ['', false],
  [undefined, false],
  ['Ada', true],
  ['Nona', true],
])('%s is assigned: %s', (value, expected) => expect(isAssigned(value)).toBe(expected))
