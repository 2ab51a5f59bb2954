import { realpathSync } from 'node:fs'
import { auditFolder, type Diagnostic, diagnostic, type Plan, pathsOf, type Step, sortDiagnostics } from '@refractor/core'
import { auditStep } from './audit-step.ts'
import { type CheckedStep, changed, checkPlan, occupied, unwritable } from './check-plan.ts'
import { errorCode, fileProblem } from './find-path.ts'
import { journalDrafts, journalNames } from './journal-names.ts'
import { type HeldLock, underLock } from './lock.ts'
import { transactionStamp } from './open-journal.ts'
import { stampFor } from './plan-stamp.ts'
import { recoverLocked } from './recover.ts'
import { runTransaction, type Stop } from './transaction.ts'
import type { Applied, ApplyOptions } from './types.ts'

const targetOf = (step: Step): string => (step.type === 'move' ? step.to : step.path)

function problemOf(steps: readonly CheckedStep[], stop: Stop): Diagnostic {
  if (stop.kind === 'lock-lost')
    return diagnostic('workspace/locked', 'another process took the lock over while this one was stopped', {
      help: 'run the command again',
    })
  if (stop.kind === 'conflict')
    return stop.conflict.reason === 'occupied' ? occupied(stop.conflict.path) : changed(stop.conflict.path, 'was changed')
  const step = stop.index === undefined ? undefined : steps[stop.index]?.step
  const place = step === undefined ? '.refractor/journal' : targetOf(step)
  return errorCode(stop.error) === 'EEXIST' && step !== undefined ? occupied(place) : unwritable(place, fileProblem(stop.error))
}

const stuckAt = (path: string): Diagnostic =>
  diagnostic('workspace/recovery-conflict', `${path} was changed meanwhile and could not be put back`, {
    location: { file: path, line: 1, column: 1 },
    help: `look at it, then run refractor recover, or refractor recover --keep ${path} to leave it as it is`,
  })

const leftOpen = diagnostic('workspace/journal-open', 'not everything could be put back', { help: 'refractor recover' })

const staleState = diagnostic('workspace/stale-plan', 'another refractor changed the workspace after the plan was made', {
  help: 'run the command again',
})

/** The work under the lock: what stands in its way, or notes of what was recovered first. */
function applyLocked(root: string, plan: Plan, options: ApplyOptions, held: HeldLock): { ok: boolean; diagnostics: readonly Diagnostic[] } {
  const refused = (...diagnostics: readonly Diagnostic[]) => ({ ok: false, diagnostics: [...notes, ...diagnostics] })
  let notes: readonly Diagnostic[] = []
  if (journalNames(root).length > 0 || journalDrafts(root).length > 0) {
    const recovery = recoverLocked(root, {}, () => held.isHeld())
    notes = recovery.diagnostics
    if (!recovery.ok) return refused()
  }
  if (options.stamp !== undefined && options.stamp !== transactionStamp(root)) return refused(staleState)
  const stamp = stampFor(root, options)
  let event: Step
  try {
    event = auditStep(root, plan, stamp)
  } catch (error) {
    return refused(unwritable(auditFolder, fileProblem(error)))
  }
  const check = checkPlan(root, { ...plan, steps: [...plan.steps, event] })
  if (!check.ok) return refused(...check.diagnostics)
  const ended = runTransaction(root, plan.title, check.steps, stamp.at, () => held.isHeld())
  if (ended.ok) return { ok: true, diagnostics: notes }
  // Not the system but this program failed: everything is back, and the bug is told.
  if (ended.stop.kind === 'error' && errorCode(ended.stop.error) === 'UNKNOWN') throw ended.stop.error
  return refused(problemOf(check.steps, ended.stop), ...ended.stuck.map(({ path }) => stuckAt(path)), ...(ended.open ? [leftOpen] : []))
}

/**
 * Applies a plan as a whole, under the lock. A journal that is open is recovered first; then every precondition of every step is
 * checked, and what the plan was made from; then everything is written beside its place, and put in place step by step under a journal,
 * so that a process which is killed at any point leaves what was or what is to be, as soon as `recover` (or the next plan) has run.
 * When a step fails, what was done is undone. Nothing is ever overwritten that the plan has not seen. Its event goes into the audit log
 * with it, and goes last. `paths` are the files it wrote.
 */
export function applyPlan(root: string, plan: Plan, options: ApplyOptions = {}): Applied {
  if (plan.steps.length === 0) return { ok: true, paths: [], diagnostics: [], stamp: options.stamp ?? transactionStamp(root) }
  const realRoot = realpathSync.native(root)
  const lock = {
    command: plan.title,
    ...(options.waitMs !== undefined && { waitMs: options.waitMs }),
    ...(options.owner !== undefined && { owner: options.owner }),
  }
  const apply = (held: HeldLock) => {
    const ended = applyLocked(realRoot, plan, options, held)
    return { ...ended, stamp: transactionStamp(realRoot) }
  }
  const outcome = underLock(realRoot, options.lock, apply, lock)
  if (!outcome.ok) return { ok: false, diagnostics: [outcome.diagnostic] }
  const diagnostics = sortDiagnostics(outcome.value.diagnostics)
  return outcome.value.ok ? { ok: true, paths: pathsOf(plan), diagnostics, stamp: outcome.value.stamp } : { ok: false, diagnostics }
}
