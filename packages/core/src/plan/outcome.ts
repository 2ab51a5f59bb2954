import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import type { AuditDraft, Planned, Step } from './plan.ts'

/** A plan that can be applied, and what the audit log will say of it. No steps: it is so already, and there is nothing to say. */
export function planned(
  title: string,
  steps: readonly Step[],
  diagnostics: readonly Diagnostic[] = [],
  event?: AuditDraft,
): Planned & { readonly ok: true } {
  return { ok: true, plan: { title, steps, ...(event && steps.length > 0 && { event }) }, diagnostics: sortDiagnostics(diagnostics) }
}

/** No plan, and every reason why. */
export function refused(diagnostics: readonly Diagnostic[]): Planned & { readonly ok: false } {
  return { ok: false, diagnostics: sortDiagnostics(diagnostics) }
}

/** A record as it is written: two spaces of indentation, a final line feed, keys in the order given, absent values left out. */
export function recordText(record: Readonly<Record<string, unknown>>): string {
  return `${JSON.stringify(record, null, 2)}\n`
}
