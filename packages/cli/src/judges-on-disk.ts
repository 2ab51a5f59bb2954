import { judgeDigest, type Program, repositoryOf } from '@refractor/core'
import { judgeFiles, repositoryName, workTree } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'

/** The judges of some programs, by digest, and what their repository is called: as both are on disk. */
export function judgesOnDisk(
  { root, snapshot }: Pick<WorkspaceContext, 'root' | 'snapshot'>,
  programs: readonly Program[],
): { readonly judge: ReadonlyMap<string, string>; readonly repository?: string | undefined } {
  const tree = workTree(root)
  const digest = (program: Program): string =>
    judgeDigest(program, judgeFiles(tree, snapshot.workspace.record, program.policy?.record.governance?.paths))
  const [first] = programs
  return {
    judge: new Map(programs.map((program) => [program.id, digest(program)])),
    ...(first && { repository: repositoryOf(first, repositoryName(root)) }),
  }
}
