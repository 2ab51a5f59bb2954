import { describe, expect, it } from 'vitest'
import { parseTestReport } from '../../../src/evidence/test-report.ts'
import { sourceOf } from '../report-source.ts'

const read = async (value: unknown) => parseTestReport(sourceOf(JSON.stringify(value, null, 1)))
const clean = (passed: number, failed: number, skipped: number) => ({
  tests: { total: passed + failed + skipped, passed, failed, skipped },
  diagnostics: [],
})

describe('vitest and jest', () => {
  const file = (statuses: readonly string[], extra: object = {}) => ({
    name: 'a.ts',
    status: 'passed',
    assertionResults: statuses.map((status) => ({ status, title: 't', fullName: 's t' })),
    ...extra,
  })
  const report = (files: readonly unknown[], extra: object = {}) => ({ numTotalTests: 0, success: true, testResults: files, ...extra })

  it.each([
    ['every status', report([file(['passed', 'failed', 'pending', 'skipped', 'todo', 'disabled', 'nonsense'])]), clean(1, 2, 4)],
    ['a file that failed as a whole', report([file(['passed'], { status: 'failed', message: 'afterAll threw' })]), clean(1, 1, 0)],
    ['a file that failed with its tests', report([file(['failed'], { status: 'failed' })]), clean(0, 1, 0)],
    ['a run that failed for another reason', report([file(['passed'])], { success: false }), clean(1, 1, 0)],
  ])('%s', async (_, value, expected) => {
    expect(await read(value)).toMatchObject(expected)
  })

  it('reads contradictions the worse way', async () => {
    expect(await read(report([file(['passed', 'passed'])], { numTotalTests: 4, numFailedTests: 1 }))).toMatchObject({
      tests: { total: 4, passed: 2, failed: 2 },
      diagnostics: [{ severity: 'warning' }, { severity: 'warning' }],
    })
    expect(await read(report([file(['passed', 'passed'])], { numFailedTests: 1 }))).toMatchObject({
      tests: { total: 2, passed: 1, failed: 1 },
    })
    expect(await read(report([file(['passed', 'passed'])], { numPendingTests: 1, numTodoTests: 1 }))).toMatchObject({
      tests: { total: 2, passed: 0, skipped: 2 },
    })
  })

  it.each([[[{ name: 'a.ts' }]], [[null]], [['x']]])('has no totals for %j', async (files) => {
    expect(await read(report(files))).toMatchObject({ tests: undefined, diagnostics: [{ severity: 'error' }] })
  })
})

describe('mocha', () => {
  const test = (title: string, extra: object = {}) => ({ title, fullTitle: `suite ${title}`, ...extra })
  const report = (passes: readonly object[], failures: readonly object[], pending: readonly object[], stats: object = {}) => ({
    stats,
    tests: [],
    passes,
    failures,
    pending,
  })

  it('counts its three lists', async () => {
    const value = report([test('a'), test('b', { file: 'b.js' })], [test('c'), test('"before all" hook')], [test('d')])
    expect(await read(value)).toMatchObject({
      tests: { total: 5, passed: 2, failed: 2, skipped: 1, failures: ['suite > c', 'suite > "before all" hook'] },
      diagnostics: [],
    })
    expect((await read(value)).tests?.suites?.map((suite) => suite.name)).toEqual(['b.js', 'suite'])
  })
  it('names a test without any title', async () => {
    expect((await read(report([], [{}], []))).tests).toMatchObject({ failures: ['(unnamed)'] })
  })
  it('reads contradictions the worse way', async () => {
    expect(await read(report([test('a')], [], [], { tests: 3, failures: 1, pending: 0 }))).toMatchObject({
      tests: { total: 3, passed: 1, failed: 2 },
      diagnostics: [{}, {}],
    })
  })
  it('has no totals without a list', async () => {
    expect(await read({ stats: {}, passes: [] })).toMatchObject({ tests: undefined, diagnostics: [{ severity: 'error' }] })
  })
})

describe('pytest-json-report', () => {
  const report = (outcomes: readonly string[], extra: object = {}) => ({
    exitcode: 0,
    summary: {},
    tests: outcomes.map((outcome, i) => ({ nodeid: `tests/test_a.py::test_${i}`, outcome })),
    ...extra,
  })

  it.each([
    ['every outcome', report(['passed', 'failed', 'error', 'skipped', 'xfailed', 'xpassed', 'odd']), clean(2, 3, 2)],
    [
      'a collection error',
      report(['passed'], {
        collectors: [
          { nodeid: 'tests/test_b.py', outcome: 'failed' },
          { nodeid: '', outcome: 'passed' },
        ],
      }),
      clean(1, 1, 0),
    ],
    ['an interrupted run', report(['passed'], { exitcode: 2 }), clean(1, 1, 0)],
    ['no tests', { exitcode: 5, summary: { collected: 0 } }, clean(0, 0, 0)],
    ['a bad id', { exitcode: 0, summary: {}, tests: [{ nodeid: 'x', outcome: 'passed' }, {}] }, clean(1, 1, 0)],
  ])('%s', async (_, value, expected) => {
    expect(await read(value)).toMatchObject(expected)
  })
  it('names suites by file', async () => {
    expect((await read(report(['failed']))).tests).toMatchObject({
      suites: [{ name: 'tests/test_a.py' }],
      failures: ['tests/test_a.py > test_0'],
    })
  })
  it('reads contradictions the worse way, and has no totals without the list', async () => {
    expect(await read(report(['passed'], { summary: { total: 2, failed: 1 } }))).toMatchObject({
      tests: { total: 2, passed: 1, failed: 1 },
    })
    expect((await read({ exitcode: 0, summary: { total: 2 } })).tests).toBeUndefined()
  })
})

describe('Playwright', () => {
  const spec = (...statuses: string[]) => ({ title: 'opens', tests: statuses.map((status) => ({ status })) })
  const report = (suites: readonly unknown[], extra: object = {}) => ({ config: {}, suites, ...extra })

  it('counts each project, flaky by its last attempt, nested suites by file', async () => {
    const value = report([
      {
        title: 'a.spec.ts',
        file: 'a.spec.ts',
        specs: [spec('expected', 'unexpected')],
        suites: [{ title: 'inner', specs: [spec('flaky'), spec('skipped')] }],
      },
    ])
    expect(await read(value)).toMatchObject({
      ...clean(2, 1, 1),
      tests: { suites: [{ name: 'a.spec.ts', total: 4 }], failures: ['a.spec.ts > opens'] },
    })
  })
  it('counts errors outside the tests', async () => {
    expect(await read(report([{ title: 't', specs: [spec('expected')] }], { errors: [{ message: 'x' }] }))).toMatchObject(clean(1, 1, 0))
  })
  it('reads contradictions the worse way, and has no totals for what is no suite', async () => {
    expect(await read(report([], { stats: { expected: 2, unexpected: 0, flaky: 0, skipped: 0 } }))).toMatchObject({
      tests: { total: 2, failed: 2 },
      diagnostics: [{ severity: 'warning' }],
    })
    expect((await read(report(['x']))).tests).toBeUndefined()
  })
  it('reads deep nesting', async () => {
    const text = `{"config":{},"suites":[${'{"suites":['.repeat(20_000)}${']}'.repeat(20_000)}]}`
    expect((await parseTestReport(sourceOf(text))).tests).toMatchObject({ total: 0 })
  })
})
