import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalJson, digestOf, sha256Hex } from '../../src/load/digest.ts'

describe('sha256Hex', () => {
  it('digests the UTF-8 form of a text, as node:crypto does', () => {
    expect(sha256Hex('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'binary-ascii' })),
        (text) => sha256Hex(text) === createHash('sha256').update(text, 'utf8').digest('hex'),
      ),
    )
  })
})

describe('canonicalJson', () => {
  it.each([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    [
      { '\u20ac': 1, '\r': 2, '1': 3, '\u0080': 4, '\u{1f600}': 5, '\u00f6': 6, '\ufb33': 7 },
      '{"\\r":2,"1":3,"\u0080":4,"\u00f6":6,"\u20ac":1,"\u{1f600}":5,"\ufb33":7}',
    ],
    [[1e21, 1e-7, -0, 4.5, 2e-3, 333333333.3333333], '[1e+21,1e-7,0,4.5,0.002,333333333.3333333]'],
    [{ a: undefined, b: [undefined], c: () => 1, d: Symbol('x') }, '{"b":[null]}'],
    [[Number.NaN, Number.POSITIVE_INFINITY], '[null,null]'],
    [undefined, 'null'],
    ['\ud800', '"\\ud800"'],
  ])('%#', (value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })

  it('does not stumble over what JSON has no word for', () => {
    expect(canonicalJson(12345678901234567890n)).toBe('12345678901234567890')
  })

  it('keeps an own key of any name', () => {
    expect(canonicalJson(JSON.parse('{"__proto__":1,"constructor":2}'))).toBe('{"__proto__":1,"constructor":2}')
  })

  it('is the same for equal values whatever the order of their keys, and reads back as the value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
        expect(canonicalJson(reversed(value))).toBe(text)
      }),
    )
  })
})

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, member]) => [key, reversed(member)]),
  )
}

describe('digestOf', () => {
  it('tells different values apart and equal ones not', () => {
    expect(digestOf({ a: 1, b: 2 })).toBe(digestOf({ b: 2, a: 1 }))
    expect(digestOf({ a: 1 })).not.toBe(digestOf({ a: '1' }))
    expect(digestOf(['ab'])).not.toBe(digestOf(['a', 'b']))
  })
})
