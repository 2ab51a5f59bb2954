import { isSnapshotGate, type Program } from '@refractor/core'
import type { Answer } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { oneProgram } from './one-program.ts'
import { unfit } from './unfit.ts'

/** The program that a snapshot is of: the only one, the one that knows all these gates, the one that --program names, else the default one. */
export function programOfGates(context: WorkspaceContext, gates: readonly string[]): Program | Answer {
  const { programs } = context
  const knowing = gates.length === 0 ? [] : programs.filter((program) => gates.every((gate) => isSnapshotGate(program, gate)))
  const [only, ...others] = knowing.length > 0 ? knowing : programs.filter(({ isDefault }) => isDefault)
  if (programs.length <= 1 || only === undefined || others.length > 0) return oneProgram(context, 'a snapshot')
  return unfit(context, [only]) ?? only
}
