import { randomBytes } from 'node:crypto'
import { linkSync, lstatSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { type Diagnostic, diagnostic } from '@refractor/core'
import { errorCode, fileProblem } from './find-path.ts'

/** What the lock file says about who holds it. */
interface LockFile {
  readonly pid: number
  readonly host: string
  readonly startedAt: string
  readonly expires: string
  /** Tells a lock from a later one of the same process. */
  readonly token: string
}

/** How long the lock is waited for and held. */
export interface LockOptions {
  /** How long to wait for another holder, in milliseconds; default 5,000. */
  readonly waitMs?: number
  /** After this time anyone may take the lock over, in milliseconds; default two minutes. */
  readonly expiresMs?: number
}

/** What the work returned, or who holds the lock. */
export type Locked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly diagnostic: Diagnostic }

/** A takeover is a matter of microseconds; its guard is left behind only by a crash. */
const guardExpiresMs = 10_000

const pause = new Int32Array(new SharedArrayBuffer(4))
const sleep = (milliseconds: number): void => void Atomics.wait(pause, 0, 0, milliseconds)

function parseLock(path: string): LockFile | undefined {
  try {
    const value = JSON.parse(readFileSync(path, 'utf8')) as Partial<LockFile>
    return typeof value.pid === 'number' && typeof value.token === 'string' && typeof value.expires === 'string'
      ? (value as LockFile)
      : undefined
  } catch {
    return undefined
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** True when nobody holds the lock any more: its process is gone, or it has run out. What is not a lock runs out by its age. */
function isStale(path: string, expiresMs: number): boolean {
  const lock = parseLock(path)
  const stats = statSync(path, { throwIfNoEntry: false })
  if (stats === undefined) return false
  if (lock === undefined) return Date.now() - stats.mtimeMs > expiresMs
  return (lock.host === hostname() && !isAlive(lock.pid)) || !(Date.parse(lock.expires) > Date.now())
}

/** Removes a stale lock. Only the holder of the guard may, and it looks again: else it could remove the lock of who was quicker. */
function takeOver(path: string, expiresMs: number): void {
  const guard = `${path}.takeover`
  try {
    writeFileSync(guard, String(process.pid), { flag: 'wx' })
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error
    const age = Date.now() - (statSync(guard, { throwIfNoEntry: false })?.mtimeMs ?? Date.now())
    if (age > guardExpiresMs) rmSync(guard, { force: true })
    return
  }
  try {
    if (isStale(path, expiresMs)) rmSync(path, { force: true, recursive: true })
  } finally {
    rmSync(guard, { force: true })
  }
}

function heldBy(path: string): Diagnostic {
  const lock = parseLock(path)
  const holder = lock === undefined ? 'someone' : `process ${lock.pid} on ${lock.host}, since ${lock.startedAt}`
  return diagnostic('workspace/locked', `the workspace is locked by ${holder}`, {
    help: 'wait for it to finish; if it is gone, remove .refractor/lock',
  })
}

/** Appears with its content in one step, or not at all: nobody ever reads half a lock. */
function tryAcquire(path: string, lock: LockFile): boolean {
  const draft = `${path}.${lock.token}`
  writeFileSync(draft, JSON.stringify(lock), { flag: 'wx' })
  try {
    linkSync(draft, path)
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    if (!['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(errorCode(error))) throw error
    // A file system without hard links.
    try {
      writeFileSync(path, JSON.stringify(lock), { flag: 'wx' })
      return true
    } catch (again) {
      if (errorCode(again) === 'EEXIST') return false
      throw again
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

/** Runs `work` while this process alone holds `.refractor/lock`; another process is waited for, and then named. */
export function withLock<T>(root: string, work: () => T, options: LockOptions = {}): Locked<T> {
  const { waitMs = 5_000, expiresMs = 120_000 } = options
  const folder = join(root, '.refractor')
  const path = join(folder, 'lock')
  const now = Date.now()
  const token = randomBytes(8).toString('hex')
  const cannotWrite = (problem: string): Locked<T> => ({
    ok: false,
    diagnostic: diagnostic('workspace/unwritable', `cannot lock the workspace: ${problem}`, {
      help: 'make .refractor a folder that you may write to',
    }),
  })
  try {
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) mkdirSync(folder, { recursive: true })
    if (!lstatSync(folder).isDirectory()) return cannotWrite('.refractor is not a directory')
    for (let delay = 2; ; delay = Math.min(delay * 2, 100)) {
      const started = Date.now()
      const lock = {
        pid: process.pid,
        host: hostname(),
        startedAt: new Date(started).toISOString(),
        expires: new Date(started + expiresMs).toISOString(),
        token,
      }
      if (tryAcquire(path, lock)) break
      if (isStale(path, expiresMs)) takeOver(path, expiresMs)
      else if (started - now >= waitMs) return { ok: false, diagnostic: heldBy(path) }
      sleep(delay)
    }
  } catch (error) {
    return cannotWrite(fileProblem(error))
  }
  try {
    return { ok: true, value: work() }
  } finally {
    // Only one's own: it may have run out and belong to another by now.
    if (parseLock(path)?.token === token) rmSync(path, { force: true })
  }
}
