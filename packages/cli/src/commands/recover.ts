import { diagnostic } from '@refractor/core'
import { discover, discoverJournal, recover } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { CommandContext } from '../context.ts'
import { lockOptions } from '../waiting.ts'

export interface RecoverCommandOptions {
  readonly back?: boolean
  readonly forward?: boolean
  readonly keep?: readonly string[]
}

/** Finishes or undoes a change that was stopped half way; without one, says that there is none. */
export async function run(context: CommandContext, _args: readonly string[], options: RecoverCommandOptions): Promise<Answer> {
  const { command, common, now } = context
  if (options.back && options.forward)
    return refused(command, [diagnostic('cli/usage', '--back and --forward contradict each other', { help: 'give one of them' })])
  const discovery = discover(context.cwd)
  const root = discovery.ok ? discovery.root : discoverJournal(context.cwd)
  if (root === undefined) return refused(command, discovery.ok ? [] : [discovery.diagnostic])
  const dryRun = common.dryRun === true
  const direction = options.back ? 'back' : options.forward ? 'forward' : undefined
  const { ok, recovered, diagnostics } = recover(root, {
    now,
    ...lockOptions(context),
    dryRun,
    keep: options.keep ?? [],
    ...(direction !== undefined && { direction }),
  })
  const data = { recovered, dryRun, applied: ok && !dryRun && recovered.length > 0 }
  if (!ok) return refused(command, diagnostics, data)
  return { command, diagnostics, data }
}
