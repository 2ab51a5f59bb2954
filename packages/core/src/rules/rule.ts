import { type DiagnosticCode, type DiagnosticDetails, diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Program } from '../link/program-types.ts'

/** What rules may ask about the world around the plan; what is not known is left out, and the rules that need it are silent. */
export interface Surroundings {
  /** Paths of the files of the repository, listed when a rule asks; undefined when they cannot be listed. */
  readonly files?: () => readonly string[] | undefined
  /** Text of a file, by its path from the root of the workspace; undefined when it cannot be read. */
  readonly read?: (path: string) => string | undefined
}

/** One fault of a plan, and how it is found. Rules never change the answer of a gate. */
export interface Rule {
  readonly code: DiagnosticCode
  check(program: Program, surroundings: Surroundings): Diagnostic[]
}

/** What a rule reports; the code is that of the rule. */
export type Report = (message: string, details: DiagnosticDetails) => void

/** Makes a rule from its code and from a function that walks the program and reports. */
export function defineRule(definition: {
  readonly code: DiagnosticCode
  find(program: Program, report: Report, surroundings: Surroundings): void
}): Rule {
  return {
    code: definition.code,
    check(program, surroundings) {
      const found: Diagnostic[] = []
      definition.find(program, (message, details) => found.push(diagnostic(definition.code, message, details)), surroundings)
      return found
    },
  }
}
