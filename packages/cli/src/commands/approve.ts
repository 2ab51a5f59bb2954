import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { type DecisionOptions, decide } from '../decision.ts'

export const run = (context: WorkspaceContext, [id]: readonly string[], options: DecisionOptions): Promise<Answer> =>
  decide(context, id as string, 'approve', options)
