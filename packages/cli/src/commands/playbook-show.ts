import type { Entry, Playbook } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { readProgramCase } from '../judge.ts'
import { playbookData } from '../playbook-data.ts'
import { resolveId } from '../resolve-id.ts'

/** A playbook as people follow it: what starts it, what has to be decided, and its steps in order. */
export async function run(context: WorkspaceContext, [id = '']: readonly string[]): Promise<Answer> {
  const resolved = resolveId(context, id, ['playbook'])
  if (!resolved.ok) return refused(context.command, [...context.diagnostics, resolved.diagnostic])
  const { program, entry } = resolved.found
  const { evidence } = (await readProgramCase(context, program)).case
  const playbook = playbookData(program, entry as Entry<Playbook>, evidence)
  return { command: context.command, diagnostics: context.diagnostics, data: { playbook } }
}
