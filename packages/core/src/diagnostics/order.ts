import type { Diagnostic } from './diagnostic.ts'

const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

function compare(a: Diagnostic, b: Diagnostic): number {
  return (
    byText(a.location?.file ?? '', b.location?.file ?? '') ||
    (a.location?.line ?? 0) - (b.location?.line ?? 0) ||
    (a.location?.column ?? 0) - (b.location?.column ?? 0) ||
    byText(a.code, b.code) ||
    byText(a.message, b.message)
  )
}

/** The one order in which findings are shown: file, line, column, code, message. Exact repeats are dropped. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const sorted = [...diagnostics].sort(compare)
  return sorted.filter((one, index) => {
    const before = sorted[index - 1]
    return before === undefined || compare(before, one) !== 0
  })
}
