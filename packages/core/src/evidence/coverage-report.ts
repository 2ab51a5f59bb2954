import type { SourceFile } from '../load/source.ts'
import { reportFormat } from './report-format.ts'
import { readCobertura } from './reports/cobertura.ts'
import { readCoverageSummary } from './reports/coverage-summary.ts'
import { readLcov } from './reports/lcov.ts'
import { readMetricsFile } from './reports/metrics-file.ts'
import { type MetricReading, reportError } from './reports/reading.ts'

const known = 'give lcov, Cobertura XML, coverage-summary.json, or { "metrics": [{ "name", "value", "unit" }] }'

/**
 * Reads a coverage report (metrics `coverage.lines`, `.branches`, `.functions`, `.statements` in %) or a file of metrics.
 * Never throws; what is malformed, cut off or covers nothing has no metrics and an `evidence/report` error.
 */
export async function parseMetrics(source: SourceFile): Promise<MetricReading> {
  const format = reportFormat(source)
  switch (format.kind) {
    case 'xml':
      return readCobertura(source)
    case 'lcov':
      return readLcov(source)
    case 'coverage-summary':
      return readCoverageSummary(source, format.root)
    case 'metrics':
      return readMetricsFile(source)
    case 'empty':
      return { metrics: undefined, diagnostics: [reportError(source, 'the report is empty')] }
    case 'unknown':
      return { metrics: undefined, diagnostics: [reportError(source, format.why, format.offset, known)] }
    default:
      return {
        metrics: undefined,
        diagnostics: [reportError(source, 'the file is a test report, not a coverage or metrics report', 0, known)],
      }
  }
}
