import { realpathSync } from 'node:fs'
import { type Diagnostic, type Plan, pathsOf, sortDiagnostics } from '@refractor/core'
import { type CheckedStep, changed, checkPlan, occupied, unwritable } from './check-plan.ts'
import { fileProblem } from './find-path.ts'
import { withLock } from './lock.ts'
import { Conflict, Transaction } from './transaction.ts'
import type { Applied, ApplyOptions } from './types.ts'

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

/**
 * Applies a plan as a whole, under the lock: first every precondition of every step is checked, then everything is written, and
 * what was done is undone when a step fails. Nothing is ever overwritten that the plan has not seen. `paths` are the files it wrote.
 */
export function applyPlan(root: string, plan: Plan, options: ApplyOptions = {}): Applied {
  if (plan.steps.length === 0) return { ok: true, paths: [] }
  const realRoot = realpathSync.native(root)
  const outcome = withLock(
    realRoot,
    () => {
      const check = checkPlan(realRoot, plan)
      return check.ok ? write(realRoot, check.steps) : check.diagnostics
    },
    options.waitMs === undefined ? {} : { waitMs: options.waitMs },
  )
  if (!outcome.ok) return { ok: false, diagnostics: [outcome.diagnostic] }
  return outcome.value.length > 0 ? { ok: false, diagnostics: sortDiagnostics(outcome.value) } : { ok: true, paths: pathsOf(plan) }
}
