import { describe, expect, it, test } from 'vitest'
import type { RecordFile } from '../../../src/gates/case.ts'
import { kindOf } from '../../../src/gates/criteria/index.ts'
import { evidenceNeeded } from '../../../src/gates/evidence-needed.ts'
import type { Check, LeafOf } from '../../../src/schema/check.ts'
import type { WaiverRecord } from '../../../src/schema/waiver.ts'
import { caseOf, criterion, exitOf, fileOf, gateOf, hash, outcome } from '../build.ts'
import { absent, approved, facts, folder, request, stepOf } from '../waivers/build.ts'

type WaiversCheck = LeafOf<'waivers'>

const programWith = (check: Omit<WaiversCheck, 'kind'> = {}, isOfPhase = true) => {
  const hygiene = criterion('house.1', { kind: 'waivers', ...check } as Check)
  return exitOf([criterion('P0.1', absent), criterion('P0.2', absent)], {
    gates: [{ id: 'house', criteria: [hygiene] }],
    ...(isOfPhase && {
      phases: [{ id: 'P1', gates: [{ id: 'own', criteria: [criterion('own.1', { kind: 'waivers', ...check } as Check)] }] }],
    }),
  })
}
const judged = (
  program: ReturnType<typeof programWith>,
  waivers: readonly RecordFile<WaiverRecord>[],
  id = 'house',
  unreadable: { path: string; reason: string }[] = [],
) => {
  const result = gateOf(program, caseOf({ waivers, unreadable }), facts, id).criteria[0]
  if (!result) throw new Error('no criterion')
  return result
}

describe('a check of the waivers', () => {
  const program = programWith()
  const ended = approved(program, { id: 'W-001', expires: '2026-11-20', at: '2026-11-10T10:00:00Z' }, { at: '2026-11-10T11:00:00Z' })

  test.each<[string, readonly RecordFile<WaiverRecord>[], string]>([
    ['no waiver', [], 'met'],
    ['one in force', approved(program), 'met'],
    ['one that waits', [request(program)], 'met'],
    ['one that was ended', [...ended, stepOf(ended[0] as RecordFile<WaiverRecord>, { step: 'revoked' })], 'met'],
    ['one that ended', ended, 'unmet expired'],
    ['one that ended and was given anew', [...ended, ...approved(program, { id: 'W-002' })], 'met'],
    ['one that is void', approved(program, { definition: hash('f') }), 'unmet stale'],
    ['one that cannot be read', [fileOf(`${folder}/W-001.json`, undefined)], 'unmet invalid'],
    [
      'one that was edited',
      [request(program, { reason: 'edited after it was approved' }), approved(program)[1] as RecordFile<WaiverRecord>],
      'unmet tampered',
    ],
  ])('%s', (_name, files, expected) => {
    expect(outcome(judged(program, files))).toBe(expected)
  })

  it('says how many there are', () => {
    expect(judged(program, []).because).toBe('no waiver in force')
    expect(judged(program, approved(program)).because).toBe('1 waiver in force: W-001')
    expect(
      judged(program, [
        ...ended,
        ...approved(
          program,
          { id: 'W-003', criterion: 'P0.2', expires: '2026-11-20', at: '2026-11-10T10:00:00Z' },
          { at: '2026-11-10T11:00:00Z' },
        ),
      ]).because,
    ).toContain('(and 1 more)')
  })

  it('allows so many, and no broken glass where that is said', () => {
    const few = programWith({ max: 0 })
    expect(judged(few, approved(few))).toMatchObject({
      outcome: 'unmet',
      reason: 'failed',
      because: '1 waiver in force: W-001, 0 at most may be',
    })
    expect(outcome(judged(few, []))).toBe('met')
    const whole = programWith({ breakGlass: false })
    const broken = request(whole, { breakGlass: true, at: '2026-11-21T11:00:00Z', expires: '2026-11-22T11:00:00Z' })
    expect(judged(whole, [broken])).toMatchObject({ outcome: 'unmet', because: 'the glass is broken by W-001' })
    const some = programWith({ breakGlass: true })
    expect(outcome(judged(some, [broken]))).toBe('met')
  })

  it('looks at the gates that it names, else at those of its phase', () => {
    expect(outcome(judged(program, ended, 'own'))).toBe('met')
    const named = programWith({ gates: ['P*'] })
    expect(outcome(judged(named, ended, 'own'))).toBe('unmet expired')
    const others = programWith({ gates: ['Q*'] })
    expect(outcome(judged(others, ended))).toBe('met')
    // Nobody knows which gate it was of.
    expect(outcome(judged(others, [fileOf(`${folder}/W-001.json`, undefined)]))).toBe('unmet invalid')
  })

  it('is unknown while the folder cannot be read', () => {
    expect(outcome(judged(program, [], 'house', [{ path: folder, reason: 'denied' }]))).toBe('unknown unreadable')
  })

  it('asks what stands behind waivers, where somebody wants to know', () => {
    const gates = [{ id: 'house', criteria: [criterion('house.1', { kind: 'waivers' })] }]
    const strict = exitOf([criterion('P0.1', absent, { trust: 'signed' }), criterion('P0.2', absent)], { gates })
    const records = caseOf({ waivers: approved(strict) })
    expect(evidenceNeeded(strict, records, ['house']).proofs).toEqual([`${folder}/W-001.approved-1.json`, `${folder}/W-001.json`])
    expect(evidenceNeeded(program, records, ['house']).proofs).toBeUndefined()
  })

  it('is put in words', () => {
    const words = (check: Omit<WaiversCheck, 'kind'>) =>
      kindOf({ kind: 'waivers' }).wants({ kind: 'waivers', ...check }, undefined as never)
    expect(words({})).toBe('no waiver that is expired, void or malformed')
    expect(words({ gates: ['P1', 'P2'], max: 2, breakGlass: false })).toBe(
      'no waiver of P1, P2 that is expired, void or malformed, at most 2 in force, no broken glass',
    )
  })
})
