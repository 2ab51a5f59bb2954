import type { FindPath } from './find-path.ts'
import { type GitResult, listFiles } from './git.ts'
import { walk } from './walk.ts'

/** What no repository would hold. */
const neverListed: ReadonlySet<string> = new Set(['.git', 'node_modules'])

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1)

/** The files that belong to the workspace: as git lists them, or without git all there are. Sorted. */
export function repositoryFiles(root: string, find: FindPath): GitResult<readonly string[]> {
  const listed = listFiles(root)
  if (!listed.ok) return listed
  if (listed.value !== undefined) return { ok: true, value: listed.value }
  return {
    ok: true,
    value: walk(find, '', { want: (_name, _depth, isFolder) => !isFolder, skip: (path) => neverListed.has(nameOf(path)) }).files,
  }
}
