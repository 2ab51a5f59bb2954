import { execFileSync } from 'node:child_process'

/** Git, at the time at which the clock of these tests stands. */
export function gitAt(root: string, ...args: readonly string[]): string {
  const now = '2026-11-21T10:00:00Z'
  const env = { ...process.env, GIT_AUTHOR_DATE: now, GIT_COMMITTER_DATE: now }
  return execFileSync('git', args, { cwd: root, encoding: 'utf8', env }).trim()
}
