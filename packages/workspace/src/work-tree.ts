import { readdirSync } from 'node:fs'
import { fileFacts } from './file-fact.ts'
import type { FileTree, FolderNames } from './file-tree.ts'
import { type FindPath, fileProblem, pathFinder } from './find-path.ts'
import { type GitResult, readHead } from './git.ts'
import { readText } from './read-file.ts'
import { repositoryFiles } from './repository-files.ts'
import { walk } from './walk.ts'

function namesIn(find: FindPath, folder: string): FolderNames {
  const found = find(folder)
  if (found.state === 'missing') return { names: [] }
  if (found.state === 'unreadable') return { names: [], problem: found.problem }
  if (found.state === 'file') return { names: [], problem: 'it is not a directory' }
  try {
    return { names: readdirSync(found.absolute).sort() }
  } catch (error) {
    return { names: [], problem: fileProblem(error) }
  }
}

/** The files of the workspace at `root` as they lie on disk. */
export function workTree(root: string): FileTree {
  const find = pathFinder(root)
  let listed: GitResult<readonly string[]> | undefined
  return {
    root,
    head: () => readHead(root).commit,
    stat(path) {
      const found = find(path)
      if (found.state === 'missing' || found.state === 'unreadable') return found
      if (found.state === 'directory') return { state: 'directory' }
      return { state: 'file', size: found.stats.size, ...(found.link && { link: true }) }
    },
    names: (folder) => namesIn(find, folder),
    walk: (start, rules) => walk(find, start, rules),
    readText: (path, limit) => readText(find, path, limit),
    files() {
      listed ??= repositoryFiles(root, find)
      return listed
    },
    facts: (listed) => fileFacts(root, find, listed),
    prefetch() {},
  }
}
