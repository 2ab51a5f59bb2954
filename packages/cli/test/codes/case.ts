import type { Diagnostic, ExitCode } from '@refractor/core'
import type { Io } from '../../src/io.ts'
import type { WorkspaceCopy } from './workspace-copy.ts'

/** Files by path: a text, bytes, a symbolic link, or `null` for a file of the template that is not there. */
export type Files = Readonly<Record<string, string | Uint8Array | { readonly linkTo: string } | null>>

interface Expected {
  /** `file:line:column`; left out where the finding has no place. */
  readonly place?: string
  /** What a run ends with whose worst finding this is. */
  readonly exitCode: ExitCode
}

/** A code that a run of the command line shows. */
export interface CommandCase extends Expected {
  /** Written over the template. */
  readonly files?: Files
  /** Command lines that are run first, and must succeed. */
  readonly before?: readonly string[]
  /** Written after those. */
  readonly after?: Files
  readonly argv: string
  readonly io?: (copy: WorkspaceCopy) => Partial<Io>
}

/** A code that no command shows: the function of a package that gives it. */
export interface LibraryCase extends Expected {
  readonly raise: () => readonly Diagnostic[]
}

/** How a code is raised. */
export type CodeCase = CommandCase | LibraryCase

/** The lines of a file. */
export const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`

/** The first phase, without the exit gate of the template; `rest` starts at line 4. */
export const phase = (...rest: readonly string[]): string => lines('format: 1', 'id: "P0"', 'title: "Plan the move"', ...rest)

/** The first phase with one criterion: its check starts at 8:14. */
export const phaseWithCheck = (check: string): string =>
  phase('exit:', '  criteria:', '    - id: "P0.1"', '      statement: "The route is agreed."', `      check: ${check}`)

/** A second phase; `rest` starts at line 4. */
export const secondPhase = (...rest: readonly string[]): string => lines('format: 1', 'id: "P1"', 'title: "Carry the boxes"', ...rest)

/** The program; `rest` starts at line 4. */
export const program = (...rest: readonly string[]): string =>
  lines('format: 1', 'id: "harbour"', 'name: "The harbour library moves house"', ...rest)
