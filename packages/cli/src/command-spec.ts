import type { Answer } from './answer.ts'
import type { CommandContext, WorkspaceContext } from './context.ts'

export const helpGroups = ['Everyday', 'Gates', 'Decisions', 'Evidence', 'Checklists', 'Tracing', 'Recovery', 'Reports', 'Setup'] as const
export type HelpGroup = (typeof helpGroups)[number]

export interface OptionSpec {
  /** As commander reads it: "--artifact <path>". */
  readonly flags: string
  readonly summary: string
  readonly choices?: readonly string[]
  /** May be given several times; the values are collected in order. */
  readonly repeats?: true
}

// `options: never` accepts a function of any option type: the table beside it declares what commander will give.
type Run<Context> = (context: Context, args: readonly string[], options: never) => Promise<Answer>

interface CommandBase {
  /** ["gate", "check"] */
  readonly words: readonly [string] | readonly [string, string]
  readonly group: HelpGroup
  readonly summary: string
  /** Arguments as commander reads them: "[ids...]". */
  readonly args?: string
  readonly options?: readonly OptionSpec[]
  /** Command lines without the leading "refractor". */
  readonly examples?: readonly string[]
  /** It changes the workspace, through a plan. Every such command is in the matrix of crashes, and does nothing when run twice. */
  readonly mutates?: true
  /** With one of these options the command reads revisions of git: then it needs no file on disk, and another module runs. */
  readonly onRevisions?: {
    readonly options: readonly string[]
    readonly load: () => Promise<{ readonly run: Run<CommandContext> }>
  }
}

/** What the shell knows of a command without loading it. The module of a command is loaded only when it runs. */
export type CommandSpec =
  | (CommandBase & { readonly needs: 'nothing'; readonly load: () => Promise<{ readonly run: Run<CommandContext> }> })
  /** `program`: at least one program of the workspace could be linked. */
  | (CommandBase & { readonly needs: 'workspace' | 'program'; readonly load: () => Promise<{ readonly run: Run<WorkspaceContext> }> })
