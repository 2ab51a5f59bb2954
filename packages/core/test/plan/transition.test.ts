import { expect, test } from 'vitest'
import { milestoneTransition, taskTransition } from '../../src/plan/transition.ts'

test.each([
  ['a b', 'start', undefined],
  ['a b', 'submit', undefined],
  ['a b', 'accept', 'a → b'],
  ['a b', 'reopen', 'b → a'],
  ['a b c', 'start', 'a → b'],
  ['a b c', 'submit', undefined],
  ['a b c', 'accept', 'b → c'],
  ['a b c', 'reopen', 'c → b'],
  ['a b c d', 'start', 'a → b'],
  ['a b c d', 'submit', 'b → c'],
  ['a b c d', 'accept', 'c → d'],
  ['a b c d', 'reopen', 'c,d → b'],
  ['a b c d e', 'submit', 'b,c → d'],
  ['a b c d e', 'accept', 'd → e'],
  ['a b c d e', 'reopen', 'c,d,e → b'],
] as const)('milestone, states %s: %s is %s', (states, verb, expected) => {
  const transition = milestoneTransition(states.split(' '), verb)
  expect(transition && `${transition.from.join(',')} → ${transition.to}`).toBe(expected)
})

test.each([
  ['a b', 'start', undefined],
  ['a b', 'done', 'a → b'],
  ['a b', 'reopen', 'b → a'],
  ['a b c', 'start', 'a → b'],
  ['a b c', 'done', 'a,b → c'],
  ['a b c', 'reopen', 'c → b'],
] as const)('task, states %s: %s is %s', (states, verb, expected) => {
  const transition = taskTransition(states.split(' '), verb)
  expect(transition && `${transition.from.join(',')} → ${transition.to}`).toBe(expected)
})
