import { type Diagnostic, diagnostic, mergeTests, parseReport, type TestTotals, withKnownTags } from '@refractor/core'
import type { Copy, EvidenceContext, Metric } from './evidence-types.ts'
import { pathFinder } from './find-path.ts'
import { readText } from './read-file.ts'
import { textLimit } from './record-artifacts.ts'
import { unsafePath, workspacePath } from './workspace-path.ts'

export interface ReportsRead {
  readonly tests: TestTotals | undefined
  readonly metrics: readonly Metric[]
  /** The reports that could be read, to be kept beside the record. */
  readonly copies: readonly Copy[]
  /** An error among them: at least one report is not among the totals. */
  readonly diagnostics: readonly Diagnostic[]
}

/** Runners write absolute paths; a record is read on other machines. */
function relativeNames(tests: TestTotals, root: string): TestTotals {
  const short = (name: string): string => name.replaceAll(`${root}/`, '')
  return {
    ...tests,
    ...(tests.suites && { suites: tests.suites.map((suite) => ({ ...suite, name: short(suite.name) || suite.name })) }),
    ...(tests.failures && { failures: tests.failures.map((name) => short(name) || name) }),
  }
}

/** Reads test reports, coverage reports and metric files, whichever each is by its content. */
export async function readReports(context: EvidenceContext, given: readonly string[]): Promise<ReportsRead> {
  const find = pathFinder(context.root)
  const diagnostics: Diagnostic[] = []
  const tests: TestTotals[] = []
  const metrics: Metric[] = []
  const copies: Copy[] = []
  for (const one of new Set(given)) {
    const path = workspacePath(context.root, one)
    if (path === undefined) {
      diagnostics.push(unsafePath(one))
      continue
    }
    const read = readText(find, path, textLimit)
    if (!read.ok) {
      diagnostics.push(
        diagnostic('evidence/report', `cannot read the report ${path}: ${read.problem}`, {
          location: { file: path, line: 1, column: 1 },
          help: 'give a report (UTF-8, at most 16 MiB) inside the workspace',
        }),
      )
      continue
    }
    const reading = await parseReport(read.source)
    diagnostics.push(...reading.diagnostics)
    if (reading.tests) tests.push(relativeNames(withKnownTags(context.program, reading.tests), context.root))
    metrics.push(...(reading.metrics ?? []))
    if (reading.tests || reading.metrics) copies.push({ from: path, text: read.source.text })
  }
  return { tests: mergeTests(tests), metrics, copies, diagnostics }
}
