import { dueGates, phaseState } from '@refractor/core'
import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { judge } from '../judge.ts'
import { nextSteps } from '../next-steps.ts'

const shown = 7

/** The next few commands of each program, in order. */
export async function run(context: WorkspaceContext): Promise<Answer> {
  const judged = []
  for (const program of context.programs) judged.push(await judge(context, program, (read) => dueGates(program, read)))
  const next = judged.flatMap(({ program, case: read, gates }) =>
    nextSteps(program, read, gates)
      .slice(0, shown)
      .map((step) => ({ program: program.id, ...step })),
  )
  const closed = judged.every(
    ({ program, case: read }) =>
      program.phases.size > 0 && [...program.phases.keys()].every((id) => phaseState(program, id, read) === 'closed'),
  )
  const diagnostics = [...context.diagnostics, ...judged.flatMap((one) => one.diagnostics)]
  return { command: context.command, diagnostics, data: { next, closed } }
}
