import { dueGates, phaseState } from '@refractor/core'
import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { judge } from '../judge.ts'
import { nextSteps } from '../next-steps.ts'
import { overdueSteps } from '../overdue.ts'

const shown = 7
const overdueShown = 3

/** The next few commands of each program, in order. */
export async function run(context: WorkspaceContext): Promise<Answer> {
  const judged = []
  for (const program of context.programs) judged.push(await judge(context, program, (read) => dueGates(program, read)))
  const next = judged.flatMap(({ program, case: read, gates }) =>
    [...overdueSteps(program, context.now).slice(0, overdueShown), ...nextSteps(program, read, gates)]
      .slice(0, shown)
      .map((step) => ({ program: program.id, ...step })),
  )
  const closed = judged.every(
    ({ program, case: read }) =>
      program.phases.size > 0 && [...program.phases.keys()].every((id) => phaseState(program, id, read) === 'closed'),
  )
  const diagnostics = [...context.diagnostics, ...judged.flatMap((one) => one.diagnostics)]
  // A file that cannot be read may hold a phase that is open.
  const isWhole = diagnostics.every(({ severity }) => severity !== 'error')
  return { command: context.command, diagnostics, data: { next, closed: closed && isWhole } }
}
