import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { boxText, splitId } from '../../src/load/box-id.ts'

describe('splitId', () => {
  it.each([
    ['**P0.M1.T1** Write it', 'P0.M1.T1', 'Write it'],
    ['**P0.M1.T1:** Write it', 'P0.M1.T1', 'Write it'],
    ['**P0.M1.T1**: Write it', 'P0.M1.T1', 'Write it'],
    ['`T-001` Write it', 'T-001', 'Write it'],
    ['`T-001`: Write it', 'T-001', 'Write it'],
    ['**2.4 Write it** now', '2.4', '**Write it** now'],
    ['2.4 Write it', '2.4', 'Write it'],
    ['2.4. Write it', '2.4', 'Write it'],
    ['0.10 Write it', '0.10', 'Write it'],
    ['1.2.3a Write it', '1.2.3a', 'Write it'],
    ['1. Phase', '1', 'Phase'],
    ['3) Phase', '3', 'Phase'],
    ['12 Phase', '12', 'Phase'],
    ['12 阶段', '12', '阶段'],
    ['T-001 — Write it', 'T-001', 'Write it'],
    ['T-001 - Write it', 'T-001', 'Write it'],
    ['T-312a: Write it', 'T-312a', 'Write it'],
    ['NEW-RISK-003 Write it', 'NEW-RISK-003', 'Write it'],
    ['WP-04.01 Write it', 'WP-04.01', 'Write it'],
    ['api-10 write it', 'api-10', 'write it'],
    ['T001 [P] Write it', 'T001', '[P] Write it'],
    ['P1: Write it', 'P1', 'Write it'],
    ['P1 – Write it', 'P1', 'Write it'],
    ['T-1', 'T-1', ''],
    ['Write it <!-- id: any thing/1 -->', 'any thing/1', 'Write it'],
    ['2.4 Write it <!-- id: X -->', 'X', '2.4 Write it'],
  ])('%s', (text, id, rest) => {
    expect(splitId(text)).toEqual({ id, text: rest })
  })

  it.each([
    'Write it',
    '**Testing** is done',
    '`npm test` passes',
    '`setup2.py` runs',
    '`src/a1.ts` is there',
    'UTF-8 everywhere',
    'SHA-256 digests',
    'P95 latency is low',
    'S3 bucket',
    '99.9 % availability',
    '2.5x faster',
    '3 approvals',
    '100% coverage',
    '10+ sources',
    'Phase 1 is done',
    '2026-01-31 meeting',
    'T-',
    'Write it <!-- note -->',
    'Write it <!-- id: -->',
    'Write it -->',
  ])('no id: %s', (text) => {
    expect(splitId(text)).toEqual({ id: undefined, text })
  })
})

describe('boxText', () => {
  it('prefers bold, and takes a comment for what bold cannot carry', () => {
    expect(boxText('P0.M1.T1', 'Write it')).toBe('**P0.M1.T1** Write it')
    expect(boxText('setup', 'Write it')).toBe('Write it <!-- id: setup -->')
  })

  it('is read back, whatever the id', () => {
    const id = fc
      .string({ minLength: 1, unit: fc.constantFrom('a', 'B', '1', '0', '.', '-', '_', ' ', '*', '`', ':', '(', 'é', '<', '>') })
      .filter((text) => text === text.trim() && !text.includes('--'))
    fc.assert(
      fc.property(id, fc.constantFrom('Write it', '2.4 Write', 'x'), (one, title) => {
        expect(splitId(boxText(one, title).trim())).toEqual({ id: one, text: title })
      }),
      { numRuns: 1000 },
    )
  })
})
