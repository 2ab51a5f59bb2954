import { expect, it } from 'vitest'
import { readNodeSpec } from '../../../src/evidence/reports/node-spec.ts'
import { sourceOf } from '../report-source.ts'

const summary = (counts: Record<string, number>) =>
  Object.entries({ tests: 0, suites: 0, pass: 0, fail: 0, cancelled: 0, skipped: 0, todo: 0, ...counts })
    .map(([key, count]) => `ℹ ${key} ${count}`)
    .join('\n')
const read = (text: string) => readNodeSpec(sourceOf(text))

it.each([
  [summary({ tests: 2, pass: 2 }), { total: 2, passed: 2, failed: 0 }],
  [summary({ tests: 3, pass: 1, cancelled: 1, todo: 1 }), { total: 3, passed: 1, failed: 1, skipped: 1 }],
  [`✖ a (1ms) # TODO\n${summary({ tests: 2, pass: 1, todo: 1 })}`, { total: 2, passed: 1, failed: 1, skipped: 0 }],
  [`✖ a (1ms)\n${summary({ tests: 2, pass: 2 })}`, { total: 2, passed: 1, failed: 1 }],
  [`${summary({ tests: 2, fail: 2 })}\n✖ failing tests:\n✖ a (1.5ms)\n`, { total: 2, failed: 2, failures: ['a', '(not named)'] }],
  [summary({}), { total: 0 }],
])('%j', (text, totals) => {
  expect(read(text)).toMatchObject({ tests: totals, diagnostics: [] })
})

it.each([
  ['ℹ tests 1\nℹ pass 1', 2],
  [summary({ tests: 3, pass: 1 }), 7],
  [`${summary({ tests: 1, pass: 1 })}\nℹ pass 0`, 8],
])('%j has no totals', (text, line) => {
  expect(read(text)).toMatchObject({ tests: undefined, diagnostics: [{ code: 'evidence/report', severity: 'error', location: { line } }] })
})
