import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { checkedRecords } from '../evidence-records.ts'

/** The records there are. The list is the answer: a stale record in it is not a "no". */
export async function run(context: WorkspaceContext, ids: readonly string[]): Promise<Answer> {
  const checked = await checkedRecords(context, ids)
  if ('command' in checked) return checked
  return { command: context.command, diagnostics: [...context.diagnostics, ...checked.read], data: { records: checked.records } }
}
