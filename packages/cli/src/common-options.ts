import type { OptionSpec } from './command-spec.ts'

export const formats = ['text', 'json', 'markdown', 'github', 'sarif', 'junit'] as const
export type Format = (typeof formats)[number]

/** Options that every command takes, before or after its name. */
export interface CommonOptions {
  readonly C?: string
  readonly json?: boolean
  readonly format?: string
  /** `FILE`, or `FORMAT=FILE` for one more copy of the answer. */
  readonly output?: readonly string[]
  readonly now?: string
  readonly wait?: string
  readonly dryRun?: boolean
  readonly yes?: boolean
  readonly quiet?: boolean
  readonly verbose?: boolean
  readonly color?: boolean
  readonly program?: string
}

export const commonOptions: readonly OptionSpec[] = [
  { flags: '-C <dir>', summary: 'run as if started in this folder' },
  { flags: '--program <id>', summary: 'look at this program only' },
  { flags: '--json', summary: 'answer with one JSON document (the same as --format json)' },
  { flags: '--format <name>', summary: formats.join(', ') },
  { flags: '-o, --output <file>', summary: 'write the answer to a file; FORMAT=FILE writes one more copy of it', repeats: true },
  { flags: '--now <time>', summary: 'judge as of this time (RFC 3339)' },
  { flags: '--wait <seconds>', summary: 'how long to wait for other processes that change the workspace; default 5' },
  { flags: '-n, --dry-run', summary: 'show what would change, change nothing' },
  { flags: '-y, --yes', summary: 'answer every question with yes' },
  { flags: '-q, --quiet', summary: 'say nothing when the answer is yes' },
  { flags: '-v, --verbose', summary: 'show what is met, and notes' },
  { flags: '--color', summary: 'use colour even where there is no terminal' },
  { flags: '--no-color', summary: 'use no colour' },
]

/** "2026-11-21T10:00:00+01:00" in UTC and whole seconds; undefined when it is not RFC 3339. */
export function timestamp(text: string): string | undefined {
  if (!/^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:[Zz]|[+-]\d{2}:\d{2})$/.test(text)) return undefined
  const date = new Date(text.replace(' ', 'T').toUpperCase())
  return Number.isNaN(date.getTime()) ? undefined : date.toISOString().replace(/\.\d{3}Z$/, 'Z')
}

/** Flag, then NO_COLOR, then FORCE_COLOR, then the terminal. */
export function usesColor(options: CommonOptions, env: Readonly<Record<string, string | undefined>>, isTTY: boolean): boolean {
  if (options.color !== undefined) return options.color
  if (env['NO_COLOR']) return false
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false'
  return isTTY && env['TERM'] !== 'dumb'
}
