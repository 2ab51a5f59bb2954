import { diagnostic } from '@refractor/core'
import { acquireLock, recover, transactionStamp } from '@refractor/workspace'
import { refused } from './answer.ts'
import type { CommandSpec } from './command-spec.ts'
import { timestamp } from './common-options.ts'
import type { CommandContext } from './context.ts'
import type { Seen } from './until-unchanged.ts'
import { waitMs } from './waiting.ts'

/** A reader that was overtaken so often asks the others to stand still for a moment. */
const mostReadings = 3

/** What a person decided on by its plan, or what took long to run, is not begun again by itself. */
const onlyOnce: readonly string[] = ['review run', 'snapshot restore', 'evidence run', 'drill', 'recover']

/**
 * Runs a command again that was overtaken by changes of others. Readers try it some times; after that, and for commands that change
 * something, nobody else may: the second time holds the lock, so there is no third.
 */
export async function runAgain<T extends Seen>(
  { words, mutates }: CommandSpec,
  context: CommandContext,
  first: T,
  root: string,
  attempt: (context: CommandContext) => Promise<T>,
): Promise<T> {
  if (onlyOnce.includes(words.join(' '))) return first
  const begun = Date.now()
  if (!mutates) {
    for (let count = 0; count < mostReadings; count++) {
      const again = await attempt(context)
      if (again.seen === undefined || transactionStamp(root) === again.seen.stamp) return again
    }
  }
  const acquired = acquireLock(root, { waitMs: Math.max(0, waitMs(context) - (Date.now() - begun)), command: context.command })
  if (!acquired.ok) {
    const help = 'run it again, or wait longer with --wait SECONDS'
    const overtaken = diagnostic('workspace/stale-plan', 'others kept changing the workspace while this command ran', { help })
    return { ...first, answer: refused(context.command, [overtaken, acquired.diagnostic], { applied: false }) }
  }
  const { lock } = acquired
  try {
    const recovery = recover(root, { now: context.now, lock })
    if (!recovery.ok) return { ...first, answer: refused(context.command, recovery.diagnostics, { applied: false }) }
    // What is recorded now is later than what the others have recorded.
    const now = context.common.now === undefined ? (timestamp(context.io.now()) ?? context.now) : context.now
    return await attempt({ ...context, now, lock })
  } finally {
    lock.release()
  }
}
