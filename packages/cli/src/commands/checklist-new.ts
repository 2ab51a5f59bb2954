import { planNewChecklist } from '@refractor/core'
import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { changeWithCase, withRecord } from '../program-command.ts'

/** Writes a checklist of the tasks of a phase or milestone into the inbox. */
export function run(context: WorkspaceContext, [id]: readonly string[]): Promise<Answer> {
  return withRecord(context, id as string, ['phase', 'milestone'], ({ program, entry }) =>
    changeWithCase(context, program, (read, stamp) => planNewChecklist(program, read, entry.id, stamp)),
  )
}
