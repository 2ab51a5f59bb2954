import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fileNameToId, idToFileName } from '../../src/link/file-name.ts'

describe('the file name of an id', () => {
  test.each([
    ['P0.M1', 'P0.M1'],
    ['0.10', '0.10'],
    ['NEW-RISK_003', 'NEW-RISK_003'],
    ['Phase 1', 'Phase%201'],
    ['a:b*c?', 'a%3Ab%2Ac%3F'],
    ['100%', '100%25'],
    ['é', '%C3%A9'],
    ['€', '%E2%82%AC'],
    ['😀', '%F0%9F%98%80'],
    ['.hidden', '%2Ehidden'],
    ['end.', 'end%2E'],
    ['.', '%2E'],
    ['..', '%2E%2E'],
    ['con', '%63on'],
    ['AUX.md', '%41UX.md'],
    ['Com1', '%43om1'],
    ['LPT9.x.y', '%4CPT9.x.y'],
    ['console', 'console'],
    ['com10', 'com10'],
  ])('%s → %s', (id, name) => {
    expect(idToFileName(id)).toBe(name)
    expect(fileNameToId(name)).toBe(id)
  })

  test('leads back to the id, and is safe everywhere', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (id) => {
        const name = idToFileName(id)
        expect(fileNameToId(name)).toBe(id)
        expect(name).toMatch(/^[A-Za-z0-9_%-](?:[A-Za-z0-9._%-]*[A-Za-z0-9_%-])?$/)
        expect(name).not.toMatch(/^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i)
      }),
    )
  })

  test('differs whenever the ids do, even for broken text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(idToFileName(a) === idToFileName(b)).toBe(a === b)
      }),
    )
    expect(idToFileName('\ud800')).not.toBe(idToFileName('\ud801'))
  })
})

describe('the id of a file name', () => {
  test('that nobody encoded is the name itself', () => {
    expect(fileNameToId('Phase 1')).toBe('Phase 1')
  })
  test('that is no encoding does not exist', () => {
    for (const name of ['', '100%', '%zz', '%ff', '%ED%A0%80']) expect(fileNameToId(name)).toBeUndefined()
  })
})
