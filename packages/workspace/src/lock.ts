import { randomBytes } from 'node:crypto'
import { closeSync, fstatSync, linkSync, lstatSync, mkdirSync, openSync, readdirSync, rmSync, writeSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { type Diagnostic, diagnostic } from '@refractor/core'
import { errorCode, fileProblem } from './find-path.ts'
import { heldBy, type LockFile, lockExpiresMs, readLock, staleLock } from './lock-file.ts'
import { thisProcess } from './running-process.ts'

/** How long the lock is waited for and held, and what it says. */
export interface LockOptions {
  /** How long to wait for another holder, in milliseconds; default 5,000. */
  readonly waitMs?: number
  /** After this time without a sign of life a process that cannot be seen from here loses its lock, in milliseconds; default two minutes. */
  readonly expiresMs?: number
  /** Who is at work, for those who wait; default: the user of the system. */
  readonly owner?: string
  /** What the lock is held for, for those who wait. */
  readonly command?: string
}

/** The lock, while this process holds it. */
export interface HeldLock {
  readonly token: string
  /**
   * False when it was taken over meanwhile, which can happen to a process that was stopped for long on another machine: then nothing may
   * be written any more, and nothing be undone. Looking is a sign of life too. To be asked before each step.
   */
  isHeld(): boolean
  /** Gives it back. Again is nothing. */
  release(): void
}

export type Acquired = { readonly ok: true; readonly lock: HeldLock } | { readonly ok: false; readonly diagnostic: Diagnostic }

/** What the work returned, or who holds the lock. */
export type Locked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly diagnostic: Diagnostic }

const defaults = { waitMs: 5_000, expiresMs: lockExpiresMs }

const pause = new Int32Array(new SharedArrayBuffer(4))

/** Waits without giving the processor to anything else of this process. */
export const sleep = (milliseconds: number): void => void Atomics.wait(pause, 0, 0, milliseconds)

const hasNoLinks = (error: unknown): boolean => ['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'].includes(errorCode(error))

/** The file of the lock is open as long as it is held: written to, it shows that its holder lives, and it can be no later lock. */
interface OpenFile {
  readonly descriptor: number
  /** The time by the clock of the file system. */
  readonly now: number
}

function writeNew(path: string, text: string): OpenFile {
  const descriptor = openSync(path, 'wx')
  try {
    writeSync(descriptor, text, 0)
    return { descriptor, now: fstatSync(descriptor).mtimeMs }
  } catch (error) {
    closeSync(descriptor)
    rmSync(path, { force: true })
    throw error
  }
}

/** Appears with its content in one step, or not at all: nobody ever reads half a lock. */
function tryCreate(path: string, draft: string, text: string): { readonly held?: OpenFile; readonly now: number } {
  const file = writeNew(draft, text)
  const { now } = file
  try {
    linkSync(draft, path)
    return { held: file, now }
  } catch (error) {
    closeSync(file.descriptor)
    if (errorCode(error) === 'EEXIST') return { now }
    if (!hasNoLinks(error)) throw error
    // A file system without hard links.
    try {
      return { held: writeNew(path, text), now }
    } catch (again) {
      if (errorCode(again) === 'EEXIST') return { now }
      throw again
    }
  } finally {
    rmSync(draft, { force: true })
  }
}

/**
 * Removes the lock with this mark, if it is still the one at `path`. Only who holds the guard of a lock removes it, its holder too: else
 * somebody who looked a moment ago could remove the lock of who came next. A guard is a lock itself, and may be stale. True when it was.
 */
function remove(path: string, mark: string, own: LockFile, expiresMs: number, isStill: (now: number) => boolean): boolean {
  const guard = `${path}.takeover-${mark}`
  const draft = `${guard}.${own.token}`
  const text = JSON.stringify(own)
  let { held, now } = tryCreate(guard, draft, text)
  if (held === undefined) {
    const stale = staleLock(guard, expiresMs, now)
    // The name of a guard of a guard of a guard … would grow for ever.
    if (stale === undefined || guard.length > path.length + 200) return false
    remove(guard, stale.mark, own, expiresMs, (then) => staleLock(guard, expiresMs, then)?.mark === stale.mark)
    ;({ held, now } = tryCreate(guard, draft, text))
    if (held === undefined) return false
  }
  closeSync(held.descriptor)
  try {
    const isSame = isStill(now)
    if (isSame) rmSync(path, { force: true })
    return isSame
  } finally {
    rmSync(guard, { force: true })
  }
}

/** The lock, its drafts, and its guards. */
const lockName = /^lock(?:\.[\w.-]+)?$/

/** What killed processes left behind of taking the lock: drafts, and guards of locks that are gone. */
function sweep(folder: string, expiresMs: number, now: number): void {
  for (const name of readdirSync(folder)) {
    if (!lockName.test(name) || name === 'lock') continue
    const path = join(folder, name)
    if (staleLock(path, expiresMs, now) !== undefined) rmSync(path, { force: true })
  }
}

function held(path: string, own: LockFile, { descriptor }: OpenFile, expiresMs: number): HeldLock {
  let signOfLife = Date.now()
  let isReleased = false
  const isOwn = (): boolean => readLock(path)?.token === own.token
  return {
    token: own.token,
    isHeld() {
      const now = Date.now()
      // Somebody may be about to take it over: where its process cannot be seen, it is theirs.
      const isSeen = own.processStart !== undefined
      if (isReleased || !isOwn() || (!isSeen && now - signOfLife > expiresMs)) return false
      if (now - signOfLife > expiresMs / 8) {
        writeSync(descriptor, JSON.stringify(own), 0)
        signOfLife = now
      }
      return true
    },
    release() {
      if (isReleased) return
      isReleased = true
      closeSync(descriptor)
      try {
        remove(path, own.token, own, expiresMs, isOwn)
      } catch {
        // A full disk has no room for the guard. What was done is done, whatever becomes of the lock: without this it is stale soon.
        if (isOwn()) rmSync(path, { force: true })
      }
    },
  }
}

function userName(): string {
  try {
    return userInfo().username
  } catch {
    return 'a user without a name'
  }
}

const unwritable = (problem: string): Acquired => ({
  ok: false,
  diagnostic: diagnostic('workspace/unwritable', `cannot lock the workspace: ${problem}`, {
    help: 'make .refractor a folder that you may write to',
  }),
})

/** Takes `.refractor/lock`; another process is waited for, and then named. Who takes it gives it back. */
export function acquireLock(root: string, options: LockOptions = {}): Acquired {
  const { waitMs = defaults.waitMs, expiresMs = defaults.expiresMs, owner = userName(), command = 'a change' } = options
  const folder = join(root, '.refractor')
  const path = join(folder, 'lock')
  const begun = Date.now()
  try {
    if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) mkdirSync(folder, { recursive: true })
    if (!lstatSync(folder).isDirectory()) return unwritable('.refractor is not a directory')
    for (let delay = 2; ; delay = Math.min(delay * 2, 100)) {
      const started = Date.now()
      const token = randomBytes(8).toString('hex')
      const own: LockFile = { token, ...thisProcess(), owner, command, since: new Date(started).toISOString() }
      const attempt = tryCreate(path, `${path}.${token}`, JSON.stringify(own))
      if (attempt.held !== undefined) {
        sweep(folder, expiresMs, attempt.now)
        return { ok: true, lock: held(path, own, attempt.held, expiresMs) }
      }
      const stale = staleLock(path, expiresMs, attempt.now)
      if (stale !== undefined && remove(path, stale.mark, own, expiresMs, (now) => staleLock(path, expiresMs, now)?.mark === stale.mark))
        continue
      if (started - begun >= waitMs) return { ok: false, diagnostic: heldBy(path, waitMs) }
      // Processes that were woken by the same event do not come back at the same moment.
      sleep(delay * (0.5 + Math.random() / 2))
    }
  } catch (error) {
    return unwritable(fileProblem(error))
  }
}

/** Runs `work` while this process alone holds `.refractor/lock`; another process is waited for, and then named. */
export function withLock<T>(root: string, work: (lock: HeldLock) => T, options: LockOptions = {}): Locked<T> {
  const acquired = acquireLock(root, options)
  if (!acquired.ok) return acquired
  try {
    return { ok: true, value: work(acquired.lock) }
  } finally {
    acquired.lock.release()
  }
}

/** As `withLock`, for who may hold the lock already. */
export function underLock<T>(root: string, lock: HeldLock | undefined, work: (lock: HeldLock) => T, options: LockOptions): Locked<T> {
  return lock === undefined ? withLock(root, work, options) : { ok: true, value: work(lock) }
}

/** Whether killed processes have left something of the lock behind. Reads only. */
export function isLockLeft(root: string, expiresMs = defaults.expiresMs): boolean {
  const folder = join(root, '.refractor')
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return false
  return readdirSync(folder).some((name) => lockName.test(name) && staleLock(join(folder, name), expiresMs, Date.now()) !== undefined)
}
