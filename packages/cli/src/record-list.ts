import type { Program } from '@refractor/core'
import type { Answer } from './answer.ts'
import type { WorkspaceContext } from './context.ts'

/** A list of records over all programs, as the answer of a `list` command. */
export function listAnswer(context: WorkspaceContext, key: string, rowsOf: (program: Program) => readonly object[]): Answer {
  const rows = context.programs.flatMap((program) => rowsOf(program).map((row) => ({ program: program.id, ...row })))
  return { command: context.command, diagnostics: context.diagnostics, data: { [key]: rows } }
}
