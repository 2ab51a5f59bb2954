import { phaseState } from '@refractor/core'
import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { readProgramCase } from '../judge.ts'

/** The phases in order, with what each depends on. */
export async function run(context: WorkspaceContext): Promise<Answer> {
  const phases: object[] = []
  const diagnostics = [...context.diagnostics]
  for (const program of context.programs) {
    const read = await readProgramCase(context, program)
    diagnostics.push(...read.diagnostics)
    for (const { id, record, dependsOn, milestones, tasks, gates } of program.phases.values()) {
      const { title, window } = record
      phases.push({
        program: program.id,
        id,
        title,
        state: phaseState(program, id, read.case),
        window: window ?? null,
        dependsOn,
        milestones: milestones.length,
        tasks: tasks.length,
        gates,
      })
    }
  }
  return { command: context.command, diagnostics, data: { phases } }
}
