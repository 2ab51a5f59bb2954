import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { withRecord, withStamp } from '../program-command.ts'
import { reviewPhase } from '../review.ts'
import type { ReviewOptions } from '../review-options.ts'

/** Archives the checklists of a phase and closes it, if its exit gate is met on the state which that leaves. */
export function run(context: WorkspaceContext, [id]: readonly string[], options: ReviewOptions): Promise<Answer> {
  return withRecord(context, id as string, ['phase'], ({ program, entry }) =>
    withStamp(context, (stamp) => reviewPhase(context, program, entry.id, stamp, options)),
  )
}
