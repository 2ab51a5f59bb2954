import { type Case, type GateResult, type Planned, type Program, planMilestoneState } from '@refractor/core'
import type { Answer } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { mutate } from './mutate.ts'
import { withRecord, withStamp } from './program-command.ts'

type Verb = 'start' | 'submit' | 'accept' | 'reopen'

/** The acceptance gate of a milestone, judged, and the case that it was judged on. */
interface JudgedAcceptance {
  readonly acceptance?: GateResult | undefined
  readonly case: Case
}

/** Moves a milestone to another state: one line of YAML. `judgeAcceptance` judges its acceptance gate, where the verb asks for it. */
export function changeMilestone(
  context: WorkspaceContext,
  id: string,
  verb: Verb,
  judgeAcceptance?: (program: Program, milestone: string) => Promise<JudgedAcceptance | undefined>,
): Promise<Answer> {
  return withRecord(context, id, ['milestone'], async ({ program, entry }) => {
    const judged = await judgeAcceptance?.(program, entry.id)
    const { acceptance, case: records } = judged ?? {}
    const known = { ...(acceptance !== undefined && { acceptance }), ...(records !== undefined && { case: records }) }
    const apply = (outcome: Planned): Promise<Answer> => mutate(context, outcome, { root: context.root })
    // Only where policy says who may accept does it matter who does.
    if (verb !== 'accept' || program.policy?.record.accept === undefined) return apply(planMilestoneState(program, entry.id, verb, known))
    return withStamp(context, (by) => apply(planMilestoneState(program, entry.id, verb, { ...known, by })))
  })
}
