import type { SourceFile } from '../load/source.ts'
import { reportFormat } from './report-format.ts'
import { readGoTest } from './reports/go-test.ts'
import { readJsonReport } from './reports/json-report.ts'
import { readJunit } from './reports/junit.ts'
import { readNodeSpec } from './reports/node-spec.ts'
import { reportError, type TestReading } from './reports/reading.ts'
import { readTap } from './reports/tap.ts'

const known =
  'give a report in one of these formats: JUnit XML, the JSON of vitest, jest, mocha, pytest or Playwright, go test -json, TAP, node --test'

/**
 * Reads a test report, whose format its content tells. Never throws. What is malformed or cut off has no totals and an
 * `evidence/report` error; what contradicts itself is read the worse way, with a warning. No tests is a valid answer.
 * The caller limits the size (16 MiB).
 */
export async function parseTestReport(source: SourceFile): Promise<TestReading> {
  const format = reportFormat(source)
  switch (format.kind) {
    case 'xml':
      return readJunit(source)
    case 'json-tests':
      return readJsonReport(source, format.root)
    case 'go':
      return readGoTest(source)
    case 'tap':
      return readTap(source)
    case 'node-spec':
      return readNodeSpec(source)
    case 'empty':
      return { tests: undefined, diagnostics: [reportError(source, 'the report is empty')] }
    case 'unknown':
      return { tests: undefined, diagnostics: [reportError(source, format.why, format.offset, known)] }
    default:
      return {
        tests: undefined,
        diagnostics: [reportError(source, 'the file is a coverage or metrics report, not a test report', 0, known)],
      }
  }
}
