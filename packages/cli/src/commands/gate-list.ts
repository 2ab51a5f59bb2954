import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { gateLine } from '../gate-data.ts'
import { judge } from '../judge.ts'

/** Every gate with its verdict. The list is the answer: an unmet gate in it is not a "no". */
export async function run(context: WorkspaceContext): Promise<Answer> {
  const judged = []
  for (const program of context.programs) judged.push(await judge(context, program, () => [...program.gates.keys()]))
  const gates = judged.flatMap((one) => one.gates.map(gateLine))
  return { command: context.command, diagnostics: [...context.diagnostics, ...judged.flatMap((one) => one.diagnostics)], data: { gates } }
}
