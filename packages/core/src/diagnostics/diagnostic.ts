import type { DiagnosticCode } from './catalog.ts'

/** How much a finding matters: an error makes the answer "no", a warning does not, an info only tells. */
export type Severity = 'error' | 'warning' | 'info'

/** A place in a file of the workspace. Lines and columns count from 1, as editors do; `end` is exclusive. */
export interface Location {
  /** POSIX path relative to the workspace root. */
  readonly file: string
  readonly line: number
  readonly column: number
  readonly endLine?: number
  readonly endColumn?: number
}

/** Another place that explains a finding ("first declared here"). */
export interface RelatedLocation {
  readonly message: string
  readonly location: Location
}

/**
 * A finding. There is one shape for all of them, from the YAML parser to the gates.
 * `message` says what is wrong (lower case, no full stop, names the ids); `help` alone says what to do.
 */
export interface Diagnostic {
  readonly code: DiagnosticCode
  readonly severity: Severity
  readonly message: string
  readonly location?: Location
  readonly related?: readonly RelatedLocation[]
  readonly help?: string
  /** Acceptable values or the nearest known ids. */
  readonly expected?: readonly string[]
}
