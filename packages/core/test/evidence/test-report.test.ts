import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTestReport } from '../../src/evidence/test-report.ts'
import { fixture, prefixes, sourceOf } from './report-source.ts'

const vitestSuite = (name: string, total: number, passed: number, failed: number, skipped: number) => ({
  name,
  total,
  passed,
  failed,
  skipped,
})

describe('reports as the tools write them', () => {
  it.each([
    ['node.tap', { total: 7, passed: 3, failed: 2, skipped: 2 }],
    ['node-spec.txt', { total: 8, passed: 4, failed: 2, skipped: 2 }],
    ['node.junit.xml', { total: 7, passed: 3, failed: 2, skipped: 2 }],
    ['pytest.junit.xml', { total: 6, passed: 1, failed: 3, skipped: 2 }],
    ['vitest.junit.xml', { total: 6, passed: 2, failed: 2, skipped: 2 }],
    ['vitest.json', { total: 6, passed: 2, failed: 2, skipped: 2 }],
  ])('%s', async (name, totals) => {
    const { tests, diagnostics } = await parseTestReport(fixture(name))
    expect(diagnostics).toEqual([])
    expect(tests).toMatchObject(totals)
    expect(tests?.suites?.reduce((sum, suite) => sum + suite.total, 0)).toBe(totals.total)
  })

  it('names suites by file or path', async () => {
    const suites = async (name: string) => (await parseTestReport(fixture(name))).tests?.suites?.map((suite) => suite.name)
    expect(await suites('node.tap')).toEqual(['(top level)', 'outer > inner', 'parent'])
    expect(await suites('node.junit.xml')).toEqual(['outer > inner', 'parent', 'test'])
    expect(await suites('pytest.junit.xml')).toEqual(['tests.test_mod', 'tests.test_mod.TestA'])
    expect(await suites('vitest.junit.xml')).toEqual(['a.test.ts', 'b.test.ts'])
    expect(await suites('vitest.json')).toEqual(['/build/app/a.test.ts', '/build/app/b.test.ts'])
  })

  it('names what failed', async () => {
    expect((await parseTestReport(fixture('vitest.junit.xml'))).tests?.failures).toEqual([
      'a.test.ts > outer > fails',
      'b.test.ts > b.test.ts',
    ])
    expect((await parseTestReport(fixture('node.tap'))).tests?.failures).toEqual([
      'outer > inner > fails <&>"',
      'outer > inner > todo failing',
    ])
    expect((await parseTestReport(fixture('node-spec.txt'))).tests?.failures).toEqual(['fails <&>"', 'todo failing'])
  })

  it.each(['node.tap', 'node-spec.txt', 'node.junit.xml', 'pytest.junit.xml', 'vitest.junit.xml', 'vitest.json'])(
    '%s reads the same with CR LF and a byte order mark',
    async (name) => {
      const source = fixture(name)
      const { tests, diagnostics } = await parseTestReport(sourceOf(`\ufeff${source.text.replace(/\n/g, '\r\n')}`))
      expect(diagnostics).toEqual([])
      const { total, passed, failed, skipped } = (await parseTestReport(source)).tests ?? {}
      expect(tests).toMatchObject({ total, passed, failed, skipped })
    },
  )

  it.each(['node.tap', 'node-spec.txt', 'node.junit.xml', 'pytest.junit.xml', 'vitest.junit.xml', 'vitest.json'])(
    '%s cut off anywhere has no totals',
    async (name) => {
      for (const text of prefixes(fixture(name).text)) {
        const { tests, diagnostics } = await parseTestReport(sourceOf(text))
        // node writes its duration after the counts: without that line the summary is complete all the same.
        if (tests && (name === 'node-spec.txt' || name === 'node.tap')) {
          expect(tests).toMatchObject({ failed: 2 })
          continue
        }
        expect(tests, JSON.stringify(text.slice(-40))).toBeUndefined()
        expect(diagnostics.map((one) => [one.code, one.severity])).toEqual([['evidence/report', 'error']])
      }
    },
  )
})

describe('what is no report', () => {
  it.each([
    ['', 1, 1],
    ['  \n', 1, 1],
    ['hello', 1, 1],
    ['{"a": 1}', 1, 1],
    ['[1, 2]', 1, 1],
    ['{"a": \n  nonsense}', 2, 3],
    ['TN:\nSF:a\nDA:1,1\nend_of_record\n', 1, 1],
    ['{"metrics": []}', 1, 1],
    ['<coverage/>', 1, 1],
    ['<testsuites>', 1, 12],
    ['<testsuite>\n<testcase></testsuite>', 2, 12],
  ])('%j', async (text, line, column) => {
    const { tests, diagnostics } = await parseTestReport(sourceOf(text))
    expect(tests).toBeUndefined()
    expect(diagnostics).toHaveLength(1)
    expect(diagnostics[0]).toMatchObject({ code: 'evidence/report', severity: 'error', location: { file: 'build/report', line } })
    expect(diagnostics[0]?.location?.column).toBeGreaterThan(0)
    if (!text.startsWith('<')) expect(diagnostics[0]?.location?.column).toBe(column)
    expect(diagnostics[0]?.help).toBeTruthy()
  })

  it('never throws', async () => {
    const alphabet = [
      '<testsuite',
      's',
      '>',
      '/>',
      '</testsuites>',
      '<testcase name="a"',
      '<failure>',
      '<!--',
      '<![CDATA[',
      ']]>',
      '&lt;',
      'ok 1',
      'not ok',
      '\n',
      '    ',
      '1..2',
      '  ---',
      '  ...',
      '{',
      '}',
      '"Action":"run"',
      '"testResults":[]',
      ',',
      '"numTotalTests":1',
      'ℹ tests 1',
      '✖ x',
      '\u0000',
      '\ud800',
    ]
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom(...alphabet), { maxLength: 30 }).map((parts) => parts.join('')),
        ),
        async (text) => {
          const { tests, diagnostics } = await parseTestReport(sourceOf(text))
          if (tests === undefined) expect(diagnostics.some((one) => one.severity === 'error')).toBe(true)
          else expect(tests.passed + tests.failed + tests.skipped).toBe(tests.total)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('zero tests are an answer', () => {
  it.each([
    '<testsuites/>',
    '<testsuite tests="0" failures="0"></testsuite>',
    'TAP version 14\n1..0 # SKIP nothing here\n',
    '{"numTotalTests":0,"testResults":[],"success":false}',
    '{"Action":"start","Package":"p"}\n{"Action":"skip","Package":"p"}\n',
    '{"stats":{"tests":0},"passes":[],"failures":[],"pending":[]}',
  ])('%s', async (text) => {
    expect(await parseTestReport(sourceOf(text))).toEqual({ tests: { total: 0, passed: 0, failed: 0, skipped: 0 }, diagnostics: [] })
  })
})

it('counts suites of a generated report exactly', async () => {
  const outcome = fc.constantFrom('passed', 'failed', 'skipped')
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), outcome), { maxLength: 40 }), async (cases) => {
      const mark = { passed: '', failed: '<failure/>', skipped: '<skipped/>' } as const
      const suites = ['a', 'b', 'c'].map(
        (suite) =>
          `<testsuite name="${suite}">${cases
            .filter(([of]) => of === suite)
            .map(([, end]) => `<testcase name="t">${mark[end as keyof typeof mark]}</testcase>`)
            .join('')}</testsuite>`,
      )
      const { tests } = await parseTestReport(sourceOf(`<testsuites>${suites.join('')}</testsuites>`))
      const of = (suite: string | undefined, end: string | undefined) =>
        cases.filter(([one, ended]) => (suite ?? one) === one && (end ?? ended) === ended).length
      expect(tests).toMatchObject({
        total: cases.length,
        passed: of(undefined, 'passed'),
        failed: of(undefined, 'failed'),
        skipped: of(undefined, 'skipped'),
      })
      for (const suite of tests?.suites ?? [])
        expect(suite).toEqual(
          vitestSuite(suite.name, of(suite.name, undefined), of(suite.name, 'passed'), of(suite.name, 'failed'), of(suite.name, 'skipped')),
        )
    }),
  )
})
