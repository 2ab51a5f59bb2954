import { leavesOf } from '../../link/checks-of.ts'
import { command } from '../../link/command-line.ts'
import type { CriterionContext } from '../judging.ts'

/**
 * The command that records what a criterion asks for: its own run where that writes it (a report, metrics), so that one record holds
 * both; else `evidence add` with an option.
 */
export function recordingCommand({ program, criterion }: CriterionContext, output: 'report' | 'metrics', option: string): string {
  const isWritten = leavesOf(criterion.record).some(({ leaf }) => leaf.kind === 'command' && leaf[output] !== undefined)
  return isWritten ? command(program, 'evidence run', criterion.id) : `${command(program, 'evidence add', criterion.id)} ${option}`
}
