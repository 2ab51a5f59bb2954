import { relative, resolve, sep } from 'node:path'
import { type Diagnostic, diagnostic, isRepoPath, type Program } from '@refractor/core'
import type { WorkspaceContext } from './context.ts'

/** A path on the command line, relative to where it was typed, as a path of the workspace; undefined when it leads out of it. */
export function repositoryPath(context: Pick<WorkspaceContext, 'root' | 'cwd'>, path: string): string | undefined {
  const slash = path.endsWith('/') ? '/' : ''
  const inside = relative(context.root, resolve(context.cwd, path)).split(sep).join('/') + slash
  return isRepoPath(inside) ? inside : undefined
}

/** The same for several: all of them, or what is wrong. */
export function repositoryPaths(
  context: Pick<WorkspaceContext, 'root' | 'cwd'>,
  paths: readonly string[],
): { readonly paths: readonly string[]; readonly problems: readonly Diagnostic[] } {
  const inside: string[] = []
  const problems: Diagnostic[] = []
  for (const path of paths) {
    const found = repositoryPath(context, path)
    if (found !== undefined) inside.push(found)
    else
      problems.push(
        diagnostic('workspace/unsafe-path', `${path} is not a path in the workspace`, {
          help: 'name a file below the folder of refractor.yaml',
        }),
      )
  }
  return { paths: inside, problems }
}

/** The program whose inbox or outbox holds a path; the deepest folder wins, as folders of other programs lie inside the default one's. */
export function programOfPath(programs: readonly Program[], path: string): Program | undefined {
  const candidates = programs.flatMap((program) =>
    [program.folders.inbox, program.folders.outbox]
      .filter((folder) => path.startsWith(`${folder}/`))
      .map((folder) => ({ program, folder })),
  )
  return candidates.sort((a, b) => b.folder.length - a.folder.length)[0]?.program
}
