import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { hostname } from 'node:os'
import { dirname, join } from 'node:path'
import type { Step } from '@refractor/core'
import type { CheckedStep } from './check-plan.ts'
import { makeFolder, statOf, syncFolder, unlinkFile, writeNewFile } from './durable-files.ts'
import { endTransaction, foldersOf, prepareLast } from './end-transaction.ts'
import { draftOf, type Journal, type JournalStep, placeOf, setJournalState, writeJournal } from './journal.ts'
import { type JournalState, journalDrafts, journalFile, journalStates } from './journal-names.ts'
import { backUp, cleanUp, isReplacedAsItWas, MetConflict, type Site, type StepConflict, workOf } from './journal-steps.ts'
import { sha256Of } from './read-file.ts'

/** What stopped a transaction. */
export type Stop =
  /** A file that is not what the plan was made from; `index` of the step. */
  | { readonly kind: 'conflict'; readonly conflict: StepConflict; readonly index: number }
  /** The system refused a call; without an index it was about the journal. */
  | { readonly kind: 'error'; readonly error: unknown; readonly index: number | undefined }
  /** Somebody else has the lock by now, and has seen to the journal. */
  | { readonly kind: 'lock-lost' }

/** How a transaction ended. `stuck`: what could not be undone; then the journal stays. */
export type Ended =
  | { readonly ok: true }
  | { readonly ok: false; readonly stop: Stop; readonly stuck: readonly StepConflict[]; readonly open: boolean }

/** The transaction as a journal tells it: contents by their digests. */
function journalStep(step: Step): JournalStep {
  switch (step.type) {
    case 'create':
      return { type: 'create', path: step.path, after: sha256Of(step.bytes ?? step.text) }
    case 'edit':
      return { type: 'edit', path: step.path, before: step.before, after: sha256Of(step.bytes ?? step.text) }
    case 'move':
      return { type: 'move', from: step.from, to: step.to, before: step.before }
    case 'remove':
      return { type: 'remove', path: step.path, before: step.before }
  }
}

/** Folders that are not there yet, outermost first. */
function missingFolders(root: string, steps: readonly JournalStep[]): string[] {
  const missing = new Set<string>()
  for (const path of steps.filter((step) => step.type !== 'remove').map(placeOf)) {
    for (let folder = dirname(path); folder !== '.' && !existsSync(join(root, folder)); folder = dirname(folder)) missing.add(folder)
  }
  return [...missing].sort((a, b) => a.split('/').length - b.split('/').length || (a < b ? -1 : 1))
}

class Stopped extends Error {
  readonly stop: Stop

  constructor(stop: Stop) {
    super(stop.kind)
    this.stop = stop
  }
}

function stopOf(error: unknown, index: number | undefined): Stop {
  if (error instanceof Stopped) return error.stop
  if (error instanceof MetConflict && index !== undefined) return { kind: 'conflict', conflict: error.conflict, index }
  return { kind: 'error', error, index }
}

/** A transaction between its beginning and its end; `state` is what the disk says. */
interface Running {
  readonly site: Site
  readonly journal: Journal
  readonly plan: readonly CheckedStep[]
  /** Throws when the lock is not held any more. */
  readonly fence: () => void
  /** How many steps were begun and done. */
  readonly count: { begun: number; done: number }
}

const stateOnDisk = ({ site, journal }: Running): JournalState | undefined =>
  journalStates.find((state) => statOf(journalFile(site.root, journal.token, state)) !== undefined)

/** Everything that needs space on the disk, or may be refused; nothing of it is visible. */
function prepare({ site, journal, plan }: Running): void {
  let index: number | undefined
  try {
    writeJournal(site.root, journal, 'preparing')
    prepareLast(site.root, journal.token)
    for (const folder of journal.folders) {
      index = journal.steps.findIndex((step) => placeOf(step).startsWith(`${folder}/`))
      makeFolder(join(site.root, folder))
    }
    for (const [at, { step, original }] of plan.entries()) {
      index = at
      if (step.type === 'create' || step.type === 'edit') {
        const mode = step.mode ?? original?.mode
        writeNewFile(join(site.root, draftOf(site.token, step.path, at)), step.bytes ?? step.text, { mode })
      }
      backUp(site, journal.steps[at] as JournalStep, at)
    }
    index = undefined
    // Else a power loss after the commit point could leave a journal without the drafts that it counts on.
    for (const folder of foldersOf(site, journal)) syncFolder(folder)
  } catch (error) {
    throw new Stopped(stopOf(error, index))
  }
}

function perform({ site, journal, fence, count }: Running): void {
  for (const [index, step] of journal.steps.entries()) {
    try {
      fence()
      count.begun++
      const todo = workOf(site, step, index, 'forward')
      if (!todo.ok) throw new Stopped({ kind: 'conflict', conflict: todo.conflict, index })
      for (const call of todo.calls) call()
      count.done++
    } catch (error) {
      throw new Stopped(stopOf(error, index))
    }
  }
  // Once more: what was written meanwhile to a file that somebody had open would be lost with its backup.
  for (const [index, step] of journal.steps.entries()) {
    if (step.type === 'edit' && !isReplacedAsItWas(site, step, index))
      throw new Stopped({ kind: 'conflict', conflict: { path: step.path, reason: 'changed' }, index })
  }
}

/** Undoes as much as can be undone, last step first. */
function undo({ site, journal, count }: Running): StepConflict[] {
  const stuck: StepConflict[] = []
  for (const [index, step] of [...journal.steps.entries()].slice(0, count.begun).reverse()) {
    try {
      const todo = workOf(site, step, index, 'back')
      if (todo.ok) for (const call of todo.calls) call()
      // A step that met somebody else's file has not been done.
      else if (index < count.done) stuck.push(todo.conflict)
    } catch {
      stuck.push({ path: placeOf(step), reason: 'changed' })
    }
  }
  return stuck.reverse()
}

/** After a stop: everything back. What cannot be put back keeps the journal open, for `refractor recover`. */
function rollBack(running: Running, stop: Stop): Ended {
  const { site, journal } = running
  let stuck: StepConflict[] = []
  try {
    running.fence()
    let state = stateOnDisk(running)
    if (state === 'committed') {
      setJournalState(site.root, journal.token, state, 'rolling-back')
      state = 'rolling-back'
    }
    if (state === 'rolling-back') stuck = undo(running)
    if (stuck.length > 0) return { ok: false, stop, stuck, open: true }
    if (state === undefined) for (const draft of journalDrafts(site.root)) unlinkFile(draft)
    else endTransaction(site, journal, state)
    return { ok: false, stop, stuck, open: false }
  } catch (error) {
    const lost = error instanceof Stopped && error.stop.kind === 'lock-lost'
    return { ok: false, stop: lost ? error.stop : stop, stuck, open: !lost && stateOnDisk(running) !== undefined }
  }
}

/** Who took the lock over has ended the journal; drafts that were written after that are known to nobody but this process. */
function forgetDrafts(running: Running): void {
  const { site, journal, count } = running
  try {
    if (count.begun > 0 || stateOnDisk(running) !== undefined) return
    for (const [index, step] of journal.steps.entries()) cleanUp(site, step, index, 'preparing', () => {})
  } catch {}
}

/**
 * Does all of a checked plan, or nothing of it. `root` is a real path; the lock is held, and `isHeld` says whether it still is. Where
 * the process is killed, the journal says how to go on: see recover.ts.
 */
export function runTransaction(root: string, title: string, plan: readonly CheckedStep[], startedAt: string, isHeld: () => boolean): Ended {
  const steps = plan.map(({ step }) => journalStep(step))
  const token = randomBytes(8).toString('hex')
  const journal: Journal = {
    token,
    title,
    pid: process.pid,
    host: hostname(),
    startedAt,
    folders: missingFolders(root, steps),
    steps,
  }
  const fence = (): void => {
    if (!isHeld()) throw new Stopped({ kind: 'lock-lost' })
  }
  const running: Running = { site: { root, token, trusted: true }, journal, plan, fence, count: { begun: 0, done: 0 } }
  try {
    prepare(running)
    fence()
    // The commit point: before it a crash leaves what was, after it what is to be.
    setJournalState(root, token, 'preparing', 'committed')
    perform(running)
  } catch (error) {
    const stop = stopOf(error, undefined)
    if (stop.kind !== 'lock-lost') return rollBack(running, stop)
    forgetDrafts(running)
    return { ok: false, stop, stuck: [], open: false }
  }
  try {
    fence()
    endTransaction(running.site, journal, 'committed')
  } catch {
    // Everything is in place. What is left over, the next command or `refractor recover` takes away: the journal says what.
  }
  return { ok: true }
}
