import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { GateResult } from '../gates/result.ts'

/** 0 yes · 1 the answer is no · 2 usage or program invalid · 3 integrity violated · 4 no answer · 70 internal (contract). */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 70

/** What a command answers; reporters turn it into text, and `exitCodeFor` into the exit code. */
export interface Report {
  /** "gate check", "status", … */
  readonly command: string
  readonly diagnostics: readonly Diagnostic[]
  /** Gate results that decide the exit code; present for gate check, review, milestone accept. */
  readonly gates?: readonly GateResult[]
  /** Keys of the JSON document beside schemaVersion, command, exitCode and diagnostics. */
  readonly data: Readonly<Record<string, unknown>>
  /** True when the command was asked a question and the answer is "no" without a diagnostic or gate saying so. */
  readonly negative?: boolean
}
