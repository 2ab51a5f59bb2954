import type { HeldLock } from '@refractor/workspace'
import type { CommandContext } from './context.ts'

/** Longer than this nobody means to wait, in seconds. */
const longest = 86_400

/** What is wrong with a waiting limit, as people write it; nothing when it is one. */
export function waitProblem(text: string): string | undefined {
  const isNumber = /^\d+(?:\.\d+)?$/.test(text)
  return isNumber && Number(text) <= longest ? undefined : `is not a number of seconds from 0 to ${longest}`
}

/** How long to wait for others, in milliseconds: --wait, then REFRACTOR_WAIT, then five seconds. */
export function waitMs({ common, io }: Pick<CommandContext, 'common' | 'io'>): number {
  const text = common.wait ?? (io.env['REFRACTOR_WAIT'] || '5')
  return waitProblem(text) === undefined ? 1_000 * Number(text) : 5_000
}

/** How a command takes the lock: it may have it already. */
export function lockOptions(context: CommandContext): { readonly waitMs: number; readonly lock?: HeldLock } {
  return { waitMs: waitMs(context), ...(context.lock && { lock: context.lock }) }
}
