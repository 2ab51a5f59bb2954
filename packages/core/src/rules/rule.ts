import { type DiagnosticCode, type DiagnosticDetails, diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Program } from '../link/program-types.ts'

/** One fault of a plan, and how it is found. Rules never change the answer of a gate. */
export interface Rule {
  readonly code: DiagnosticCode
  check(program: Program): Diagnostic[]
}

/** What a rule reports; the code is that of the rule. */
export type Report = (message: string, details: DiagnosticDetails) => void

/** Makes a rule from its code and from a function that walks the program and reports. */
export function defineRule(definition: { readonly code: DiagnosticCode; find(program: Program, report: Report): void }): Rule {
  return {
    code: definition.code,
    check(program) {
      const found: Diagnostic[] = []
      definition.find(program, (message, details) => found.push(diagnostic(definition.code, message, details)))
      return found
    },
  }
}
