import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { listAnswer } from '../record-list.ts'

/** The risk register, and the tasks against each risk. */
export async function run(context: WorkspaceContext): Promise<Answer> {
  return listAnswer(context, 'risks', (program) =>
    [...program.risks.values()].map(({ id, record }) => ({
      id,
      title: record.title,
      impact: record.impact ?? null,
      likelihood: record.likelihood ?? null,
      owner: record.owner ?? null,
      tasks: program.tasksOfRisk.get(id) ?? [],
    })),
  )
}
