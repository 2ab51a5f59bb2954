import { type GateResult, planMilestoneState } from '@refractor/core'
import type { Answer } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { mutate } from './mutate.ts'
import { withRecord } from './program-command.ts'

type Verb = 'start' | 'submit' | 'accept' | 'reopen'

/** Moves a milestone to another state: one line of YAML. `acceptance` is its acceptance gate, judged, where the verb asks for it. */
export function changeMilestone(
  context: WorkspaceContext,
  id: string,
  verb: Verb,
  judgeAcceptance?: (program: Parameters<typeof planMilestoneState>[0], milestone: string) => Promise<GateResult | undefined>,
): Promise<Answer> {
  return withRecord(context, id, ['milestone'], async ({ program, entry }) => {
    const acceptance = await judgeAcceptance?.(program, entry.id)
    return mutate(context, planMilestoneState(program, entry.id, verb, acceptance === undefined ? {} : { acceptance }), {
      root: context.root,
    })
  })
}
