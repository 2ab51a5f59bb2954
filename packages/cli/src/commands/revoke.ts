import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { type RevocationOptions, takeBack } from '../decision.ts'

/** Takes back what somebody approved or rejected. */
export const run = (context: WorkspaceContext, [id]: readonly string[], options: RevocationOptions): Promise<Answer> =>
  takeBack(context, id as string, options)
