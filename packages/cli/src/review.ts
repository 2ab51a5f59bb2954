import type { Program, Stamp } from '@refractor/core'
import { reviewProgram } from '@refractor/workspace'
import type { Answer } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { gateData } from './gate-data.ts'
import { readProgramCase } from './judge.ts'
import { mutate } from './mutate.ts'
import type { SignOptions } from './sign-options.ts'
import { signed } from './signing.ts'

/** The exit review of a phase: judged on the state that it would produce, and applied only if that is met. */
export async function reviewPhase(
  context: WorkspaceContext,
  program: Program,
  phase: string,
  stamp: Stamp,
  options: SignOptions,
): Promise<Answer> {
  const { gate, ...planned } = await reviewProgram(context.snapshot, program, phase, stamp, await readProgramCase(context, program))
  const outcome = signed(context, program, stamp, planned, options)
  const gates = gate === undefined ? [] : [gate]
  const data = { gates: gates.map((one) => gateData(one)) }
  return { ...(await mutate(context, outcome, { root: context.root, ask: `Close ${phase}?`, data })), gates }
}
