import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { checkedRecords } from '../evidence-records.ts'

/** Checks every record by itself: what it lists is there, unchanged, and fresh. */
export async function run(context: WorkspaceContext, ids: readonly string[]): Promise<Answer> {
  const checked = await checkedRecords(context, ids)
  if ('command' in checked) return checked
  return {
    command: context.command,
    diagnostics: [...context.diagnostics, ...checked.read, ...checked.checked],
    data: { records: checked.records },
    showInfo: true,
  }
}
