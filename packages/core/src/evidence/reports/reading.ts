import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { locationOf, type SourceFile } from '../../load/source.ts'
import type { EvidenceRecord } from '../../schema/records.ts'

type Result = NonNullable<EvidenceRecord['result']>
export type TestTotals = NonNullable<Result['tests']>
export type MetricValue = NonNullable<Result['metrics']>[number]

/** What a test report says. `tests` is absent when the report cannot be trusted, and then an error says why. */
export interface TestReading {
  readonly tests: TestTotals | undefined
  readonly diagnostics: readonly Diagnostic[]
}

/** What a coverage or metrics file says; absent as above. */
export interface MetricReading {
  readonly metrics: readonly MetricValue[] | undefined
  readonly diagnostics: readonly Diagnostic[]
}

const again = 'run the command again so that it writes a complete report'

/** A report that cannot be used; `offset` is where reading stopped. */
export function reportError(source: SourceFile, message: string, offset = 0, help: string = again): Diagnostic {
  return diagnostic('evidence/report', message, { location: locationOf(source, Math.max(0, Math.min(offset, source.text.length))), help })
}

/** A report that contradicts itself; it was read the worse way, so the result stands. */
export function reportDoubt(source: SourceFile, message: string, offset = 0): Diagnostic {
  return diagnostic('evidence/report', message, { location: locationOf(source, offset), severity: 'warning', help: again })
}

/** The offset at which the content starts: a byte order mark is not content. */
export function contentStart(text: string): number {
  return text.charCodeAt(0) === 0xfeff ? 1 : 0
}
