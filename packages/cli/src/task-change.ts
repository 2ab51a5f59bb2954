import { planTaskState } from '@refractor/core'
import type { Answer } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { mutate } from './mutate.ts'
import { withRecord } from './program-command.ts'

/** Moves a task to another state: one line of YAML. */
export function changeTask(context: WorkspaceContext, id: string, verb: 'start' | 'done' | 'reopen'): Promise<Answer> {
  return withRecord(context, id, ['task'], ({ program, entry }) =>
    mutate(context, planTaskState(program, entry.id, verb), { root: context.root }),
  )
}
