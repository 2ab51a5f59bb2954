import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { errorCode } from './find-path.ts'

/** A process, so that it can be told from a later one that was given the same number. */
export interface ProcessId {
  readonly pid: number
  readonly host: string
  /** The boot of the kernel and the namespace of the number: only there it means anything. Linux only. */
  readonly machine?: string | undefined
  /** When the process began, in ticks of its kernel. Linux only. */
  readonly processStart?: string | undefined
}

/** `unknown`: it cannot be seen from here. */
export type ProcessState = 'running' | 'gone' | 'unknown'

function attempt<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

function machineId(): string | undefined {
  return attempt(() => `${readFileSync('/proc/sys/kernel/random/boot_id', 'latin1').trim()} ${readlinkSync('/proc/self/ns/pid')}`)
}

/** State and start of a process, from /proc; the name of the program comes before them in brackets and may hold anything. */
function processStat(pid: number): { readonly state: string; readonly start: string } | undefined {
  const text = attempt(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ')
  return fields?.[0] === undefined || fields[19] === undefined ? undefined : { state: fields[0], start: fields[19] }
}

let own: ProcessId | undefined

/** This process. */
export function thisProcess(): ProcessId {
  own ??= { pid: process.pid, host: hostname(), machine: machineId(), processStart: processStat(process.pid)?.start }
  return own
}

function hasNumber(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** Whether a process runs still: of another machine, or of another container of this one, that cannot be known. */
export function processState({ pid, host, machine, processStart }: ProcessId): ProcessState {
  const here = thisProcess()
  if (host !== here.host || machine !== here.machine) return 'unknown'
  if (!hasNumber(pid)) return 'gone'
  const stat = processStat(pid)
  // Elsewhere than on Linux the number may belong to a later process by now.
  if (stat === undefined || processStart === undefined) return 'unknown'
  // A killed process keeps its number until its parent has looked.
  return stat.start === processStart && stat.state !== 'Z' && stat.state !== 'X' ? 'running' : 'gone'
}
