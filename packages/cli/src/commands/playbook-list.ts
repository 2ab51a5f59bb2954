import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { readProgramCase } from '../judge.ts'
import { playbookData } from '../playbook-data.ts'

/** The playbooks of the plan: what starts each, and when it was rehearsed last. */
export async function run(context: WorkspaceContext): Promise<Answer> {
  const playbooks: object[] = []
  for (const program of context.programs) {
    if (program.playbooks.size === 0) continue
    const { evidence } = (await readProgramCase(context, program)).case
    for (const entry of program.playbooks.values()) {
      const { id, title, triggers, steps, suggest, rehearsals } = playbookData(program, entry, evidence)
      playbooks.push({ program: program.id, id, title, triggers, steps: steps.length, suggest, rehearsed: rehearsals[0] ?? null })
    }
  }
  return { command: context.command, diagnostics: context.diagnostics, data: { playbooks } }
}
