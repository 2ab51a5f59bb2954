import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts'

/** Findings as `code line:column`, which is what tests assert; wording may change. */
export function places(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map((one) => `${one.code} ${one.location?.line}:${one.location?.column}`)
}
