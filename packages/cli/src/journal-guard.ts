import type { Diagnostic } from '@refractor/core'
import { recover, whyNotReadable } from '@refractor/workspace'
import type { CommandContext } from './context.ts'
import { lockOptions, waitMs } from './waiting.ts'

/** A workspace that can be read, and what was put right first; or why it cannot. */
export type Settled =
  | { readonly ok: true; readonly notes: readonly Diagnostic[] }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/**
 * Deals with a change that was begun and not ended. A command that changes the workspace recovers it; one that only answers waits as long
 * as the process which began it is at work, and is refused else: an answer from half a change would be no answer.
 */
export async function settleJournal(context: CommandContext, root: string): Promise<Settled> {
  const { command, commands, common, now } = context
  const spec = commands.find((one) => one.words.join(' ') === command)
  if (spec?.mutates && common.dryRun !== true) {
    const recovery = recover(root, { now, ...lockOptions(context) })
    return recovery.ok ? { ok: true, notes: recovery.diagnostics } : { ok: false, diagnostics: recovery.diagnostics }
  }
  const problem = await whyNotReadable(root, waitMs(context))
  return problem === undefined ? { ok: true, notes: [] } : { ok: false, diagnostics: [problem] }
}
