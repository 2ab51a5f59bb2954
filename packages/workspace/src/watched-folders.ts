import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathFinder } from './find-path.ts'
import { gitFolders } from './git-head.ts'
import { repositoryFiles } from './repository-files.ts'

/** A folder in which changes matter: of any file, or only of those that are named. */
export interface WatchedFolder {
  /** Absolute. */
  readonly path: string
  readonly only?: ReadonlySet<string>
}

const mostBranchFolders = 200

/** Folders of branches, for a branch may have slashes in its name. */
function branchFolders(heads: string): string[] {
  const found = [heads]
  for (const folder of found) {
    if (found.length >= mostBranchFolders) break
    try {
      for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) found.push(join(folder, entry.name))
    } catch {
      // There are no branches, or they are kept otherwise; HEAD tells of them as well.
    }
  }
  return found
}

/**
 * Folders that hold what the answers about a workspace rest on: first its own and those of `first` (repository paths), then all others with
 * files of the repository, then what git writes when somebody commits or takes another branch. What git ignores is not among them.
 */
export function watchedFolders(root: string, first: readonly string[]): readonly WatchedFolder[] {
  const listed = repositoryFiles(root, pathFinder(root))
  const folders = new Set<string>()
  for (const path of listed.ok ? listed.value : []) {
    const parts = path.split('/')
    for (let end = parts.length - 1; end > 0; end--) {
      const folder = parts.slice(0, end).join('/')
      if (folders.has(folder)) break
      folders.add(folder)
    }
  }
  const isFirst = (path: string): boolean => first.some((one) => path === one || path.startsWith(`${one}/`))
  const sorted = [...new Set([...first, ...folders])].sort((a, b) => Number(isFirst(b)) - Number(isFirst(a)) || (a < b ? -1 : 1))
  const git = gitFolders(root)
  const heads = new Set(['HEAD', 'packed-refs'])
  const ofGit: WatchedFolder[] =
    git === undefined
      ? []
      : [
          ...[...new Set([git.own, git.common])].map((path) => ({ path, only: heads })),
          ...branchFolders(join(git.common, 'refs', 'heads')).map((path) => ({ path })),
        ]
  return [{ path: root }, ...ofGit, ...sorted.map((path) => ({ path: join(root, path) }))]
}
