import { stateWord } from '@refractor/core'
import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { listAnswer } from '../record-list.ts'

/** The milestones in the order of the phases. */
export async function run(context: WorkspaceContext, _args: readonly string[], options: { readonly state?: string }): Promise<Answer> {
  return listAnswer(context, 'milestones', (program) =>
    [...program.milestones.values()]
      .map(({ id, record, phase, tasks, deliverables }) => {
        const state = stateWord(record.state, program.states.milestone[0] as string)
        return {
          id,
          title: record.title,
          phase,
          state,
          accountable: record.accountable ?? [],
          owner: record.owner ?? null,
          tasks: tasks.length,
          deliverables: deliverables.length,
        }
      })
      .filter(({ state }) => options.state === undefined || state === options.state),
  )
}
