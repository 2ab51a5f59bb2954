import { checkChecklists, diagnostic, type Planned, type Program, planTicks, sortDiagnostics } from '@refractor/core'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { readProgramCase } from '../judge.ts'
import { mutate } from '../mutate.ts'
import { programOfPath, repositoryPaths } from '../repository-path.ts'
import { unfit } from '../unfit.ts'

export interface ChecklistCheckOptions {
  readonly toStates?: boolean
  readonly toBoxes?: boolean
}

async function findings(context: WorkspaceContext, paths: readonly string[]): Promise<Answer> {
  const diagnostics = [...context.diagnostics]
  let checked = 0
  for (const program of context.programs) {
    const read = await readProgramCase(context, program)
    const wanted = (path: string): boolean => paths.length === 0 || paths.includes(path)
    const files = [...read.case.inbox, ...read.case.outbox].map((file) => file.checklist.source.path)
    checked += files.filter(wanted).length
    diagnostics.push(
      ...[...read.diagnostics, ...checkChecklists(program, read.case)].filter(
        (one) => paths.length === 0 || wanted(one.location?.file ?? ''),
      ),
    )
  }
  const missing =
    paths.length > 0 && checked === 0
      ? [diagnostic('cli/unknown-id', `${paths.join(', ')} is no checklist`, { help: 'refractor checklist list' })]
      : []
  return { command: context.command, diagnostics: [...diagnostics, ...missing], data: { checked }, showInfo: true }
}

/** One plan for several checklists of one program: edits of the same file would contradict each other, so it is one checklist at a time. */
async function carryOver(context: WorkspaceContext, program: Program, path: string, direction: 'to-boxes' | 'to-states'): Promise<Answer> {
  const read = await readProgramCase(context, program)
  const plan: Planned = planTicks(program, read.case, path, direction)
  return mutate(context, plan, { root: context.root })
}

/** Compares boxes and states; with a direction, carries one over to the other. */
export async function run(context: WorkspaceContext, args: readonly string[], options: ChecklistCheckOptions): Promise<Answer> {
  const { paths, problems } = repositoryPaths(context, args)
  if (problems.length > 0) return refused(context.command, problems)
  if (!options.toBoxes && !options.toStates) {
    const answer = await findings(context, paths)
    return { ...answer, diagnostics: sortDiagnostics(answer.diagnostics) }
  }
  const [path] = paths
  if (path === undefined || paths.length > 1 || (options.toBoxes && options.toStates)) {
    return refused(context.command, [
      diagnostic('cli/usage', 'ticks are carried over for one checklist and in one direction', {
        help: 'refractor checklist check <path> --to-states, or --to-boxes',
      }),
    ])
  }
  const program = programOfPath(context.programs, path)
  if (program === undefined)
    return refused(context.command, [diagnostic('cli/unknown-id', `${path} is no checklist`, { help: 'refractor checklist list' })])
  return unfit(context, [program]) ?? carryOver(context, program, path, options.toBoxes ? 'to-boxes' : 'to-states')
}
