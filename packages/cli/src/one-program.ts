import { diagnostic, type Program } from '@refractor/core'
import { type Answer, refused } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { unfit } from './unfit.ts'

/** The program that a view is of: the only one, or the one that --program names. */
export function oneProgram(context: WorkspaceContext, noun: string): Program | Answer {
  const [program, ...others] = context.programs
  if (program === undefined || others.length > 0) {
    const expected = context.programs.map((one) => one.id)
    return refused(context.command, [
      diagnostic('cli/usage', `${noun} is of one program; there are ${expected.length}`, {
        help: `refractor ${context.command} --program ${expected[0] ?? 'ID'}`,
        expected,
      }),
    ])
  }
  return unfit(context, [program]) ?? program
}
