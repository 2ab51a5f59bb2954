import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CodeCase } from './case.ts'
import { gitAt } from './git-at.ts'
import type { WorkspaceCopy } from './workspace-copy.ts'

const git = ({ root }: WorkspaceCopy, ...args: readonly string[]): string => gitAt(root, ...args)

/** Commits what was written; what was there before is the branch `old`. */
function commit(copy: WorkspaceCopy): object {
  git(copy, 'branch', 'old')
  git(copy, 'add', '-A')
  git(copy, 'commit', '-q', '-m', 'More')
  return {}
}

/** Revisions that gates are judged on. */
export const revisions = {
  'git/unknown-revision': { argv: 'gate check P0 --base nowhere --head HEAD', exitCode: 4 },
  'git/missing-history': {
    files: { 'docs/more.md': 'More.\n' },
    io: (copy) => {
      commit(copy)
      writeFileSync(join(copy.root, '.git/shallow'), `${git(copy, 'rev-parse', 'main')}\n`)
      return {}
    },
    argv: 'gate check P0 --base old --head main',
    exitCode: 4,
  },
  'git/clock-behind': { io: () => ({ now: () => '2026-01-01T00:00:00Z' }), argv: 'gate check P0 --base main --head main', exitCode: 4 },
  'git/unsafe-name': { files: { 'docs/trailing ': 'x\n' }, io: commit, argv: 'gate check P0 --base main --head main', exitCode: 0 },
  'git/case-collision': { files: { 'docs/Route.md': 'x\n' }, io: commit, argv: 'gate check P0 --base main --head main', exitCode: 0 },
} as const satisfies Readonly<Record<string, CodeCase>>
