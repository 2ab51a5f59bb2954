import { stateWord } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { listAnswer } from '../record-list.ts'
import { resolveId } from '../resolve-id.ts'

/** The tasks, in the order of the plan. */
export async function run(
  context: WorkspaceContext,
  _args: readonly string[],
  options: { readonly state?: string; readonly phase?: string },
): Promise<Answer> {
  const phase = options.phase === undefined ? undefined : resolveId(context, options.phase, ['phase'])
  if (phase !== undefined && !phase.ok) return refused(context.command, [phase.diagnostic])
  const inPhase = phase?.found
  return listAnswer(context, 'tasks', (program) =>
    [...program.tasks.values()]
      .map(({ id, record, phases, milestone, parent }) => ({
        id,
        title: record.title,
        state: stateWord(record.state, program.states.task[0] as string),
        optional: record.optional === true,
        phases,
        milestone: milestone ?? null,
        parent: parent ?? null,
        owner: record.owner ?? null,
      }))
      .filter(({ state }) => options.state === undefined || state === options.state)
      .filter(({ phases }) => inPhase === undefined || (program === inPhase.program && phases.includes(inPhase.entry.id))),
  )
}
