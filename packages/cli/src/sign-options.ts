import type { OptionSpec } from './command-spec.ts'

/** How a record is signed. */
export interface SignOptions {
  readonly sign?: boolean
  readonly key?: string
}

export const signOptions: readonly OptionSpec[] = [
  { flags: '--sign', summary: 'sign the record with the SSH key that git signs with' },
  { flags: '--key <file>', summary: 'sign it with this SSH key' },
]
