import { catalog, type ExitClass } from '../diagnostics/catalog.ts'
import type { ExitCode, Report } from './report.ts'

const codeOfClass: Record<ExitClass, ExitCode> = { none: 0, 'answer-no': 1, invalid: 2, integrity: 3, 'no-answer': 4 }
/** From least to most severe (contract: 70 > 3 > 2 > 4 > 1 > 0). */
const severity: readonly ExitCode[] = [0, 1, 4, 2, 3, 70]

/** The most severe of some exit codes. */
export function worst(codes: Iterable<ExitCode>): ExitCode {
  let result: ExitCode = 0
  for (const code of codes) if (severity.indexOf(code) > severity.indexOf(result)) result = code
  return result
}

/** The exit code of a report, whatever the reporter: the most severe over all diagnostics, verdicts and outcomes. */
export function exitCodeFor(report: Report, options: { readonly strict?: boolean } = {}): ExitCode {
  const codes: ExitCode[] = [report.negative ? 1 : 0]
  for (const { code, severity: level } of report.diagnostics) {
    if (code === 'cli/internal') codes.push(70)
    else if (level === 'error') codes.push(codeOfClass[catalog[code].exit])
    else if (level === 'warning' && options.strict) codes.push(1)
  }
  for (const gate of report.gates ?? []) {
    if (gate.verdict === 'unmet') codes.push(1)
    if (gate.verdict === 'unknown') codes.push(4)
    for (const criterion of gate.criteria) {
      if (criterion.reason === 'tampered') codes.push(3)
      if (criterion.outcome === 'unknown') codes.push(4)
      if (options.strict && criterion.outcome !== 'met' && criterion.outcome !== 'not-applicable') codes.push(1)
    }
  }
  return worst(codes)
}
