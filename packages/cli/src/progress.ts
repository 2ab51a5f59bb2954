import type { CommandContext } from './context.ts'
import { displayWidth } from './reporters/display-width.ts'
import { cut } from './reporters/wrap.ts'

/** A line on standard error that says how far long work is; it is wiped out when the work is over. */
export interface Progress {
  /** Called as often as there is something new; what is drawn, and when, is decided here. */
  readonly step: (done: number, total: number) => void
  readonly end: () => void
}

/** Milliseconds: what is over sooner needs no line, and a line that changes faster cannot be read. */
const patience = 400
const pause = 100
const barWidth = 20
/** Standard error may be narrower than what standard output is. */
const usualWidth = 80

const none: Progress = { step: () => {}, end: () => {} }

/** "Hashing files ━━━━━━──────  120 of 400" */
function lineOf(words: string, done: number, total: number, width: number): string {
  const share = total === 0 ? 0 : Math.min(1, done / total)
  const full = Math.floor(share * barWidth)
  const count = `${done} of ${total}`
  const bar = `${'━'.repeat(full)}${'─'.repeat(barWidth - full)}`
  const whole = `${words}  ${bar}  ${count}`
  return displayWidth(whole) < width ? whole : cut(`${words} ${count}`, width - 1)
}

/**
 * Progress of work that can take long. Only a person who waits sees it: never where standard error is no terminal, in CI, with --quiet, or
 * where a program reads the answer.
 */
export function progress(
  { io, common }: Pick<CommandContext, 'io' | 'common'>,
  words: string,
  clock: () => number = () => performance.now(),
): Progress {
  if (common.quiet === true || common.json === true || (common.format !== undefined && common.format !== 'text')) return none
  const begun = clock()
  let drawn: number | undefined
  let isSeen: boolean | undefined
  return {
    step(done, total) {
      const now = clock()
      if (now - begun < patience || (drawn !== undefined && now - drawn < pause)) return
      // Whether there is a terminal is asked when there is something to show: the question alone loads parts of Node.
      isSeen ??= io.progress === true
      if (!isSeen) return
      drawn = now
      io.stderr(`\r${lineOf(words, done, total, Math.min(io.width, usualWidth))}\u001b[K`)
    },
    end() {
      if (drawn !== undefined) io.stderr('\r\u001b[K')
      drawn = undefined
    },
  }
}

/** Does long work with a line that says how far it is. The line is gone when it is over, however it ends. */
export async function withProgress<T>(
  context: Pick<CommandContext, 'io' | 'common'>,
  words: string,
  work: (step: Progress['step']) => Promise<T> | T,
): Promise<T> {
  const line = progress(context, words)
  try {
    return await work(line.step)
  } finally {
    line.end()
  }
}
