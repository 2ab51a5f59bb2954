import { isatty } from 'node:tty'
import { fileURLToPath } from 'node:url'
import packageJson from '../package.json' with { type: 'json' }
import type { Io } from './io.ts'

/** Not a terminal: wide enough for a table, the same everywhere, so that logs can be compared. */
const widthWithoutTerminal = 100

async function askText(question: string): Promise<string | undefined> {
  const { createInterface } = await import('node:readline/promises')
  const terminal = createInterface({ input: process.stdin, output: process.stderr })
  const ended = new Promise<undefined>((resolve) => terminal.once('close', () => resolve(undefined)))
  try {
    return await Promise.race([terminal.question(question), ended])
  } catch {
    return undefined
  } finally {
    terminal.close()
  }
}

const ask = async (question: string): Promise<boolean> => /^\s*y(?:es)?\s*$/i.test((await askText(`${question} [y/N] `)) ?? '')

/** The pages lie beside the built program, or in the documentation of a source tree. */
const pagesBeside = (): string[] => ['./pages/', '../../../docs/diagnostics/'].map((path) => fileURLToPath(new URL(path, import.meta.url)))

// A reader that has seen enough ("| head -1") closes the pipe; that is no failure of ours.
function quietOnClosedPipe<Stream extends NodeJS.WriteStream>(stream: Stream): Stream {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error
  })
  return stream
}

/** The real process as an `Io`. */
export function processIo(): Io {
  const { env } = process
  const stdout = quietOnClosedPipe(process.stdout)
  let stderr: NodeJS.WriteStream | undefined
  return {
    cwd: process.cwd(),
    env,
    version: packageJson.version,
    isTTY: stdout.isTTY === true,
    // Opening a stream costs a millisecond or two, and most answers need standard output alone.
    get interactive() {
      return isatty(0) && isatty(2) && !env['CI']
    },
    width: stdout.isTTY ? stdout.columns || 80 : widthWithoutTerminal,
    get pagesDirs() {
      return pagesBeside()
    },
    now: () => new Date().toISOString(),
    stdout: (text) => void stdout.write(text),
    stderr(text) {
      stderr ??= quietOnClosedPipe(process.stderr)
      stderr.write(text)
    },
    ask,
    askText,
  }
}
