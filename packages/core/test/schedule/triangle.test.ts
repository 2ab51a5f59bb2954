// tested-for: P5.R2
import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { meanOf, quantileOf, triangleOf, varianceOf } from '../../src/schedule/triangle.ts'

describe('a triangle through a tenth and nine tenths', () => {
  it('of two equal sides is known in closed form', () => {
    // By symmetry the mode is the median: (1/2 - sqrt(1/20)) of the width lies between it and the low value.
    const width = 1 / (0.5 - Math.sqrt(0.05))
    const triangle = triangleOf(4, 5, 6)
    expect(triangle.from).toBeCloseTo(5 - width / 2, 9)
    expect(triangle.to).toBeCloseTo(5 + width / 2, 9)
    expect(meanOf(triangle)).toBeCloseTo(5, 9)
    expect(varianceOf(triangle)).toBeCloseTo(width ** 2 / 24, 9)
  })

  test.each([
    [2, 2, 6],
    [2, 6, 6],
    [1, 3, 10],
    [0, 0.1, 100],
    [480, 960, 4800],
  ])('has its low and its high value where they were asked for: %d, %d, %d', (low, likely, high) => {
    const triangle = triangleOf(low, likely, high)
    expect(quantileOf(triangle, 0.1)).toBeCloseTo(low, 6)
    expect(quantileOf(triangle, 0.9)).toBeCloseTo(high, 6)
    expect(triangle.mode).toBe(likely)
  })

  it('without a width is one value', () => {
    const point = triangleOf(3, 3, 3)
    expect(point).toEqual({ from: 3, mode: 3, to: 3 })
    expect(quantileOf(point, 0.7)).toBe(3)
    expect(varianceOf(point)).toBe(0)
  })

  it('keeps its order and its percentiles for any three points', () => {
    const points = fc
      .tuple(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 1, max: 1e6 }))
      .map(([a, b, c]) => [a, a + b, a + b + c] as const)
    fc.assert(
      fc.property(points, fc.double({ min: 0.001, max: 0.999, noNaN: true }), ([low, likely, high], share) => {
        const triangle = triangleOf(low, likely, high)
        const scale = Math.max(1, high)
        expect(triangle.from <= likely && likely <= triangle.to).toBe(true)
        expect(Math.abs(quantileOf(triangle, 0.1) - low) / scale).toBeLessThan(1e-6)
        expect(Math.abs(quantileOf(triangle, 0.9) - high) / scale).toBeLessThan(1e-6)
        expect(quantileOf(triangle, share)).toBeGreaterThanOrEqual(triangle.from - 1e-6 * scale)
        expect(quantileOf(triangle, share)).toBeLessThanOrEqual(triangle.to + 1e-6 * scale)
        expect(quantileOf(triangle, Math.min(1, share * 1.1)) >= quantileOf(triangle, share)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
