import { realpathSync } from 'node:fs'
import { auditFolder, type Diagnostic, type Plan, pathsOf, type Step, sortDiagnostics } from '@refractor/core'
import { auditStep } from './audit-step.ts'
import { type CheckedStep, changed, checkPlan, occupied, unwritable } from './check-plan.ts'
import { fileProblem } from './find-path.ts'
import { readHead } from './git.ts'
import { withLock } from './lock.ts'
import { readIdentity } from './read-identity.ts'
import { Conflict, Transaction } from './transaction.ts'
import type { Applied, ApplyOptions } from './types.ts'

const now = (): string => new Date().toISOString().replace(/\.\d{3}Z$/, 'Z')

const targetOf = ({ step }: CheckedStep): string => (step.type === 'move' ? step.to : step.path)

function prepare(transaction: Transaction, { step, original }: CheckedStep): void {
  if (step.type === 'create') transaction.prepare(step.path, step.text)
  if (step.type === 'edit') transaction.prepare(step.path, step.text, original?.mode)
}

function perform(transaction: Transaction, { step, original }: CheckedStep): void {
  if (step.type === 'create') transaction.create(step.path)
  else if (step.type === 'move') transaction.move(step.from, step.to, step.before)
  else if (original !== undefined) transaction.replace(step.path, step.before, original.bytes, original.mode)
}

function problemOf({ step }: CheckedStep, error: unknown): Diagnostic {
  if (error instanceof Conflict) {
    if (error.reason === 'occupied') return occupied(targetOf({ step, original: undefined }))
    return changed(step.type === 'move' ? step.from : step.path, 'was changed')
  }
  return unwritable(targetOf({ step, original: undefined }), fileProblem(error))
}

function write(root: string, steps: readonly CheckedStep[]): Diagnostic[] {
  const transaction = new Transaction(root)
  for (const work of [prepare, perform]) {
    // Between the two rounds everything is written and nothing is visible: a journal for recovery after a crash goes here.
    for (const step of steps) {
      try {
        work(transaction, step)
      } catch (error) {
        const stuck = transaction.rollBack()
        return [problemOf(step, error), ...stuck.map((path) => unwritable(path, 'it was changed and could not be put back'))]
      }
    }
  }
  transaction.commit()
  return []
}

/** Who git says is at work, for the audit log: nobody is kept from working for want of a name. */
function actorOf(root: string): string {
  const identity = readIdentity(root)
  return identity === undefined ? 'unknown' : `${identity.name} <${identity.email}>`
}

/**
 * Applies a plan as a whole, under the lock: first every precondition of every step is checked, then everything is written, and
 * what was done is undone when a step fails. Nothing is ever overwritten that the plan has not seen. `paths` are the files it wrote.
 * Its event goes into the audit log with it, and goes last: a process that is killed half way leaves no event that speaks of files
 * which were never written.
 */
export function applyPlan(root: string, plan: Plan, options: ApplyOptions = {}): Applied {
  if (plan.steps.length === 0) return { ok: true, paths: [] }
  const realRoot = realpathSync.native(root)
  const stamp = {
    actor: options.actor ?? actorOf(realRoot),
    at: options.now ?? now(),
    commit: readHead(realRoot).commit,
    program: options.program ?? 'workspace',
  }
  const apply = (): Diagnostic[] => {
    let event: Step
    try {
      event = auditStep(realRoot, plan, stamp)
    } catch (error) {
      return [unwritable(auditFolder, fileProblem(error))]
    }
    const check = checkPlan(realRoot, { ...plan, steps: [...plan.steps, event] })
    return check.ok ? write(realRoot, check.steps) : [...check.diagnostics]
  }
  const outcome = withLock(realRoot, apply, options.waitMs === undefined ? {} : { waitMs: options.waitMs })
  if (!outcome.ok) return { ok: false, diagnostics: [outcome.diagnostic] }
  return outcome.value.length > 0 ? { ok: false, diagnostics: sortDiagnostics(outcome.value) } : { ok: true, paths: pathsOf(plan) }
}
