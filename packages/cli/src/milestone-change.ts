import { type Case, type GateResult, type Planned, type Program, planMilestoneState } from '@refractor/core'
import type { Answer } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { readProgramCase } from './judge.ts'
import { mutate } from './mutate.ts'
import { withRecord, withStamp } from './program-command.ts'

type Verb = 'start' | 'submit' | 'accept' | 'reopen'

/** The acceptance gate of a milestone, judged, and the case that it was judged on. */
interface JudgedAcceptance {
  readonly acceptance?: GateResult | undefined
  readonly case: Case
}

/** Accepts a milestone where the program demands a snapshot before that: the record of the snapshot is part of the plan. */
async function acceptWithSnapshot(
  context: WorkspaceContext,
  program: Program,
  milestone: string,
  outcome: Planned,
  records: Case | undefined,
): Promise<Answer> {
  if (!outcome.ok) return mutate(context, outcome, { root: context.root })
  if (outcome.plan.steps.length === 0) {
    // An earlier run may have been stopped before it made the ref of its snapshot.
    const { keepEarlier } = await import('./snapshot-first.ts')
    keepEarlier(context, records ?? (await readProgramCase(context, program)).case)
    return mutate(context, outcome, { root: context.root })
  }
  return withStamp(context, async (stamp) => {
    const { snapshotFirst } = await import('./snapshot-first.ts')
    const read = records ?? (await readProgramCase(context, program)).case
    const gates = program.gates.has(milestone) ? [milestone] : []
    const taken = snapshotFirst(context, program, read, 'accept', stamp, { gates, reason: `before ${milestone} is accepted` })
    const diagnostics = [...outcome.diagnostics, ...taken.diagnostics]
    if (!taken.ok) return mutate(context, { ok: false, diagnostics }, { root: context.root })
    const plan = { ...outcome.plan, steps: [...taken.steps, ...outcome.plan.steps] }
    const answer = await mutate(context, { ok: true, plan, diagnostics }, { root: context.root })
    return answer.data['applied'] === true ? { ...answer, diagnostics: [...answer.diagnostics, ...taken.keep()] } : answer
  })
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
    const apply = (outcome: Planned): Promise<Answer> =>
      verb === 'accept' && program.file.record.snapshots?.before?.includes('accept')
        ? acceptWithSnapshot(context, program, entry.id, outcome, records)
        : mutate(context, outcome, { root: context.root })
    // Only where policy says who may accept does it matter who does.
    if (verb !== 'accept' || program.policy?.record.accept === undefined) return apply(planMilestoneState(program, entry.id, verb, known))
    return withStamp(context, (by) => apply(planMilestoneState(program, entry.id, verb, { ...known, by })))
  })
}
