import type { Recovered } from '@refractor/workspace'
import type { TextBody } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'
import { wrap } from '../wrap.ts'

const words = {
  nothing: 'as it is to be',
  done: 'is put in place',
  undone: 'is put back',
  kept: 'stays as it is',
  conflict: 'is in the way',
} as const
const stages = {
  preparing: 'before anything was changed',
  committed: 'while it was being done',
  'rolling-back': 'while it was being undone',
  done: 'when all of it was done',
  undone: 'when all of it was undone',
} as const

/** Each change that was stopped: what it was, how far it had come, and what becomes of its files. */
export const recoverText: TextBody = (answer, { width, paint }) => {
  const { recovered, dryRun } = answer.data as { recovered: readonly Recovered[]; dryRun: boolean }
  if (recovered.length === 0) return ['Nothing to recover: no change is open.']
  const lines = recovered.flatMap(({ title, direction, state, pid, host, startedAt, steps }) => [
    ...wrap(`${direction === 'forward' ? 'Finish' : 'Undo'}: ${title}`, width).map(paint.strong),
    ...wrap(`begun ${startedAt} by process ${pid} on ${host}, stopped ${stages[state]}`, width).map(paint.faint),
    ...tableLines(
      steps.map(({ path, does }) => [cell(path), cell(words[does], paint.faint)]),
      width,
    ),
  ])
  return [...lines, dryRun ? 'Dry run: nothing was changed.' : 'Nothing is open any more.']
}
