import { lstatSync, readFileSync, type Stats } from 'node:fs'
import { type Diagnostic, diagnostic } from '@refractor/core'
import { type ProcessId, processState } from './running-process.ts'

/** What a lock says about who holds it. */
export interface LockFile extends ProcessId {
  /** Tells a lock from a later one of the same process. */
  readonly token: string
  /** Who is at work, and on what, in words. */
  readonly owner: string
  readonly command: string
  /** RFC 3339: when it was taken. */
  readonly since: string
}

/** After this time without a sign of life a process that cannot be seen from here loses its lock, in milliseconds. */
export const lockExpiresMs = 120_000

/** No lock is larger, in bytes. */
const largest = 16_384

/** Nothing but a small plain file is a lock: another thing may be endless, or somebody's own. */
const isPlain = (stats: Stats): boolean => stats.isFile() && stats.size <= largest

const has = (value: Record<string, unknown>, names: readonly string[]): boolean => names.every((name) => typeof value[name] === 'string')

/** Reads a lock; undefined when there is none or when it is none. The token becomes part of file names, so its form is checked. */
export function readLock(path: string): LockFile | undefined {
  try {
    if (!isPlain(lstatSync(path))) return undefined
    const value = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>
    const { pid, token, machine, processStart } = value
    if (!has(value, ['host', 'owner', 'command', 'since', 'token']) || !/^[0-9a-f]{16}$/.test(token as string)) return undefined
    if (!Number.isSafeInteger(pid) || (pid as number) <= 0) return undefined
    if (![machine, processStart].every((one) => one === undefined || typeof one === 'string')) return undefined
    return value as unknown as LockFile
  } catch {
    return undefined
  }
}

/** A lock that nobody holds any more, and what tells it from the next one at its place. */
export interface StaleLock {
  readonly mark: string
}

/**
 * Looks whether a lock is held by nobody: its process is gone; or, where that cannot be known, it has not been renewed for `expiresMs`.
 * The lock of a process that runs on this machine never runs out, however long it was stopped. `now` is the time by the clock of the file
 * system (its server may have another one). What is no lock, for instance one that was never written to its end, runs out by its age.
 */
export function staleLock(path: string, expiresMs: number, now: number): StaleLock | undefined {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats === undefined || !isPlain(stats)) return undefined
  const lock = readLock(path)
  const state = lock === undefined ? 'unknown' : processState(lock)
  if (state === 'running' || (state === 'unknown' && now - stats.mtimeMs <= expiresMs)) return undefined
  return { mark: lock?.token ?? `unread-${stats.ino}-${Math.trunc(stats.mtimeMs)}` }
}

/** Who holds a lock, in words. */
export function holderOf(path: string): string {
  const lock = readLock(path)
  if (lock === undefined) return 'someone'
  return `${lock.owner}: ${lock.command} (process ${lock.pid} on ${lock.host}, since ${lock.since})`
}

/** Why the lock was not had after `waitMs`. */
export function heldBy(path: string, waitMs: number): Diagnostic {
  const stats = lstatSync(path, { throwIfNoEntry: false })
  if (stats !== undefined && !isPlain(stats)) {
    const help = 'move it away: refractor keeps its lock there'
    return diagnostic('workspace/locked', '.refractor/lock is not a lock', { help })
  }
  const waited = waitMs > 0 ? `; it was waited for ${waitMs / 1000} s` : ''
  return diagnostic('workspace/locked', `the workspace is locked by ${holderOf(path)}${waited}`, {
    help: 'run it again when that is done, or wait longer with --wait SECONDS; a lock whose process is gone is taken over by itself',
  })
}
