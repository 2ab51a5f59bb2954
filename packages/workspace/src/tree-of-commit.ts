import { oidPattern } from './git-head.ts'
import { runGit } from './git-process.ts'

/** The git tree of a commit; undefined when it is not here. */
export function treeOfCommit(root: string, commit: string): string | undefined {
  if (!oidPattern.test(commit)) return undefined
  const answer = runGit(root, ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{tree}`])
  return answer.ok ? answer.stdout.trim() : undefined
}
