import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compareIds, foldId } from '../../src/link/natural-order.ts'

describe('compareIds', () => {
  it.each([
    [
      ['P10', 'P2', 'P1'],
      ['P1', 'P2', 'P10'],
    ],
    [
      ['1.10', '1.9', '1', '1.9.1'],
      ['1', '1.9', '1.9.1', '1.10'],
    ],
    [
      ['T-002', 'T-01', 'T-1', 'T-10'],
      ['T-01', 'T-1', 'T-002', 'T-10'],
    ],
    [
      ['a', 'B', 'A1', 'A'],
      ['A', 'A1', 'B', 'a'],
    ],
    [
      ['99999999999999999999', '100000000000000000000'],
      ['99999999999999999999', '100000000000000000000'],
    ],
  ])('%j', (ids, expected) => expect([...ids].sort(compareIds)).toEqual(expected))

  it('is a total order', () => {
    const id = fc.string({ unit: fc.constantFrom('0', '1', '9', 'a', 'P', '.', '-'), maxLength: 6 })
    fc.assert(
      fc.property(id, id, id, (a, b, c) => {
        expect(Math.sign(compareIds(a, b))).toBe(-Math.sign(compareIds(b, a)) + 0)
        expect(compareIds(a, b) === 0).toBe(a === b)
        if (compareIds(a, b) <= 0 && compareIds(b, c) <= 0) expect(compareIds(a, c)).toBeLessThanOrEqual(0)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('foldId', () => {
  it.each([
    ['P0.M1', 'p0.m1'],
    ['straße', 'STRASSE'],
    ['caf\u00e9', 'CAFE\u0301'],
    ['ΟΔΟΣ', 'οδος'],
  ])('%s and %s fold together', (a, b) => expect(foldId(a)).toBe(foldId(b)))
  it('keeps others apart', () => expect(foldId('P0')).not.toBe(foldId('P1')))
})
