import type { Program, Stamp } from '@refractor/core'
import { reviewProgram } from '@refractor/workspace'
import type { Answer } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { gateData } from './gate-data.ts'
import { readProgramCase } from './judge.ts'
import { mutate } from './mutate.ts'

/** The exit review of a phase: judged on the state that it would produce, and applied only if that is met. */
export async function reviewPhase(context: WorkspaceContext, program: Program, phase: string, stamp: Stamp): Promise<Answer> {
  const outcome = await reviewProgram(context.snapshot, program, phase, stamp, await readProgramCase(context, program))
  const gates = outcome.gate === undefined ? [] : [outcome.gate]
  const data = { gates: gates.map((gate) => gateData(gate)) }
  return { ...(await mutate(context, outcome, { root: context.root, ask: `Close ${phase}?`, data })), gates }
}
