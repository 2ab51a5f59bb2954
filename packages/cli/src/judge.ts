import type { Case, GateResult, Program, ProgramFolders } from '@refractor/core'
import { type Judged as JudgedProgram, type JudgeProgramOptions, judgeProgram, type ReadOptions, readCase } from '@refractor/workspace'
import { errorsOf, type WorkspaceContext } from './context.ts'
import { withProgress } from './progress.ts'

export interface Judged extends JudgedProgram {
  readonly program: Program
}

/** Where the files are. What lies in a revision is never cached. */
const filesOf = ({ tree }: WorkspaceContext): ReadOptions => (tree === undefined ? {} : { tree, cache: false })

/** What a program is judged on: its records, checklists and approvals as they lie on disk, or in the revision that is looked at. */
export const readProgramCase = (context: WorkspaceContext, program: Program): ReturnType<typeof readCase> =>
  readCase(context.snapshot, program, filesOf(context))

/** The folders of every program: what lies in them is no input of evidence. */
export const foldersOf = (context: WorkspaceContext): readonly ProgramFolders[] => context.snapshot.programs.map((one) => one.folders)

/** Judges gates of a program. While its files have errors there is no verdict: on half a program it could be the wrong one. */
export async function judge(
  context: WorkspaceContext,
  program: Program,
  choose: (read: Case) => readonly string[],
  options: JudgeProgramOptions = {},
): Promise<Judged> {
  const judged = await withProgress(context, 'Hashing files', (onFile) =>
    judgeProgram(context.snapshot, program, choose, context.now, { onFile, ...filesOf(context), ...options }),
  )
  const valid = errorsOf(context, program).length === 0
  const gates = valid ? judged.gates : judged.gates.map((gate): GateResult => ({ ...gate, verdict: 'unknown' }))
  return { ...judged, gates, program }
}
