import type { Diagnostic } from '@refractor/core'
import type { Report } from '@refractor/core/page'

/** A report of a program that cannot be read: what is wrong with its files, and nothing else. */
export function findingsReport(diagnostics: readonly Diagnostic[], made: Pick<Report, 'at' | 'version' | 'program'>): Report {
  return {
    ...made,
    summary: 'the program cannot be read: its files have errors, and nothing is decided until they are mended',
    next: [{ command: 'refractor validate', why: 'shows each error with its line' }],
    phases: [],
    gates: [],
    schedule: undefined,
    risks: [],
    matrices: [],
    history: [],
    approvals: [],
    waivers: [],
    actions: [],
    events: [],
    eventsTotal: 0,
    findings: diagnostics.map(({ severity, code, message, location, help }) => ({
      severity,
      code,
      message,
      ...(location !== undefined && { place: { file: location.file, line: location.line } }),
      ...(help !== undefined && { help }),
    })),
  }
}
