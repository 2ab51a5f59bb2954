import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { changeMilestone } from '../milestone-change.ts'

export const run = (context: WorkspaceContext, [id]: readonly string[]): Promise<Answer> => changeMilestone(context, id as string, 'submit')
