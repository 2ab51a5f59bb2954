import type { Diagnostic, Report } from '@refractor/core'

/** The revision that --at names. */
export interface RevisionAt {
  readonly revision: string
  readonly commit: string
  /** RFC 3339, UTC: when it was committed. */
  readonly committedAt: string
}

/** The report of a command, and how the shell should treat it. */
export interface Answer extends Report {
  /** No answer was found, only the reasons why not: as text they go to standard error. */
  readonly refused?: true
  /** Infos are part of the answer (`validate`), not an aside that only -v shows. */
  readonly showInfo?: true
  /** Effects that the command has had already, or that it would have had (--dry-run). */
  readonly applied?: boolean
  /**
   * A document that the command made: --output takes it as it is, and standard output as long as it is text. Findings go to standard
   * error. Beside `refused` it is none: then the file stays as it was.
   */
  readonly document?: string | Uint8Array
  /** Files that the command line named and that are to be written; beside `refused` none is. */
  readonly files?: readonly { readonly file: string; readonly text: string }[]
  /** What was judged lies in objects of git: the lines of the work tree are not those that findings point at. */
  readonly revisions?: { readonly root: string; readonly at?: RevisionAt }
}

/** The answer of a command that cannot answer. */
export function refused(command: string, diagnostics: readonly Diagnostic[], data: Readonly<Record<string, unknown>> = {}): Answer {
  return { command, diagnostics, data, refused: true }
}
