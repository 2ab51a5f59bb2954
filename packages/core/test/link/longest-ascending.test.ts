import fc from 'fast-check'
import { expect, test } from 'vitest'
import { longestAscending } from '../../src/link/longest-ascending.ts'

test.each<[readonly number[], readonly number[]]>([
  [[], []],
  [[5], [0]],
  [
    [1, 2, 3],
    [0, 1, 2],
  ],
  [[3, 2, 1], [2]],
  [
    [3, 0, 1, 2],
    [1, 2, 3],
  ],
  [
    [0, 3, 1, 2, 5],
    [0, 2, 3, 4],
  ],
])('of %j these stayed: %j', (numbers, kept) => expect([...longestAscending(numbers)].sort()).toEqual(kept))

test('it ascends, and none is longer', () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.nat(50), { maxLength: 9 }), (numbers) => {
      const kept = longestAscending(numbers)
      const run = numbers.filter((_, index) => kept.has(index))
      expect(run).toEqual([...run].sort((a, b) => a - b))
      let longest = 0
      for (let mask = 0; mask < 2 ** numbers.length; mask++) {
        const some = numbers.filter((_, index) => mask & (1 << index))
        if (some.every((one, index) => index === 0 || (some[index - 1] as number) < one)) longest = Math.max(longest, some.length)
      }
      expect(run.length).toBe(longest)
    }),
    { numRuns: 50 },
  )
})
