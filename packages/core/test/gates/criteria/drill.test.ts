// tested-for: P4.R4
import { describe, expect, it, test } from 'vitest'
import { secondsInWords } from '../../../src/gates/criteria/drill.ts'
import type { LeafOf } from '../../../src/schema/check.ts'
import type { EvidenceRecord } from '../../../src/schema/records.ts'
import { evidence, judge, outcome } from '../build.ts'

type Check = Omit<LeafOf<'drill'>, 'kind'>
type Result = NonNullable<EvidenceRecord['result']>
type Drill = Partial<NonNullable<Result['drill']>>

const drilled = (drill: Drill = {}, result: Result = { outcome: 'passed' }, record: Partial<EvidenceRecord> = {}) =>
  evidence({ kind: 'drill', result: { ...result, drill: { scenario: 'rollback', ...drill } }, ...record })

const of = (check: Check, ...files: ReturnType<typeof drilled>[]) => judge({ kind: 'drill', ...check }, { case: { evidence: files } })
const not = (check: Check, ...files: ReturnType<typeof drilled>[]) =>
  judge({ not: { kind: 'drill', ...check } }, { case: { evidence: files } })

const step = (outcome: 'passed' | 'failed' | 'skipped', title = 'Open the lock') => ({ title, outcome })

describe('drill', () => {
  test.each<[string, Check, Drill, Result, string]>([
    ['ended well', {}, {}, { outcome: 'passed' }, 'met'],
    ['failed', {}, {}, { outcome: 'failed' }, 'unmet failed'],
    ['does not say how it ended', {}, {}, {}, 'unmet invalid'],
    ['ended with warnings', {}, {}, { outcome: 'warned' }, 'unmet invalid'],
    ['another scenario', {}, { scenario: 'flood' }, { outcome: 'passed' }, 'unmet missing'],
    ['another scenario that failed', {}, { scenario: 'flood' }, { outcome: 'failed' }, 'unmet missing'],
    ['the scenario in other letters', { scenarios: ['Low  Water '] }, { scenario: 'low water' }, { outcome: 'passed' }, 'met'],
    ['a step that failed', {}, { steps: [step('passed'), step('failed')] }, { outcome: 'passed' }, 'unmet failed'],
    ['a step that was skipped', {}, { steps: [step('passed'), step('skipped')] }, { outcome: 'passed' }, 'unmet missing'],
    ['all steps passed', {}, { steps: [step('passed')] }, { outcome: 'passed' }, 'met'],
    ['as quick as it must be', { rto: 'PT1M' }, { rto: 60 }, { outcome: 'passed' }, 'met'],
    ['too slow', { rto: 'PT1M' }, { rto: 60.001 }, { outcome: 'passed' }, 'unmet failed'],
    ['the time was not taken', { rto: 'PT1M' }, {}, { outcome: 'passed' }, 'unmet missing'],
    ['loses too much', { rpo: 'PT1H' }, { rto: 1, rpo: 3601 }, { outcome: 'passed' }, 'unmet failed'],
    ['loses as much as it may', { rpo: 'PT1H' }, { rpo: 3600 }, { outcome: 'passed' }, 'met'],
    ['the loss was not measured', { rpo: 'PT1H' }, { rto: 1 }, { outcome: 'passed' }, 'unmet missing'],
    ['a limit that is none', { rto: 'soon' }, { rto: 0 }, { outcome: 'passed' }, 'unmet failed'],
    ['no number', { rto: 'PT1M' }, { rto: Number.NaN }, { outcome: 'passed' }, 'unmet failed'],
    ['enough people', { participants: 2 }, { participants: ['Ada', 'Grace'] }, { outcome: 'passed' }, 'met'],
    ['one person twice', { participants: 2 }, { participants: ['Ada', ' ada '] }, { outcome: 'passed' }, 'unmet missing'],
    ['a person and a bot', { participants: 2 }, { participants: ['Ada', 'build[bot]'] }, { outcome: 'passed' }, 'unmet missing'],
    ['nobody', { participants: 1 }, {}, { outcome: 'passed' }, 'unmet missing'],
  ])('%s', (_, check, drill, result, expected) => expect(outcome(of(check, drilled(drill, result)))).toBe(expected))

  it('a person counts once, whichever names are given', () => {
    const parts = { program: { people: [{ id: 'ada', name: 'Ada', emails: ['ada@example.org'] }] } }
    const files = [drilled({ participants: ['Ada', 'ada@example.org', 'Ada <ada@example.org>'] })]
    const check = (participants: number) => judge({ kind: 'drill', participants }, { parts, case: { evidence: files } })
    expect([1, 2].map((count) => outcome(check(count)))).toEqual(['met', 'unmet missing'])
  })

  it('each scenario needs a rehearsal of its own', () => {
    const check = { scenarios: ['flood', 'fire'] }
    const [flood, fire] = [drilled({ scenario: 'flood' }), drilled({ scenario: 'fire' })]
    expect(outcome(of(check, flood, fire))).toBe('met')
    const half = of(check, flood)
    expect(half).toMatchObject({ reason: 'missing', open: [{ reason: 'missing', about: 'fire' }] })
    expect(half.fix).toBe('refractor drill --for P0.1 --scenario fire --outcome passed')
    expect(outcome(of(check, flood, drilled({ scenario: 'fire' }, { outcome: 'failed' })))).toBe('unmet failed')
  })

  it('nothing is recorded', () => {
    expect(of({})).toMatchObject({ reason: 'missing', fix: 'refractor drill --for P0.1' })
    expect(of({ participants: 2 }).fix).toBe('refractor drill --for P0.1 --participant NAME --participant NAME')
    expect(outcome(of({}, evidence({ result: { outcome: 'passed' } }) as never))).toBe('unmet missing')
  })

  it('a failed record that names the criterion and holds no rehearsal', () => {
    const failed = evidence({ result: { outcome: 'failed' } })
    expect(outcome(of({}, failed as never))).toBe('unmet failed')
    expect(outcome(not({}, failed as never))).toBe('unmet failed')
  })

  it('a newer failure counts, and not only the newest success', () => {
    const good = drilled({}, { outcome: 'passed' }, { date: '2026-11-21T09:00:00Z' })
    const bad = drilled({}, { outcome: 'failed' }, { date: '2026-11-21T10:00:00Z' })
    expect(outcome(of({}, good, bad))).toBe('unmet failed')
    expect(outcome(not({}, good, bad))).toBe('met')
    expect(outcome(not({ rto: 'PT1S' }, drilled({ rto: 9 })))).toBe('met')
    expect(outcome(not({ rto: 'PT1S' }, drilled()))).toBe('unmet missing')
  })

  it('says how long it took', () => {
    expect(of({ rto: 'PT1M' }, drilled({ rto: 42, rpo: 7500 }))).toMatchObject({
      because: expect.stringMatching(/^rollback was rehearsed, RTO 42 s, RPO 2 h 5 min · /),
    })
    expect(of({ rto: 'PT1M' }, drilled({ rto: 90 }))).toMatchObject({ expected: 'RTO ≤ PT1M', found: '1 min 30 s' })
  })

  test.each([
    [0, '0 ms'],
    [0.25, '250 ms'],
    [1, '1 s'],
    [59.6, '1 min'],
    [3600, '1 h'],
    [90_061, '1 d 1 h'],
  ])('%d seconds', (seconds, words) => expect(secondsInWords(seconds)).toBe(words))
})
