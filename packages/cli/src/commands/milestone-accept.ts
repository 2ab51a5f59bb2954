import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { judge } from '../judge.ts'
import { changeMilestone } from '../milestone-change.ts'

/** Accepts a milestone, after judging its acceptance gate as it stands now. */
export function run(context: WorkspaceContext, [id]: readonly string[]): Promise<Answer> {
  return changeMilestone(context, id as string, 'accept', async (program, milestone) => {
    if (!program.gates.has(milestone)) return undefined
    const { gates, case: records } = await judge(context, program, () => [milestone])
    return { acceptance: gates[0], case: records }
  })
}
