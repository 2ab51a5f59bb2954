import { diagnostic } from '@refractor/core'
import { readHead } from './git-head.ts'
import { runGit } from './git-process.ts'
import { isShallow, resolveRevision, unshallow } from './resolve-revision.ts'
import { openRevision, type RevisionOpened } from './revision-tree.ts'

/**
 * Opens what a work tree must still have of a revision: the commit where the two parted, which is the revision itself where HEAD is
 * built on it. What landed there since is not missing here, a merge brings it.
 */
export function openAuditBase(root: string, revision: string): RevisionOpened {
  const resolved = resolveRevision(root, revision)
  const head = readHead(root).commit
  if (!resolved.ok || head === undefined) return openRevision(root, revision)
  const parted = runGit(root, ['merge-base', resolved.commit, head])
  if (parted.ok) return openRevision(root, parted.stdout.trim())
  if (parted.exitCode !== 1)
    return { ok: false, diagnostic: diagnostic('git/unavailable', `git cannot answer: ${parted.problem}`, { help: 'git status' }) }
  // Nothing in common: either nothing is known of it, or all of it has to be there.
  if (!isShallow(root)) return openRevision(root, revision)
  const message = `this clone does not hold the history between ${revision} and HEAD`
  return { ok: false, diagnostic: diagnostic('git/missing-history', message, { help: unshallow(root) }) }
}
