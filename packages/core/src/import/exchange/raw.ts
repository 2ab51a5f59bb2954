import type { Diagnostic } from '../../diagnostics/diagnostic.ts'

/** A record as an open format has it, before it is known what it means here. */
export interface RawRecord {
  readonly type: string
  readonly id: string
  readonly values: Readonly<Record<string, unknown>>
  readonly file: string
  /** From 1; the last one belongs to it. */
  readonly lines: readonly [first: number, last: number]
}

/** What one file holds. */
export interface RawFile {
  readonly records: readonly RawRecord[]
  /** What the file calls itself. */
  readonly title: string | undefined
  readonly diagnostics: readonly Diagnostic[]
}
