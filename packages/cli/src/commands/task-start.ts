import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { changeTask } from '../task-change.ts'

export const run = (context: WorkspaceContext, [id]: readonly string[]): Promise<Answer> => changeTask(context, id as string, 'start')
