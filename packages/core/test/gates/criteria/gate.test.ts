import { describe, expect, it, test } from 'vitest'
import type { Criterion } from '../../../src/schema/gate.ts'
import { aFile, caseOf, criterion, evidence, factsOf, gateOf, hash, missing, outcome, programOf, unreadable } from '../build.ts'

const exists = (path: string) => ({ kind: 'artifact' as const, paths: [path] })
const files = { yes: aFile, no: missing, hidden: unreadable }

/** P1 waits for P0, whose criteria are given. */
const after = (criteria: readonly Criterion[], check: 'gate' | 'not' = 'gate', records = caseOf()) => {
  const gate = { kind: 'gate' as const, gate: 'P0' }
  const program = programOf({
    phases: [
      { id: 'P0', exit: { criteria: [...criteria] } },
      { id: 'P1', exit: { criteria: [criterion('P1.1', check === 'not' ? { not: gate } : gate)] } },
    ],
  })
  const [result] = gateOf(program, records, factsOf({ files }), 'P1').criteria
  if (!result) throw new Error('no result')
  return result
}

describe('gate', () => {
  const metOne = criterion('P0.1', exists('yes'))
  const unmetOne = criterion('P0.2', exists('no'))
  const unknownOne = criterion('P0.3', exists('hidden'))
  const failedOne = criterion('P0.4', { kind: 'query', from: 'phases', expect: 'all', that: { state: 'closed' } })

  test.each<[string, Criterion[], string, string]>([
    ['met', [metOne], 'met', 'P0 is met'],
    ['unmet', [metOne, unmetOne], 'unmet blocked', 'P0 is unmet: 1 of 2'],
    ['unmet by a failure', [failedOne], 'unmet blocked', 'P0 is unmet: 0 of 1'],
    ['unknown', [metOne, unknownOne], 'unknown unreadable', 'P0 is unknown: 1 of 2'],
    ['empty', [], 'unknown unreadable', 'P0 is unknown: nothing to evaluate'],
    ['only recommended ones count nothing', [metOne, { ...unmetOne, level: 'recommended' }], 'met', 'P0 is met'],
  ])('%s', (_, criteria, expected, because) => {
    const result = after(criteria)
    expect([outcome(result), result.because]).toEqual([expected, because])
    if (expected !== 'met') expect(result.fix).toBe('refractor gate check P0')
    expect(result.expected).toBe('met')
  })

  it('is never inverted by not, for what it lacks may only be missing', () => {
    expect([[metOne], [unmetOne], [failedOne], [unknownOne]].map((criteria) => outcome(after(criteria, 'not')))).toEqual([
      'unmet failed',
      'unmet blocked',
      'unmet blocked',
      'unknown unreadable',
    ])
  })

  it('hands on what was tampered with', () => {
    const records = caseOf({ evidence: [evidence({ criteria: ['P0.5'], artifacts: [{ path: 'yes', sha256: hash('f') }] })] })
    expect(outcome(after([unmetOne, criterion('P0.5', { kind: 'attest', claim: 'x' })], 'gate', records))).toBe('unmet tampered')
  })

  it('knows when there is no such gate', () => {
    const program = programOf({ phases: [{ id: 'P1', exit: { criteria: [criterion('P1.1', { kind: 'gate', gate: 'P9' })] } }] })
    expect(gateOf(program, caseOf(), factsOf(), 'P1').criteria[0]).toMatchObject({
      outcome: 'unmet',
      reason: 'undefined',
      because: 'there is no gate P9',
      fix: 'refractor gate list',
    })
  })
})

it('a kind that nobody knows is unsupported', () => {
  const kind = { kind: 'magic' } as never
  const program = programOf({ phases: [{ id: 'P0', exit: { criteria: [criterion('P0.1', kind), criterion('P0.2', { not: kind })] } }] })
  const [plain, inverted] = gateOf(program).criteria
  expect(plain).toMatchObject({
    outcome: 'unmet',
    reason: 'unsupported',
    because: 'this version does not decide checks of kind magic',
    fix: 'refractor gate explain P0 P0.1',
  })
  expect(inverted).toMatchObject({ outcome: 'unmet', reason: 'unsupported', kind: 'not' })
})
