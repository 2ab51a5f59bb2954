import type { DatedCommit } from '@refractor/core'
import { oidPattern } from './git-head.ts'
import { runGit } from './git-process.ts'
import { plainLog } from './log-flags.ts'

export type NamingLog = { readonly ok: true; readonly commits: readonly DatedCommit[] } | { readonly ok: false; readonly problem: string }

/** Nothing of the user's configuration changes what is listed; nothing is compared, verified or paged. */
const flags = [...plainLog, '--no-patch', '--format=tformat:%H%x00%ct%x00%P%x00%s%x00%b']

/** "2026-03-02T10:00:00Z" */
const timestamp = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')

/** Every commit of a history with its message, newest first; one git call. */
export function namingLog(root: string, head: string): NamingLog {
  if (!oidPattern.test(head)) return { ok: false, problem: `${head.slice(0, 80)} is no commit` }
  const answer = runGit(root, ['-c', 'log.showSignature=false', 'log', ...flags, head, '--'], { timeoutMs: 120_000 })
  if (!answer.ok) return answer
  const words = answer.stdout.split('\0')
  const commits: DatedCommit[] = []
  for (let at = 0; at + 4 < words.length; at += 5) {
    const [oid = '', time = '', parents = '', subject = '', body = ''] = words.slice(at, at + 5)
    // A time that no date has is a forged one.
    const seconds = Math.min(Math.max(Number(time) || 0, 0), 253_402_300_799)
    commits.push({ oid, at: timestamp(seconds), parents: parents.split(' ').filter(Boolean), subject, body })
  }
  return { ok: true, commits }
}
