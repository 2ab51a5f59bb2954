import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { SourceFile } from '../load/source.ts'
import { parseMetrics } from './coverage-report.ts'
import { reportFormat } from './report-format.ts'
import type { MetricValue, TestTotals } from './reports/reading.ts'
import { parseTestReport } from './test-report.ts'

/** What a report of either sort says: tests or metrics, or neither and an error. */
export interface ReportReading {
  readonly tests: TestTotals | undefined
  readonly metrics: readonly MetricValue[] | undefined
  readonly diagnostics: readonly Diagnostic[]
}

const metricKinds = new Set(['lcov', 'coverage-summary', 'metrics'])

/** Reads a test report, a coverage report or a metrics file, whichever it is by its content. Never throws. */
export async function parseReport(source: SourceFile): Promise<ReportReading> {
  const { kind } = reportFormat(source)
  // The first element of an XML file tells the two formats apart.
  const isCoverage = kind === 'xml' && /^<(?:\w+:)?coverage\b/.test(/<[A-Za-z_][\w:.-]*/.exec(source.text)?.[0] ?? '')
  if (isCoverage || metricKinds.has(kind)) return { tests: undefined, ...(await parseMetrics(source)) }
  return { metrics: undefined, ...(await parseTestReport(source)) }
}
