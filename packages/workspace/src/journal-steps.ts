import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { keepBeside, putInPlace, removeIfThere, renameFile, returnToPlace, statOf, unlinkFile } from './durable-files.ts'
import { asideOf, backupOf, draftOf, type JournalStep } from './journal.ts'
import type { JournalState } from './journal-names.ts'
import { sha256Of } from './read-file.ts'

/** The journal that a step belongs to. */
export interface Site {
  /** A real path. */
  readonly root: string
  readonly token: string
  /**
   * Whether a content that the journal knows is proof enough to delete a file. It is in the process that wrote the file, and after a
   * person decided. Else the file must be one with the draft or the backup of the step: two names of one file do not come out of a
   * clone or an archive, so a journal that somebody planted deletes nothing.
   */
  readonly trusted: boolean
}

/** A file that is neither what it was nor what it was to be. */
export interface StepConflict {
  readonly path: string
  readonly reason: 'changed' | 'occupied' | 'gone' | 'unproven' | 'unsafe'
}

/** What is left to do for a step in a direction: calls, each of which may be the last one before a crash. */
export type StepWork =
  | { readonly ok: true; readonly calls: readonly (() => void)[] }
  | { readonly ok: false; readonly conflict: StepConflict }

const done: StepWork = { ok: true, calls: [] }
const work = (...calls: readonly (() => void)[]): StepWork => ({ ok: true, calls })
const conflict = (path: string, reason: StepConflict['reason']): StepWork => ({ ok: false, conflict: { path, reason } })

const emptyDigest = sha256Of('')

/** The digest of a regular file; 'other' for what is none, nothing where nothing stands. */
export function standingAt(file: string): string | undefined {
  const stats = statOf(file)
  if (stats === undefined) return undefined
  return stats.isFile() ? sha256Of(readFileSync(file)) : 'other'
}

/** Two names of one file. */
function isOneFile(one: string, other: string): boolean {
  const [a, b] = [statOf(one), statOf(other)]
  return a !== undefined && b !== undefined && a.ino !== 0n && a.ino === b.ino && a.dev === b.dev
}

/** The first folder above a path that is a link: writing through it could leave the workspace. */
export function linkAbove(root: string, path: string): string | undefined {
  const parts = path.split('/')
  for (let length = 1; length < parts.length; length++) {
    const folder = parts.slice(0, length).join('/')
    const stats = statOf(join(root, folder))
    if (stats === undefined) return undefined
    if (stats.isSymbolicLink()) return folder
  }
  return undefined
}

/** Thrown by a call that met what somebody has saved since it was looked at; that is back in its place. */
export class MetConflict extends Error {
  readonly conflict: StepConflict

  constructor(conflict: StepConflict) {
    super(`${conflict.path}: ${conflict.reason}`)
    this.conflict = conflict
  }
}

interface Files {
  readonly target: string
  readonly draft: string
  readonly backup: string
  readonly aside: string
}

function filesOf({ root, token }: Site, path: string, index: number): Files {
  return {
    target: join(root, path),
    draft: join(root, draftOf(token, path, index)),
    backup: join(root, backupOf(token, path, index)),
    aside: join(root, asideOf(token, path, index)),
  }
}

/** Puts a file back that was taken away; where somebody has a new one there by now, it stays aside, and is kept in the end. */
function putBack(aside: string, file: string): void {
  if (statOf(file) !== undefined) return
  returnToPlace(aside, file)
  removeIfThere(aside)
}

/**
 * Takes a file away that holds `digest`. Between a look at a file and a call that takes it away, an editor may save it: so it gets another
 * name first, and is looked at there.
 */
function takeAway({ root }: Site, path: string, aside: string, digest: string): void {
  const file = join(root, path)
  if (statOf(file) === undefined) return
  renameFile(file, aside)
  if (standingAt(aside) === digest) return
  putBack(aside, file)
  throw new MetConflict({ path, reason: 'changed' })
}

/** An empty file that keeps the place where there are no hard links. */
const isPlaceholder = (site: Site, found: string | undefined, draft: string, after: string): boolean =>
  site.trusted && found === emptyDigest && after !== emptyDigest && standingAt(draft) === after

function createForward(site: Site, path: string, after: string, index: number): StepWork {
  const { target, draft } = filesOf(site, path, index)
  const found = standingAt(target)
  if (found === after) return done
  if (isPlaceholder(site, found, draft, after)) return work(() => renameFile(draft, target))
  if (found !== undefined) return conflict(path, 'occupied')
  return standingAt(draft) === after ? work(() => putInPlace(draft, target)) : conflict(path, 'gone')
}

function createBack(site: Site, path: string, after: string, index: number): StepWork {
  const { target, draft } = filesOf(site, path, index)
  const found = standingAt(target)
  if (found === undefined) return done
  if (isPlaceholder(site, found, draft, after)) return work(() => unlinkFile(target))
  const isOurs = isOneFile(target, draft)
  // What is another file is somebody's own, and was never put there by this step.
  if (found !== after) return isOurs ? conflict(path, 'changed') : done
  return site.trusted || isOurs ? work(() => unlinkFile(target)) : conflict(path, 'unproven')
}

function editForward(site: Site, path: string, before: string, after: string, index: number): StepWork {
  const { target, draft, backup, aside } = filesOf(site, path, index)
  const found = standingAt(target)
  const kept = standingAt(backup)
  // Somebody who had the file open still writes to what is the backup by now: that would be lost.
  if (kept !== undefined && kept !== before) return conflict(path, 'changed')
  const isReady = standingAt(draft) === after
  // Where only the mode changes, the content does not tell whether it was done: the draft that is not in place yet does.
  if (found === after && !(before === after && isReady && !isOneFile(target, draft))) return done
  const put = (): void => putInPlace(draft, target)
  if (found === before && isReady) return work(() => takeAway(site, path, aside, before), put)
  const taken = standingAt(aside)
  if (taken === before && isReady) {
    if (found === undefined) return work(put)
    if (isPlaceholder(site, found, draft, after)) return work(() => renameFile(draft, target))
  }
  if (found === undefined && taken !== undefined && taken !== before)
    return work(() => {
      putBack(aside, target)
      throw new MetConflict({ path, reason: 'changed' })
    })
  return conflict(path, found === undefined || found === before ? 'gone' : 'changed')
}

function editBack(site: Site, path: string, before: string, after: string, index: number): StepWork {
  const { target, draft, backup, aside } = filesOf(site, path, index)
  const [found, taken] = [standingAt(target), standingAt(aside)]
  if (found === before && !(before === after && isOneFile(target, draft))) return done
  const hasBackup = standingAt(backup) !== undefined
  const restore = (): void => returnToPlace(backup, target)
  if (taken !== undefined && hasBackup && isPlaceholder(site, found, draft, after)) return work(() => unlinkFile(target), restore)
  if (found === after) return hasBackup ? work(() => takeAway(site, path, aside, after), restore) : conflict(path, 'gone')
  // Nothing was taken away: the step was not done yet, and what stands there is what stood there.
  if (taken === undefined) return standingAt(draft) === after ? done : conflict(path, 'changed')
  if (found !== undefined) return conflict(path, 'changed')
  if (taken !== before && taken !== after) return work(() => putBack(aside, target))
  return hasBackup ? work(restore) : conflict(path, 'gone')
}

/** Whether nobody wrote to the file that an edit replaced, as one can who had it open. */
export function isReplacedAsItWas(site: Site, { path, before }: JournalStep & { readonly type: 'edit' }, index: number): boolean {
  const kept = standingAt(filesOf(site, path, index).backup)
  return kept === undefined || kept === before
}

/** Takes one end of a move away, once the other one holds the content. */
function removeOther(path: string, other: string, digest: string): void {
  if (standingAt(other) === digest) removeIfThere(path)
}

function moveForward(site: Site, from: string, to: string, before: string, index: number): StepWork {
  const source = join(site.root, from)
  const { target, draft } = filesOf(site, to, index)
  const [standing, found] = [standingAt(source), standingAt(target)]
  const { aside } = filesOf(site, from, index)
  const takeSource = (): void => {
    if (standingAt(target) === before) takeAway(site, from, aside, before)
  }
  if (found === before && standing === undefined) return done
  if (standing !== before) return conflict(from, standing === undefined ? 'gone' : 'changed')
  // A planted journal could take a record from the place where it counts.
  if (!site.trusted && !isOneFile(source, draft) && !isOneFile(source, target)) return conflict(from, 'unproven')
  if (found === before) return work(takeSource)
  if (isPlaceholder(site, found, draft, before)) return work(() => renameFile(draft, target), takeSource)
  const origin = standingAt(draft) === before ? draft : source
  return found === undefined ? work(() => putInPlace(origin, target), takeSource) : conflict(to, 'occupied')
}

function moveBack(site: Site, from: string, to: string, before: string, index: number): StepWork {
  const source = join(site.root, from)
  const { target, draft } = filesOf(site, to, index)
  const [standing, found] = [standingAt(source), standingAt(target)]
  if (found === undefined) {
    if (standing !== undefined) return done
    return standingAt(draft) === before ? work(() => returnToPlace(draft, source)) : conflict(from, 'gone')
  }
  if (standing === before && isPlaceholder(site, found, draft, before)) return work(() => unlinkFile(target))
  if (isOneFile(source, target) || (standing === before && found === before)) return work(() => unlinkFile(target))
  if (standing !== undefined) {
    if (found !== before) return done
    // What stands at the source is somebody else's by now. Where it was taken away, the moved file is the only copy, and it stays.
    const isTaken = standingAt(filesOf(site, from, index).aside) !== undefined
    return isTaken || !isOneFile(target, draft) ? conflict(from, 'occupied') : work(() => unlinkFile(target))
  }
  if (found !== before) return isOneFile(target, draft) ? conflict(to, 'changed') : conflict(from, 'gone')
  return work(
    () => returnToPlace(target, source),
    () => removeOther(target, source, before),
  )
}

function removeForward(site: Site, path: string, before: string, index: number): StepWork {
  const { target, backup, aside } = filesOf(site, path, index)
  const found = standingAt(target)
  if (found === undefined) return done
  if (found !== before) return conflict(path, 'changed')
  return site.trusted || isOneFile(target, backup) ? work(() => takeAway(site, path, aside, before)) : conflict(path, 'unproven')
}

function removeBack(site: Site, path: string, before: string, index: number): StepWork {
  const { target, backup } = filesOf(site, path, index)
  const found = standingAt(target)
  if (found === before) return done
  if (found !== undefined) return conflict(path, 'occupied')
  return standingAt(backup) === before ? work(() => returnToPlace(backup, target)) : conflict(path, 'gone')
}

/** What is left to do so that a step is done (`forward`) or undone (`back`), from what stands on the disk. It changes nothing itself. */
export function workOf(site: Site, step: JournalStep, index: number, direction: 'forward' | 'back'): StepWork {
  for (const path of step.type === 'move' ? [step.from, step.to] : [step.path]) {
    if (linkAbove(site.root, path) !== undefined) return conflict(path, 'unsafe')
  }
  const forward = direction === 'forward'
  switch (step.type) {
    case 'create':
      return (forward ? createForward : createBack)(site, step.path, step.after, index)
    case 'edit':
      return (forward ? editForward : editBack)(site, step.path, step.before, step.after, index)
    case 'move':
      return (forward ? moveForward : moveBack)(site, step.from, step.to, step.before, index)
    case 'remove':
      return (forward ? removeForward : removeBack)(site, step.path, step.before, index)
  }
}

/** Keeps what a step will take away or move, beside its place; nothing is visible yet. */
export function backUp(site: Site, step: JournalStep, index: number): void {
  if (step.type === 'edit' || step.type === 'remove') {
    const { target, backup } = filesOf(site, step.path, index)
    keepBeside(target, backup)
  }
  if (step.type === 'move') keepBeside(join(site.root, step.from), filesOf(site, step.to, index).draft)
}

/** Takes away the draft and the backup of a step. A backup that somebody wrote to, and that stands nowhere else, is kept aside. */
export function cleanUp(site: Site, step: JournalStep, index: number, state: JournalState, aside: (file: string) => void): void {
  cleanTaken(site, step, index, aside)
  const path = step.type === 'move' ? step.to : step.path
  if (linkAbove(site.root, path) !== undefined) return
  const { target, draft, backup } = filesOf(site, path, index)
  removeIfThere(draft)
  const kept = standingAt(backup)
  if (kept === undefined) return
  // Before the commit point nothing was taken away, and a copy may be half written.
  const isSpare = state === 'preparing' && standingAt(target) !== undefined
  const isKnown = 'before' in step && kept === step.before
  if (isSpare || isKnown || isOneFile(target, backup)) unlinkFile(backup)
  else aside(backup)
}

/** Takes away what made room for a step; what somebody saved in that moment is kept aside. */
function cleanTaken(site: Site, step: JournalStep, index: number, aside: (file: string) => void): void {
  const path = step.type === 'move' ? step.from : step.path
  if (linkAbove(site.root, path) !== undefined) return
  const files = filesOf(site, path, index)
  const taken = standingAt(files.aside)
  if (taken === undefined) return
  const isKnown = ('before' in step && taken === step.before) || ('after' in step && taken === step.after)
  if (isKnown || isOneFile(files.target, files.aside)) unlinkFile(files.aside)
  else aside(files.aside)
}
