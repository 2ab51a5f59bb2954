import { describe, expect, it } from 'vitest'
import { isTap, readTap } from '../../../src/evidence/reports/tap.ts'
import { sourceOf } from '../report-source.ts'

const read = (...lines: string[]) => readTap(sourceOf(`${lines.join('\n')}\n`))

describe('test points', () => {
  it.each([
    ['ok', 'passed'],
    ['ok 1', 'passed'],
    ['ok 1 - name', 'passed'],
    ['ok - name with # hash', 'passed'],
    ['ok 1 - escaped \\# skip', 'passed'],
    ['not ok 1 - name', 'failed'],
    ['ok 1 - name # SKIP because', 'skipped'],
    ['ok 1 # skip', 'skipped'],
    ['ok 1 - name # TODO', 'skipped'],
    ['not ok 1 - name # TODO later', 'failed'],
    ['not ok 1 # SKIP', 'failed'],
  ])('%s is %s', (line, outcome) => {
    expect(read('TAP version 14', line, '1..1')).toMatchObject({ tests: { total: 1, [outcome]: 1 }, diagnostics: [] })
  })

  it('are no other lines', () => {
    expect(read('1..1', 'okay', 'noise', '# comment', '   ok 7 odd indent', 'ok 1', 'pragma +strict').tests).toMatchObject({
      total: 1,
      passed: 1,
    })
  })
})

it('does not read blocks of details', () => {
  expect(read('1..2', 'ok 1', '  ---', '  not ok 9', '  1..9', '    ...', '  Bail out!', '  ...', 'not ok 2 - x')).toMatchObject({
    tests: { total: 2, failed: 1, failures: ['x'] },
    diagnostics: [],
  })
})

it('counts leaves, and parents that fail by themselves', () => {
  const nested = ['    ok 1 - a', '    1..1']
  expect(read('# Subtest: p', ...nested, 'ok 1 - p', '1..1').tests).toMatchObject({ total: 1, passed: 1, suites: [{ name: 'p' }] })
  expect(read(...nested, 'not ok 1 - p', '1..1').tests).toMatchObject({
    total: 2,
    passed: 1,
    failed: 1,
    failures: ['p > (outside the subtests)'],
  })
  expect(read('        not ok 1 - a', '        1..1', '    not ok 1 - q', '    1..1', 'not ok 1 - p', '1..1').tests).toMatchObject({
    total: 1,
    failed: 1,
    failures: ['p > q > a'],
  })
})

describe('gives no totals', () => {
  it.each([
    ['without a plan', ['ok 1'], 2],
    ['when tests are missing', ['1..2', 'ok 1'], 3],
    ['when there are too many', ['1..1', 'ok 1', 'ok 2'], 4],
    ['with two plans', ['1..1', 'ok 1', '1..1'], 3],
    ['when the run was given up', ['1..1', 'ok 1', 'Bail out! no database'], 3],
    ['when details have no end', ['1..1', 'ok 1', '  ---', '  a: b'], 5],
    ['when a subtest has no parent', ['1..1', 'ok 1', '    ok 1 - x', '    1..1'], 5],
    ['when a subtest has no plan', ['    ok 1 - x', 'ok 1', '1..1'], 2],
    ['when a subtest is short', ['    1..2', '    ok 1 - x', 'ok 1', '1..1'], 3],
    ['when a level is left out', ['        ok 1', '        1..1', 'ok 1', '1..1'], 3],
    ['when it is nested without end', [`${' '.repeat(4 * 40)}ok 1`], 1],
  ])('%s', (_, lines, line) => {
    const { tests, diagnostics } = read(...lines)
    expect(tests).toBeUndefined()
    expect(diagnostics).toMatchObject([{ code: 'evidence/report', severity: 'error', location: { line } }])
  })
})

it('is recognised by its first line that says anything', () => {
  expect(['TAP version 13', '1..0', 'ok 1', 'not ok', '# x\n\nok'].map(isTap)).toEqual([true, true, true, true, true])
  expect(['hello\nok', '{}', '', 'okay', 'TAP version 12'].map(isTap)).toEqual([false, false, false, false, false])
})
