import { parseJson } from '../load/json.ts'
import { lineStarts, type SourceFile } from '../load/source.ts'
import { isCoverageSummary } from './reports/coverage-summary.ts'
import { isGoTest } from './reports/go-test.ts'
import { isJsonReport } from './reports/json-report.ts'
import { asObject, type JsonObject, ownList } from './reports/json-shape.ts'
import { isLcov } from './reports/lcov.ts'
import { isNodeSpec } from './reports/node-spec.ts'
import { contentStart } from './reports/reading.ts'
import { isTap } from './reports/tap.ts'

/** What a file is by its content; names and endings are not looked at. */
export type ReportFormat =
  | { readonly kind: 'xml' }
  | { readonly kind: 'json-tests' | 'coverage-summary' | 'metrics'; readonly root: JsonObject }
  | { readonly kind: 'go' | 'tap' | 'node-spec' | 'lcov' | 'empty' }
  | { readonly kind: 'unknown'; readonly offset: number; readonly why: string }

/** Where a text stops being JSON. The engine's own parser is several times faster and does not say so reliably. */
function jsonEnd(source: SourceFile): number {
  const found = parseJson(source).diagnostics[0]?.location
  return found ? (lineStarts(source)[found.line - 1] ?? 0) + found.column - 1 : source.text.length
}

/** Recognises a report. Only formats of one JSON document are parsed here. */
export function reportFormat(source: SourceFile): ReportFormat {
  const start = contentStart(source.text)
  const text = start === 0 ? source.text : source.text.slice(start)
  const first = /\S/.exec(text)?.[0]
  if (first === undefined) return { kind: 'empty' }
  if (first === '<') return { kind: 'xml' }
  if (first === '{' || first === '[') {
    if (isGoTest(text)) return { kind: 'go' }
    let value: unknown
    try {
      value = JSON.parse(text)
    } catch {
      return { kind: 'unknown', offset: jsonEnd(source), why: 'the JSON ends too early or is broken' }
    }
    const root = asObject(value) ?? {}
    if (isJsonReport(root)) return { kind: 'json-tests', root }
    if (ownList(root, 'metrics') !== undefined) return { kind: 'metrics', root }
    if (isCoverageSummary(root)) return { kind: 'coverage-summary', root }
    return { kind: 'unknown', offset: start, why: 'the JSON is no report of a known format' }
  }
  if (isTap(text)) return { kind: 'tap' }
  if (isLcov(text)) return { kind: 'lcov' }
  if (isNodeSpec(text)) return { kind: 'node-spec' }
  return { kind: 'unknown', offset: start, why: 'the report has no known format' }
}
