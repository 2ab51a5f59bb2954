import { fstatSync, writeSync } from 'node:fs'
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

/** An output of the process. */
interface Output {
  readonly stream: () => NodeJS.WriteStream
  readonly write: (text: string) => void
  /** Calls back when everything that was written has been taken. */
  readonly drained: (then: () => void) => void
}

/**
 * Files and pipes take a text at once. The stream costs some milliseconds to set up, so it is only for a pipe that is full and
 * will not wait, and for whatever else goes wrong: it knows how to report that.
 */
function output(descriptor: 1 | 2, open: () => NodeJS.WriteStream): Output {
  let opened: NodeJS.WriteStream | undefined
  const stream = (): NodeJS.WriteStream => {
    opened ??= quietOnClosedPipe(open())
    return opened
  }
  return {
    stream,
    write(text) {
      let rest = Buffer.from(text)
      try {
        while (opened === undefined && rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest))
      } catch {}
      if (rest.length > 0) stream().write(rest)
    },
    drained: (then) => void (opened === undefined ? then() : opened.write('', () => then())),
  }
}

/** Only a device can be a terminal; asking this first spares the stream. What cannot be asked may be anything. */
function isDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice()
  } catch {
    return true
  }
}

/** An `Io` that also says when its standard output has been taken. */
interface ProcessIo extends Io {
  readonly drained: Output['drained']
}

/** The real process as an `Io`. */
export function processIo(): ProcessIo {
  const { env } = process
  const stdout = output(1, () => process.stdout)
  const stderr = output(2, () => process.stderr)
  const terminal = isDevice(1) && stdout.stream().isTTY ? stdout.stream() : undefined
  return {
    cwd: process.cwd(),
    env,
    version: packageJson.version,
    isTTY: terminal !== undefined,
    get interactive() {
      return isatty(0) && isatty(2) && !env['CI']
    },
    get progress() {
      return isatty(2) && !env['CI'] && env['TERM'] !== 'dumb'
    },
    width: terminal ? terminal.columns || 80 : widthWithoutTerminal,
    get pagesDirs() {
      return pagesBeside()
    },
    now: () => new Date().toISOString(),
    stdout: stdout.write,
    stderr: stderr.write,
    drained: stdout.drained,
    ask,
    askText,
    untilStopped: async () => (await import('./until-stopped.ts')).untilStopped(),
  }
}
