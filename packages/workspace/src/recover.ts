import { realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Diagnostic, diagnostic, sortDiagnostics } from '@refractor/core'
import { auditStep } from './audit-step.ts'
import {
  hasNoLinks,
  linkFile,
  makeFolder,
  notAFolder,
  putInPlace,
  removeIfThere,
  statOf,
  syncFolder,
  unlinkFile,
  writeNewFile,
} from './durable-files.ts'
import { endTransaction } from './end-transaction.ts'
import { errorCode, fileProblem } from './find-path.ts'
import { type Journal, type JournalDecision, type JournalStep, readJournal, setJournalState, writeJournal } from './journal.ts'
import { type JournalName, type JournalState, journalDrafts, journalFile, journalFolder, journalNames } from './journal-names.ts'
import { linkAbove, MetConflict, type Site, type StepConflict, workOf } from './journal-steps.ts'
import { isLockLeft, type LockOptions, underLock } from './lock.ts'
import { stampFor } from './plan-stamp.ts'
import { conflictOf, invalidJournal, recoveredNote } from './recovery-words.ts'
import type { ApplyOptions } from './types.ts'

/** Which way an open journal is taken, where it is not left to the journal. */
export interface RecoverOptions extends ApplyOptions {
  readonly direction?: 'back' | 'forward'
  /** Repository paths where what stands there now is accepted. */
  readonly keep?: readonly string[]
  /** Say what would be done, and do nothing. */
  readonly dryRun?: boolean
}

/** A transaction that was finished or undone. */
export interface Recovered {
  readonly token: string
  /** The title of the plan. */
  readonly title: string
  readonly startedAt: string
  readonly pid: number
  readonly host: string
  /** How far it had come. */
  readonly state: JournalState
  readonly direction: 'back' | 'forward'
  /** The files of the plan, and what becomes of each. */
  readonly steps: readonly { readonly path: string; readonly does: 'nothing' | 'done' | 'undone' | 'kept' | 'conflict' }[]
}

/** What was recovered. Refused (`ok: false`) when a file is in the way, or a journal is none: then nothing was changed by it. */
export interface Recovery {
  readonly ok: boolean
  readonly recovered: readonly Recovered[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Whether files can have two names here. */
function hasLinks(root: string, { token, state }: JournalName): boolean {
  const probe = join(journalFolder(root), `${token}.probe`)
  removeIfThere(probe)
  try {
    linkFile(journalFile(root, token, state), probe)
  } catch (error) {
    if (hasNoLinks(error)) return false
    throw error
  }
  unlinkFile(probe)
  return true
}

const pathsOf = (step: JournalStep): readonly string[] => (step.type === 'move' ? [step.from, step.to] : [step.path])

interface Assessed {
  readonly calls: readonly (() => void)[]
  readonly steps: Recovered['steps']
  readonly conflicts: readonly StepConflict[]
}

/** What is left to do for a whole journal; nothing is changed. */
function assess(site: Site, journal: Journal, direction: 'back' | 'forward', keep: ReadonlySet<string>): Assessed {
  const works: (readonly (() => void)[])[] = []
  const steps: Recovered['steps'][number][] = []
  const conflicts: StepConflict[] = []
  for (const [index, step] of journal.steps.entries()) {
    const path = pathsOf(step).at(-1) as string
    const work = workOf(site, step, index, direction)
    if (pathsOf(step).some((one) => keep.has(one))) steps.push({ path, does: 'kept' })
    else if (!work.ok) {
      conflicts.push(work.conflict)
      steps.push({ path, does: 'conflict' })
    } else {
      works.push(work.calls)
      steps.push({ path, does: work.calls.length === 0 ? 'nothing' : direction === 'back' ? 'undone' : 'done' })
    }
  }
  return { calls: (direction === 'back' ? works.reverse() : works).flat(), steps, conflicts }
}

/** Puts the event of a decision into the log; done once, however often it is begun. */
function writeEvent(root: string, token: string, { path, text }: JournalDecision['event']): void {
  const target = join(root, path)
  const draft = join(journalFolder(root), `${token}.event.new`)
  removeIfThere(draft)
  if (statOf(target) !== undefined) return
  if (linkAbove(root, path) !== undefined) throw notAFolder(dirname(target))
  if (statOf(dirname(target)) === undefined) makeFolder(dirname(target))
  writeNewFile(draft, text)
  putInPlace(draft, target)
  syncFolder(dirname(target))
  removeIfThere(draft)
}

/** Folders that were made and are gone again, because nothing was in them. */
function makeFolders(root: string, { folders }: Journal): void {
  for (const folder of folders) {
    if (linkAbove(root, folder) === undefined && statOf(join(root, folder)) === undefined) makeFolder(join(root, folder))
  }
}

/** Where the journal has to stand for a direction, so that a crash from here on goes on the same way. */
const stateFor = (state: JournalState, direction: 'back' | 'forward'): JournalState =>
  isOver(state) ? state : direction === 'forward' ? 'committed' : state === 'committed' ? 'rolling-back' : state

/** Whether only leftovers are to be taken away. */
const isOver = (state: JournalState): boolean => state === 'done' || state === 'undone'
/** Where a journal goes that nobody decided about. */
const usual = (state: JournalState): 'back' | 'forward' => (state === 'committed' || state === 'done' ? 'forward' : 'back')

interface Context {
  readonly root: string
  readonly options: RecoverOptions
  readonly fence: () => boolean
}

function decisionOf({ root, options }: Context, journal: Journal, direction: 'back' | 'forward'): JournalDecision | undefined {
  const keep = [...(options.keep ?? [])]
  if (options.direction === undefined && keep.length === 0) return journal.decision
  const details = { transaction: journal.token, title: journal.title, direction, ...(keep.length > 0 && { kept: keep.join(', ') }) }
  const plan = { title: journal.title, steps: [], event: { type: 'journal.recovered', program: options.program ?? 'workspace', details } }
  const { path, text = '' } = auditStep(root, plan, stampFor(root, options))
  return { direction, keep, event: { path, text } }
}

const lockLost = diagnostic('workspace/locked', 'the lock was lost while recovering', { help: 'refractor recover' })

type Outcome = { readonly recovered?: Recovered; readonly diagnostics: readonly Diagnostic[] }

function recoverOne(context: Context, name: JournalName): Outcome {
  const { root, options, fence } = context
  const { token, state } = name
  const journal = readJournal(root, token, state)
  if (journal === undefined) return { diagnostics: [invalidJournal(name)] }
  const direction = isOver(state) ? usual(state) : (options.direction ?? journal.decision?.direction ?? usual(state))
  const keep = new Set([...(journal.decision?.keep ?? []), ...(options.keep ?? [])])
  // What a journal says about itself is no reason to trust it.
  const trusted = options.direction !== undefined || (options.dryRun !== true && !hasLinks(root, name))
  const site: Site = { root, token, trusted }
  // Before the commit point only drafts were made: there is nothing to undo but them.
  const nothing = isOver(state) || (state === 'preparing' && direction === 'back')
  const { calls, steps, conflicts } = nothing ? { calls: [], steps: [], conflicts: [] } : assess(site, journal, direction, keep)
  const { title, startedAt, pid, host } = journal
  const recovered: Recovered = { token, title, startedAt, pid, host, state, direction, steps }
  if (conflicts.length > 0) return { recovered, diagnostics: conflicts.map((one) => conflictOf(one, name)) }
  if (options.dryRun) return { recovered, diagnostics: [] }
  const decision = isOver(state) ? journal.decision : decisionOf(context, journal, direction)
  if (!fence()) return { diagnostics: [lockLost] }
  if (decision !== undefined && decision !== journal.decision) writeJournal(root, { ...journal, decision }, state)
  const next = stateFor(state, direction)
  if (next !== state) setJournalState(root, token, state, next)
  if (direction === 'forward' && !nothing) makeFolders(root, journal)
  for (const call of calls) {
    if (!fence()) return { diagnostics: [lockLost] }
    try {
      call()
    } catch (error) {
      if (error instanceof MetConflict) return { recovered, diagnostics: [conflictOf(error.conflict, name)] }
      throw error
    }
  }
  // A recovery that slept through a takeover must not say that an old transaction ended last.
  if (!fence()) return { diagnostics: [lockLost] }
  if (decision !== undefined) writeEvent(root, token, decision.event)
  endTransaction(site, journal, next)
  return { recovered, diagnostics: [recoveredNote(recovered)] }
}

/** Recovers whatever is open. The lock is held by the caller; `root` is a real path. */
export function recoverLocked(root: string, options: RecoverOptions, fence: () => boolean): Recovery {
  const recovered: Recovered[] = []
  const diagnostics: Diagnostic[] = []
  let ok = true
  try {
    for (const name of journalNames(root)) {
      const outcome = recoverOne({ root, options, fence }, name)
      if (outcome.recovered !== undefined) recovered.push(outcome.recovered)
      diagnostics.push(...outcome.diagnostics)
      ok &&= outcome.diagnostics.every((one) => one.severity !== 'error')
    }
    if (ok && options.dryRun !== true) for (const path of journalDrafts(root)) unlinkFile(path)
  } catch (error) {
    if (errorCode(error) === 'UNKNOWN') throw error
    const help = 'make room, or the folders writable, and run refractor recover again'
    diagnostics.push(diagnostic('workspace/unwritable', `the recovery was stopped: ${fileProblem(error)}`, { help }))
    ok = false
  }
  return { ok, recovered, diagnostics: sortDiagnostics(diagnostics) }
}

/**
 * Finishes or undoes a transaction that was stopped half way: before its commit point everything goes back, after it forward. Stopped
 * itself, it can be begun again. A file that is neither what it was nor what it was to be stops it before anything is changed.
 */
export function recover(root: string, options: RecoverOptions = {}): Recovery {
  const realRoot = realpathSync.native(root)
  if (journalNames(realRoot).length === 0 && journalDrafts(realRoot).length === 0 && !isLockLeft(realRoot))
    return { ok: true, recovered: [], diagnostics: [] }
  const lock: LockOptions = { command: 'recover', ...(options.waitMs !== undefined && { waitMs: options.waitMs }) }
  const outcome = underLock(realRoot, options.lock, (held) => recoverLocked(realRoot, options, () => held.isHeld()), lock)
  return outcome.ok ? outcome.value : { ok: false, recovered: [], diagnostics: [outcome.diagnostic] }
}
