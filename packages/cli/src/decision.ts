import { type ApprovalRequest, approvalFactsNeeded, planApproval } from '@refractor/core'
import { gatherFacts } from '@refractor/workspace'
import type { Answer } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { foldersOf } from './judge.ts'
import { changeWithCase, withRecord } from './program-command.ts'

/** What `approve` and `reject` are told on the command line. */
export interface DecisionOptions extends Pick<ApprovalRequest, 'role' | 'forum' | 'forumDate' | 'minutes' | 'aspect' | 'comment'> {
  readonly subject?: readonly string[]
}

/** Records an approval or a rejection of a criterion, a milestone or a gate, as each stands now. */
export function decide(
  context: WorkspaceContext,
  id: string,
  decision: ApprovalRequest['decision'],
  options: DecisionOptions,
): Promise<Answer> {
  return withRecord(context, id, ['criterion', 'gate', 'milestone'], ({ program, entry }) => {
    const { role, forum, forumDate, minutes, aspect, comment, subject } = options
    const request: ApprovalRequest = {
      decision,
      id: entry.id,
      ...(role !== undefined && { role }),
      ...(forum !== undefined && { forum }),
      ...(forumDate !== undefined && { forumDate }),
      ...(minutes !== undefined && { minutes }),
      ...(aspect !== undefined && { aspect }),
      ...(comment !== undefined && { comment }),
      ...(subject !== undefined && { subjects: subject }),
    }
    return changeWithCase(context, program, async (read, stamp) => {
      const facts = await gatherFacts(context.root, approvalFactsNeeded(program, entry.id, request), { folders: foldersOf(context) })
      return planApproval(program, read, facts, request, stamp)
    })
  })
}
