import { command } from '../../link/command-line.ts'
import type { CriterionContext } from '../judging.ts'

/** The command that says what would satisfy a criterion: for what no command can do. */
export function explainCommand({ program, criterion }: CriterionContext): string {
  return command(program, 'gate explain', criterion.gate, criterion.id)
}
