import { describe, expect, it, test } from 'vitest'
import type { LeafOf } from '../../../src/schema/check.ts'
import type { EvidenceRecord } from '../../../src/schema/records.ts'
import { evidence, judge, outcome } from '../build.ts'

type Result = NonNullable<EvidenceRecord['result']>
type Totals = Partial<NonNullable<Result['tests']>>
type Check = Omit<LeafOf<'test'>, 'kind'>

const totals = (passed: number, failed = 0, skipped = 0, more: Totals = {}): Result => ({
  tests: { total: passed + failed + skipped, passed, failed, skipped, ...more },
})
const suite = (name: string, passed: number, failed = 0, skipped = 0) => ({
  name,
  total: passed + failed + skipped,
  passed,
  failed,
  skipped,
})
const of = (check: Check, result: Result | undefined, record: Partial<EvidenceRecord> = {}) =>
  judge({ kind: 'test', ...check }, { case: { evidence: [evidence({ ...(result && { result }), ...record })] } })

describe('totals', () => {
  test.each<[string, Check, Result, string]>([
    ['all pass', {}, totals(3), 'met'],
    ['one fails', {}, totals(2, 1), 'unmet failed'],
    ['none ran', {}, totals(0), 'unmet missing'],
    ['all were skipped', {}, totals(0, 0, 5), 'unmet missing'],
    ['none ran, which is allowed', { minTests: 0 }, totals(0), 'met'],
    ['no tests in the record', {}, {}, 'unmet missing'],
    ['as many as asked for', { minTests: 3 }, totals(3), 'met'],
    ['fewer than asked for', { minTests: 4 }, totals(3), 'unmet missing'],
    ['skipped ones do not count as run', { minTests: 4 }, totals(3, 0, 9), 'unmet missing'],
    ['failed ones count as run', { minTests: 3, passRate: 0.5 }, totals(2, 1), 'met'],
    ['at the rate', { passRate: 0.75 }, totals(3, 1), 'met'],
    ['below the rate', { passRate: 0.76 }, totals(3, 1), 'unmet failed'],
    ['skipped ones do not lower the rate', { passRate: 1 }, totals(3, 0, 5), 'met'],
    ['as many skipped as allowed', { maxSkipped: 2 }, totals(3, 0, 2), 'met'],
    ['too many skipped', { maxSkipped: 1 }, totals(3, 0, 2), 'unmet invalid'],
    ['none may be skipped', { maxSkipped: 0 }, totals(3, 0, 1), 'unmet invalid'],
    ['iterations enough', { minIterations: 100 }, totals(3, 0, 0, { iterations: 100 }), 'met'],
    ['too few iterations', { minIterations: 100 }, totals(3, 0, 0, { iterations: 99 }), 'unmet invalid'],
    ['iterations not recorded', { minIterations: 100 }, totals(3), 'unmet invalid'],
    ['counts that do not add up', {}, totals(3, 0, 0, { total: 4 }), 'unmet invalid'],
    ['negative counts', {}, { tests: { total: 0, passed: 1, failed: -1, skipped: 0 } }, 'unmet invalid'],
    ['counts that are no numbers', {}, { tests: { total: Number.NaN, passed: Number.NaN, failed: 0, skipped: 0 } }, 'unmet invalid'],
    ['halves of tests', {}, { tests: { total: 1, passed: 0.5, failed: 0.5, skipped: 0 } }, 'unmet invalid'],
    ['a failed run although all passed', {}, { ...totals(3), outcome: 'failed' }, 'unmet failed'],
    ['a warned run', {}, { ...totals(3), outcome: 'warned' }, 'met'],
    ['a failed run without tests', {}, { outcome: 'failed' }, 'unmet failed'],
    ['a failed run whose counts do not add up', {}, { ...totals(3, 0, 0, { total: 9 }), outcome: 'failed' }, 'unmet failed'],
    ['a failed run in which none ran', {}, { ...totals(0), outcome: 'failed' }, 'unmet failed'],
    ['a failed run in which none ran, which is allowed', { minTests: 0 }, { ...totals(0), outcome: 'failed' }, 'unmet failed'],
  ])('%s', (_, check, result, expected) => expect(outcome(of(check, result))).toBe(expected))

  it('a failed run for the whole gate says nothing about tests when it has none', () => {
    expect(outcome(of({}, { outcome: 'failed' }, { criteria: [], gate: 'P0' }))).toBe('unmet missing')
    expect(outcome(of({}, { ...totals(3), outcome: 'failed' }, { criteria: [], gate: 'P0' }))).toBe('unmet failed')
  })

  it('too small a run is not a failure that could be inverted', () => {
    for (const result of [totals(0, 1), totals(0)]) {
      const inverted = judge({ not: { kind: 'test', minTests: 5 } }, { case: { evidence: [evidence({ result })] } })
      expect(outcome(inverted)).toBe('unmet missing')
    }
    expect(outcome(judge({ not: { kind: 'test' } }, { case: { evidence: [evidence({ result: totals(2, 1) })] } }))).toBe('met')
    expect(
      outcome(judge({ not: { kind: 'test' } }, { case: { evidence: [evidence({ result: { ...totals(3), outcome: 'failed' } })] } })),
    ).toBe('unmet failed')
    expect(outcome(judge({ not: { kind: 'test' } }, { case: { evidence: [evidence({ result: { outcome: 'failed' } })] } }))).toBe(
      'unmet failed',
    )
    expect(
      outcome(
        judge(
          { not: { kind: 'test', minTests: 5 } },
          { case: { evidence: [evidence({ result: { ...totals(0, 1), outcome: 'failed' } })] } },
        ),
      ),
    ).toBe('unmet failed')
    expect(
      outcome(judge({ not: { kind: 'test' } }, { case: { evidence: [evidence({ result: { ...totals(0, 1), outcome: 'failed' } })] } })),
    ).toBe('met')
  })

  it('says what it found and expected', () => {
    expect(of({}, totals(62))).toMatchObject({
      because: '62 passed · recorded 1 h ago at 4f1c2a9',
      expected: 'every test passes',
      found: '62 passed',
    })
    expect(of({ passRate: 0.95 }, totals(2, 1, 4))).toMatchObject({
      because: expect.stringMatching(/^2 passed, 1 failed, 4 skipped · /),
      expected: 'at least 95 % of the tests pass',
    })
    expect(of({}, { ...totals(3), outcome: 'failed' }).because).toMatch(/^3 passed, and the run failed · /)
    expect(of({}, { outcome: 'failed' }).because).toMatch(/^the run failed · /)
    expect(of({ minTests: 4 }, totals(1)).because).toMatch(/^1 test ran, at least 4 must · /)
    expect(of({ maxSkipped: 1 }, totals(1, 0, 2)).because).toMatch(/^2 skipped, at most 1 may be · /)
    expect(of({ minIterations: 9 }, totals(1, 0, 0, { iterations: 1 })).because).toMatch(/^1 iteration, at least 9 must run · /)
    expect(of({ minIterations: 9 }, totals(1)).because).toMatch(/^the number of iterations is not recorded, at least 9 must run · /)
    expect(of({}, undefined)).toMatchObject({
      because: 'no record of a test run speaks for P0.1',
      fix: 'refractor evidence add P0.1 --report FILE',
    })
  })
})

describe('select', () => {
  const suites = (...list: ReturnType<typeof suite>[]): Result => {
    const sum = (key: 'passed' | 'failed' | 'skipped'): number => list.reduce((all, one) => all + one[key], 0)
    return totals(sum('passed'), sum('failed'), sum('skipped'), { suites: list })
  }
  test.each<[string, Check, Result, string]>([
    ['one suite of its own name', { select: ['merge'] }, suites(suite('merge', 2), suite('other', 0, 1)), 'met'],
    ['a suite that fails', { select: ['merge'] }, suites(suite('merge', 1, 1), suite('other', 1)), 'unmet failed'],
    ['a pattern over slashes', { select: ['safety*'] }, suites(suite('safety/scope/a', 1)), 'met'],
    ['a pattern in the middle', { select: ['*scope?'] }, suites(suite('a/scope1', 1)), 'met'],
    ['each pattern must find something', { select: ['merge', 'audit'] }, suites(suite('merge', 2)), 'unmet missing'],
    [
      'each pattern must find something that ran',
      { select: ['merge', 'audit'] },
      suites(suite('merge', 2), suite('audit', 0, 0, 1)),
      'unmet missing',
    ],
    ['a pattern that finds nothing', { select: ['x*'] }, suites(suite('merge', 2)), 'unmet missing'],
    ['what it finds must have run', { select: ['merge'] }, suites(suite('merge', 0, 0, 2)), 'unmet missing'],
    ['one of those found may be idle', { select: ['merge*'] }, suites(suite('merge1', 0, 0, 2), suite('merge2', 1)), 'met'],
    [
      'tests are counted over the selection',
      { select: ['merge'], minTests: 3 },
      suites(suite('merge', 2), suite('other', 9)),
      'unmet missing',
    ],
    [
      'skipped ones are counted over the selection',
      { select: ['merge'], maxSkipped: 0 },
      suites(suite('merge', 2), suite('other', 9, 0, 9)),
      'met',
    ],
    ['a suite whose counts do not add up', { select: ['merge'] }, suites({ ...suite('merge', 2), total: 3 }), 'unmet invalid'],
    [
      'another suite whose counts do not add up',
      { select: ['merge'] },
      suites(suite('merge', 2), { ...suite('other', 2), total: 3 }),
      'met',
    ],
    ['no suites', { select: ['merge'] }, totals(3), 'unmet missing'],
    ['a failed run of the selected suite', { select: ['merge'] }, { ...suites(suite('merge', 2)), outcome: 'failed' }, 'unmet failed'],
    ['a failed run without the selected suite', { select: ['x'] }, { ...suites(suite('merge', 2)), outcome: 'failed' }, 'unmet failed'],
  ])('%s', (_, check, result, expected) => expect(outcome(of(check, result))).toBe(expected))

  it('says what did not run', () => expect(of({ select: ['x*'] }, suites(suite('merge', 1))).because).toMatch(/^no test of x\* ran · /))
  it('sums what is selected', () =>
    expect(of({ select: ['m*'] }, suites(suite('m1', 1, 0, 1), suite('m2', 2), suite('x', 5))).found).toBe('3 passed, 1 skipped'))
})

describe('expect: all-fail', () => {
  const expected = 'all-fail' as const
  test.each<[string, Check, Result, string]>([
    ['all fail', {}, totals(0, 3), 'met'],
    ['all fail in a failed run', {}, { ...totals(0, 3), outcome: 'failed' }, 'met'],
    ['one passes', {}, totals(1, 2), 'unmet failed'],
    ['none ran', {}, totals(0), 'unmet missing'],
    ['none ran, which is allowed elsewhere', { minTests: 0 }, totals(0), 'unmet missing'],
    ['too few', { minTests: 4 }, totals(0, 3), 'unmet missing'],
    ['no tests in a failed run', {}, { outcome: 'failed' }, 'unmet missing'],
  ])('%s', (_, check, result, wanted) => expect(outcome(of({ ...check, expect: expected }, result))).toBe(wanted))
  it('a share of one in words', () => expect(of({ passRate: 1 }, totals(1)).expected).toBe('every test passes'))
  it('says so', () => expect(of({ expect: expected }, totals(0, 1)).expected).toBe('every test fails'))
})
