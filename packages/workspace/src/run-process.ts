import { type ChildProcess, spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'

/** What is kept of an output: its digest and length, never the text. */
export type StreamDigest = {
  readonly sha256: string
  readonly bytes: number
}

export interface ProcessRun {
  /** Null when a signal ended it. */
  readonly exitCode: number | null
  readonly signal: string | undefined
  readonly timedOut: boolean
  /** Somebody stopped the run (Ctrl-C): it says nothing about the command. */
  readonly interrupted: boolean
  readonly durationMs: number
  readonly stdout: StreamDigest
  readonly stderr: StreamDigest
}

export type ProcessAnswer = { readonly ok: true; readonly run: ProcessRun } | { readonly ok: false; readonly problem: string }

export interface ProcessOptions {
  /** Absolute path. */
  readonly cwd: string
  readonly timeoutMs?: number | undefined
  /** How long a process may take to end after it was asked to, and its children to let go of its output; default 3 s. */
  readonly graceMs?: number | undefined
  readonly onOutput?: ((chunk: Uint8Array) => void) | undefined
}

/** The longest time that a timer can wait for; 24 days. */
const longest = 2 ** 31 - 1
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** Signals the process and everything that it started and did not send off on its own. */
function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return
  try {
    if (process.platform === 'win32') child.kill(signal)
    else process.kill(-child.pid, signal)
  } catch {
    // The group has ended.
  }
}

function digesting(stream: Readable, onOutput: ProcessOptions['onOutput']): () => StreamDigest {
  const hash = createHash('sha256')
  let bytes = 0
  stream.on('data', (chunk: Buffer) => {
    hash.update(chunk)
    bytes += chunk.length
    onOutput?.(chunk)
  })
  return () => ({ sha256: hash.digest('hex'), bytes })
}

function problemOf(error: unknown, program: string): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return `there is no program ${program}`
  if (code === 'EACCES' || code === 'EPERM') return `${program} may not be run`
  if (code === 'E2BIG') return 'its arguments are too long'
  return `it could not be started (${code || 'unknown reason'})`
}

/**
 * Runs a program without a shell, in its own process group, without input. Its output is passed on and digested, not kept.
 * On a timeout or an interruption the group is asked to end, and after the grace time made to.
 */
export function runProcess(argv: readonly string[], options: ProcessOptions): Promise<ProcessAnswer> {
  const { cwd, timeoutMs, graceMs = 3000, onOutput } = options
  const [program = '', ...args] = argv
  return new Promise((resolve) => {
    const startedAt = performance.now()
    let child: ReturnType<typeof start>
    const start = () =>
      spawn(program, args, {
        cwd,
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: process.platform !== 'win32',
        shell: false,
        windowsHide: true,
      })
    try {
      child = start()
    } catch (error) {
      resolve({ ok: false, problem: problemOf(error, program) })
      return
    }
    const stdout = digesting(child.stdout, onOutput)
    const stderr = digesting(child.stderr, onOutput)
    const timers: NodeJS.Timeout[] = []
    const later = (ms: number, action: () => void): void => {
      timers.push(setTimeout(action, Math.min(ms, longest)))
    }
    let timedOut = false
    let interrupted = false
    let ended: { code: number | null; signal: string | undefined } | undefined

    /** Processes that left the group may still hold the output; nobody waits for them. */
    const letGo = (): void => {
      signalGroup(child, 'SIGKILL')
      later(100, () => {
        child.stdout.destroy()
        child.stderr.destroy()
      })
    }
    const stop = (signal: NodeJS.Signals): void => {
      signalGroup(child, signal)
      later(graceMs, letGo)
    }
    const onSignal = (signal: NodeJS.Signals): void => {
      interrupted = true
      stop(signal)
    }
    const onExit = (): void => signalGroup(child, 'SIGKILL')
    for (const signal of stopSignals) process.on(signal, onSignal)
    process.on('exit', onExit)
    const cleanUp = (): void => {
      for (const timer of timers) clearTimeout(timer)
      for (const signal of stopSignals) process.off(signal, onSignal)
      process.off('exit', onExit)
    }

    if (timeoutMs !== undefined) {
      later(timeoutMs, () => {
        if (ended) return
        timedOut = true
        stop('SIGTERM')
      })
    }
    child.on('error', (error) => {
      if (child.pid !== undefined) return
      cleanUp()
      resolve({ ok: false, problem: problemOf(error, program) })
    })
    child.on('exit', (code, signal) => {
      ended = { code, signal: signal ?? undefined }
      later(graceMs, letGo)
    })
    child.on('close', () => {
      // What it left behind in its group must not go on after the record is made.
      signalGroup(child, 'SIGKILL')
      cleanUp()
      if (child.pid === undefined) return
      resolve({
        ok: true,
        run: {
          exitCode: ended?.code ?? null,
          signal: ended?.signal,
          timedOut,
          interrupted,
          durationMs: Math.round(performance.now() - startedAt),
          stdout: stdout(),
          stderr: stderr(),
        },
      })
    })
  })
}
