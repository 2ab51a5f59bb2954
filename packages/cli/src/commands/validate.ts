import { checkRules } from '@refractor/core'
import { readReviewHistory } from '@refractor/workspace'
import type { Answer } from '../answer.ts'
import { concurrentStatesIn } from '../concurrent-states.ts'
import type { WorkspaceContext } from '../context.ts'
import { readProgramCase } from '../judge.ts'
import { surroundingsOf } from '../surroundings.ts'

/** Every problem of the specification and of the records: how files read, how records fit together, the rules of the plan. */
export async function run(context: WorkspaceContext): Promise<Answer> {
  const diagnostics = [...context.diagnostics]
  for (const program of context.programs) {
    diagnostics.push(...checkRules(program, surroundingsOf(context)), ...(await readProgramCase(context, program)).diagnostics)
    const revision = context.tree === undefined ? {} : { tree: context.tree, cache: false }
    diagnostics.push(...(await readReviewHistory(context.snapshot, program, revision)).diagnostics)
  }
  diagnostics.push(...(await concurrentStatesIn(context)))
  return { command: context.command, diagnostics, data: {}, showInfo: true }
}
