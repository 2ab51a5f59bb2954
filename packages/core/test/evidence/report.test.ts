import { describe, expect, it } from 'vitest'
import { mergeTests } from '../../src/evidence/merge-tests.ts'
import { parseReport } from '../../src/evidence/report.ts'
import { sourceOf } from './report-source.ts'

it.each([
  ['<testsuite><testcase name="t"/></testsuite>', { tests: { passed: 1 }, metrics: undefined }],
  [
    '<?xml version="1.0"?><coverage><packages><package><classes><class filename="a"><lines><line number="1" hits="1"/></lines></class></classes></package></packages></coverage>',
    { tests: undefined, metrics: [{ name: 'coverage.lines', value: 100 }] },
  ],
  ['<coverages/>', { tests: undefined, metrics: undefined, diagnostics: [{ severity: 'error' }] }],
  ['SF:a\nDA:1,1\nend_of_record', { metrics: [{ value: 100 }] }],
  ['{"total":{"lines":{"total":2,"covered":1}}}', { metrics: [{ value: 50 }] }],
  ['{"metrics":[{"name":"x","value":1}]}', { metrics: [{ name: 'x' }] }],
  ['1..1\nok 1\n', { tests: { passed: 1 } }],
  ['nonsense', { tests: undefined, metrics: undefined, diagnostics: [{ severity: 'error' }] }],
])('%s', async (text, reading) => {
  expect(await parseReport(sourceOf(text))).toMatchObject(reading)
})

describe('several reports', () => {
  const one = {
    total: 2,
    passed: 1,
    failed: 1,
    skipped: 0,
    suites: [{ name: 'b', total: 2, passed: 1, failed: 1, skipped: 0 }],
    failures: ['b > t'],
  }
  it('of none are nothing, of one are that one', () => {
    expect(mergeTests([])).toBeUndefined()
    expect(mergeTests([one])).toBe(one)
  })
  it('are added up, suites of the same name too', () => {
    const other = {
      total: 3,
      passed: 1,
      failed: 0,
      skipped: 2,
      suites: [
        { name: 'b', total: 2, passed: 1, failed: 0, skipped: 1 },
        { name: 'a', total: 1, passed: 0, failed: 0, skipped: 1 },
      ],
    }
    expect(mergeTests([one, other])).toEqual({
      total: 5,
      passed: 2,
      failed: 1,
      skipped: 2,
      suites: [
        { name: 'a', total: 1, passed: 0, failed: 0, skipped: 1 },
        { name: 'b', total: 4, passed: 2, failed: 1, skipped: 1 },
      ],
      failures: ['b > t'],
    })
    const bare = { total: 0, passed: 0, failed: 0, skipped: 0 }
    expect(mergeTests([bare, bare])).toEqual(bare)
  })
})
