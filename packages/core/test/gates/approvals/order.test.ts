import fc from 'fast-check'
import { expect, it, test } from 'vitest'
import { isAfter, type Moment } from '../../../src/gates/approvals/order.ts'

const no = undefined

test.each<[string, Moment, Moment, boolean]>([
  ['later, neither landed', { at: 2, landed: no }, { at: 1, landed: no }, true],
  ['at the same time', { at: 1, landed: no }, { at: 1, landed: no }, false],
  ['earlier', { at: 1, landed: no }, { at: 2, landed: no }, false],
  ['not landed, after what has', { at: 5, landed: no }, { at: 1, landed: 2 }, true],
  ['landed, before what has not', { at: 5, landed: 6 }, { at: 1, landed: no }, false],
  ['landed later', { at: 5, landed: 9 }, { at: 1, landed: 8 }, true],
  ['landed earlier, whatever it says', { at: 50, landed: 7 }, { at: 1, landed: 8 }, false],
  ['landed together, said later', { at: 5, landed: 9 }, { at: 4, landed: 9 }, true],
  ['landed together, said earlier', { at: 3, landed: 9 }, { at: 4, landed: 9 }, false],
  ['old bytes that land anew', { at: 1, landed: no }, { at: 3, landed: 4 }, false],
  ['old bytes that land later', { at: 1, landed: 9 }, { at: 3, landed: 4 }, false],
  ['a refusal from the future, that has landed', { at: 5, landed: no }, { at: 1000, landed: 4 }, true],
  ['a refusal from the future, that has not', { at: 5, landed: no }, { at: 1000, landed: no }, false],
  ['a refusal without a time', { at: 5, landed: no }, { at: Number.NaN, landed: no }, false],
  ['a refusal without a time, that has landed', { at: 5, landed: no }, { at: Number.NaN, landed: 4 }, true],
  ['without a time itself', { at: Number.NaN, landed: no }, { at: 1, landed: no }, false],
])('%s', (_, one, other, expected) => expect(isAfter(one, other)).toBe(expected))

const moment = fc.record({
  at: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(Number.NaN)),
  landed: fc.option(fc.integer({ min: 0, max: 6 }), { nil: undefined }),
})

it('is never answered by what it answers', () => {
  fc.assert(fc.property(moment, moment, (a, b) => !(isAfter(a, b) && isAfter(b, a))))
})

it('is not made newer by an older claim, nor by landing earlier', () => {
  fc.assert(
    fc.property(moment, moment, fc.nat(6), (a, b, less) => {
      if (isAfter(a, b)) return true
      const older = { ...a, at: a.at - less }
      const sooner = { ...a, landed: a.landed === undefined ? undefined : a.landed - less }
      return !isAfter(older, b) && (a.landed === b.landed || !isAfter(sooner, b) || sooner.landed === b.landed)
    }),
  )
})
