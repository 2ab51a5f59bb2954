import { type Planned, type Program, type Stamp, unsignedReview } from '@refractor/core'
import { reviewProgram } from '@refractor/workspace'
import type { Answer } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { gateData } from './gate-data.ts'
import { readProgramCase } from './judge.ts'
import { mutate } from './mutate.ts'
import type { SignOptions } from './sign-options.ts'
import { isSigning, signed } from './signing.ts'

/** A review that is worth nothing without a signature is not written: it would stand in the way of one that is signed. */
function unlessUnsigned(planned: Planned, program: Program, phase: string, { author }: Stamp): Planned {
  if (!planned.ok || planned.plan.steps.length === 0) return planned
  const unsigned = unsignedReview(program, phase, author)
  const diagnostics = [...planned.diagnostics, ...unsigned]
  return unsigned.some(({ severity }) => severity === 'error') ? { ok: false, diagnostics } : { ...planned, diagnostics }
}

/** The exit review of a phase: judged on the state that it would produce, and applied only if that is met. */
export async function reviewPhase(
  context: WorkspaceContext,
  program: Program,
  phase: string,
  stamp: Stamp,
  options: SignOptions,
): Promise<Answer> {
  const { gate, ...planned } = await reviewProgram(context.snapshot, program, phase, stamp, await readProgramCase(context, program))
  const outcome = isSigning(options) ? signed(context, program, stamp, planned, options) : unlessUnsigned(planned, program, phase, stamp)
  const gates = gate === undefined ? [] : [gate]
  const data = { gates: gates.map((one) => gateData(one)) }
  return { ...(await mutate(context, outcome, { root: context.root, ask: `Close ${phase}?`, data })), gates }
}
