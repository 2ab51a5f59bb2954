import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lineStarts, pointAt } from '../../src/load/source.ts'

const textOf = (units: readonly string[]): fc.Arbitrary<string> => fc.array(fc.constantFrom(...units)).map((parts) => parts.join(''))

describe('lineStarts', () => {
  it('begins a line behind CR LF, LF and a lone CR', () => {
    expect(lineStarts({ path: 'a', text: '' })).toEqual([0])
    expect(lineStarts({ path: 'a', text: 'a\nb\n' })).toEqual([0, 2, 4])
    expect(lineStarts({ path: 'a', text: 'a\r\nb\rc\n\r' })).toEqual([0, 3, 5, 7, 8])
    fc.assert(
      fc.property(fc.oneof(textOf(['a', '\n', 'é']), textOf(['a', '\r', '\n', '\r\n'])), (text) => {
        expect(lineStarts({ path: 'a', text })).toEqual([0, ...[...text.matchAll(/\r\n|\r|\n/g)].map((end) => end.index + end[0].length)])
      }),
    )
  })

  it('is asked once for a file, and gives the place of an offset', () => {
    const source = { path: 'a', text: 'one\ntwo' }
    expect(lineStarts(source)).toBe(lineStarts(source))
    expect(pointAt(source, 5)).toEqual({ line: 2, column: 2 })
  })
})
