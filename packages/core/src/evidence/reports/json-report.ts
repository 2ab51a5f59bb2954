import type { SourceFile } from '../../load/source.ts'
import type { JsonObject } from './json-shape.ts'
import { isMocha, readMocha } from './mocha.ts'
import { isPlaywright, readPlaywright } from './playwright.ts'
import { isPytest, readPytest } from './pytest.ts'
import { reportDoubt, reportError, type TestReading, type TestTotals } from './reading.ts'
import { isVitest, readVitest } from './vitest.ts'

/** What a reader of one JSON format answers: totals and contradictions, or why there are none. */
export type JsonOutcome = { readonly tests: TestTotals; readonly doubts: readonly string[] } | { readonly problem: string }

const formats: readonly { readonly name: string; is(root: JsonObject): boolean; read(root: JsonObject): JsonOutcome }[] = [
  { name: 'vitest or jest', is: isVitest, read: readVitest },
  { name: 'pytest-json-report', is: isPytest, read: readPytest },
  { name: 'mocha', is: isMocha, read: readMocha },
  { name: 'Playwright', is: isPlaywright, read: readPlaywright },
]

export function isJsonReport(root: JsonObject): boolean {
  return formats.some((format) => format.is(root))
}

/** A test report that is one JSON document. */
export function readJsonReport(source: SourceFile, root: JsonObject): TestReading {
  const format = formats.find((one) => one.is(root))
  if (!format) return { tests: undefined, diagnostics: [reportError(source, 'the JSON is not a test report that is known')] }
  const outcome = format.read(root)
  if ('problem' in outcome)
    return { tests: undefined, diagnostics: [reportError(source, `the ${format.name} report is incomplete: ${outcome.problem}`)] }
  return { tests: outcome.tests, diagnostics: outcome.doubts.map((doubt) => reportDoubt(source, `the ${format.name} report ${doubt}`)) }
}
