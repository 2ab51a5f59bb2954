// tested-for: P5.R2
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { mixed, randomStream } from '../../src/schedule/random.ts'

const drawn = (seed: number, name: string, count: number): number[] => {
  const next = randomStream(seed, name)
  return Array.from({ length: count }, () => next())
}

describe('a stream of random numbers', () => {
  it('is the same wherever it runs', () => {
    expect(drawn(1, 'task:T-001', 3)).toEqual(drawn(1, 'task:T-001', 3))
    expect(drawn(1, 'task:T-001', 3).map((value) => Math.floor(value * 0x1_0000_0000))).toMatchInlineSnapshot(`
      [
        1454185104,
        3955790674,
        1491282779,
      ]
    `)
  })

  it('lies between 0 and 1 and reaches neither', () => {
    fc.assert(
      fc.property(fc.integer(), fc.string(), (seed, name) => {
        for (const value of drawn(seed, name, 50)) expect(value > 0 && value < 1).toBe(true)
      }),
      { numRuns: 50 },
    )
  })

  test.each([1, 2, 20_260_101])('is even: no tenth of it is drawn more often than chance allows (seed %i)', (seed) => {
    const counts = new Array<number>(10).fill(0)
    const values = drawn(seed, 'even', 20_000)
    for (const value of values) counts[Math.floor(value * 10)]! += 1
    const expected = values.length / 10
    const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0)
    // Nine degrees of freedom: 27.9 is exceeded one time in a thousand, and the seeds are fixed.
    expect(chiSquare).toBeLessThan(27.9)
  })

  it('has no memory: a number says nothing of the next one', () => {
    const values = drawn(7, 'memory', 20_000)
    let product = 0
    for (let index = 1; index < values.length; index++) product += ((values[index - 1] as number) - 0.5) * ((values[index] as number) - 0.5)
    expect(Math.abs((product / (values.length - 1)) * 12)).toBeLessThan(0.03)
  })

  it('is another one for another name and another seed', () => {
    const [one, two, three] = [drawn(1, 'T-1', 2000), drawn(1, 'T-2', 2000), drawn(2, 'T-1', 2000)]
    const together = (a: readonly number[], b: readonly number[]): number =>
      (a.reduce((sum, value, index) => sum + (value - 0.5) * ((b[index] as number) - 0.5), 0) / a.length) * 12
    expect(Math.abs(together(one, two))).toBeLessThan(0.08)
    expect(Math.abs(together(one, three))).toBeLessThan(0.08)
    expect(one[0]).not.toBe(two[0])
  })

  it('mixes every letter and the seed into 32 bits', () => {
    const seen = new Set<number>()
    for (let seed = 0; seed < 50; seed++) for (let name = 0; name < 50; name++) seen.add(mixed(`T-${name}`, seed))
    expect(seen.size).toBe(2500)
    for (const hash of seen) expect(Number.isInteger(hash) && hash >= 0 && hash < 2 ** 32).toBe(true)
  })
})
