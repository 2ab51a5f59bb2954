import { diagnostic, planArchive } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { changeWithCase } from '../program-command.ts'
import { programOfPath, repositoryPaths } from '../repository-path.ts'
import { unfit } from '../unfit.ts'

/** Moves finished checklists of one program from the inbox to the outbox, with their metadata. */
export async function run(context: WorkspaceContext, args: readonly string[]): Promise<Answer> {
  const { paths, problems } = repositoryPaths(context, args)
  const programs = [...new Set(paths.map((path) => programOfPath(context.programs, path)))]
  const [program] = programs
  if (problems.length > 0 || program === undefined || programs.length > 1) {
    const help = 'refractor checklist list'
    const elsewhere = problems.length > 0 ? [] : [diagnostic('cli/unknown-id', 'these are not checklists of one program', { help })]
    return refused(context.command, [...problems, ...elsewhere])
  }
  return (
    unfit(context, [program]) ??
    changeWithCase(context, program, (read, stamp) => planArchive(program, read, paths, stamp), { ask: 'Archive?' })
  )
}
