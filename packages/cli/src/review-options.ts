import type { OptionSpec } from './command-spec.ts'
import { type SignOptions, signOptions } from './sign-options.ts'

export interface ReviewOptions extends SignOptions {
  readonly minutes?: string
  readonly recordFailed?: boolean
  readonly commit?: boolean
  /** A name, or true for the usual one. */
  readonly tag?: string | true
}

export const reviewOptions: readonly OptionSpec[] = [
  { flags: '--minutes <file>', summary: 'file the minutes of the meeting, their decisions and action items' },
  { flags: '--record-failed', summary: 'when the phase stays open, keep a record of the review that failed' },
  { flags: '--commit', summary: 'commit what the review writes, and nothing else' },
  { flags: '--tag [name]', summary: 'tag that commit; default: PROGRAM/PHASE' },
  ...signOptions,
]
