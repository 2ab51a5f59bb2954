import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, diagnostic } from '@refractor/core'
import { readHead } from './git.ts'
import { gitRoot, runGit } from './git-process.ts'
import { porcelain } from './porcelain.ts'

/** A commit that was made, or that was not needed: what was to be committed is in HEAD. */
export type CommitMade =
  | { readonly ok: true; readonly commit: string | undefined; readonly made: boolean }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const failed = (what: string, problem: string, help: string): Diagnostic[] => [
  diagnostic('git/not-committed', `${what}: ${problem}`, { help }),
]

/** What keeps a part of the work from being committed now; looked at before anything is changed. */
export function cannotCommit(root: string): Diagnostic[] {
  if (gitRoot(root) === undefined) return failed('nothing can be committed', 'there is no git repository', 'git init')
  const folder = runGit(root, ['rev-parse', '--absolute-git-dir'])
  if (!folder.ok) return failed('nothing can be committed', folder.problem, 'git status')
  const busy = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REVERT_HEAD', 'rebase-merge', 'rebase-apply'].find((name) =>
    existsSync(join(folder.stdout.trim(), name)),
  )
  if (busy === undefined) return []
  const doing = busy.startsWith('rebase') ? 'a rebase' : `a ${busy.replace('_HEAD', '').toLowerCase().replace('_', '-')}`
  return failed('nothing can be committed', `${doing} is under way`, 'finish it first: git status')
}

/** Some paths that differ from HEAD, and those of them that differ from the index as well. */
interface Uncommitted {
  readonly paths: readonly string[]
  readonly unstaged: readonly string[]
}

function uncommitted(root: string, paths: readonly string[]): Uncommitted | { readonly problem: string } {
  if (paths.length === 0) return { paths: [], unstaged: [] }
  const answer = runGit(root, [
    'status',
    '--porcelain=v1',
    '-z',
    '--untracked-files=all',
    '--ignored=matching',
    '--no-renames',
    '--',
    ...paths,
  ])
  if (!answer.ok) return answer
  const top = runGit(root, ['rev-parse', '--show-prefix'])
  if (!top.ok) return top
  const prefix = top.stdout.trim()
  const entries = answer.stdout.split('\0').filter((entry) => entry.length > 3)
  const ignored = entries.find((entry) => entry.startsWith('!!'))
  if (ignored !== undefined) return { problem: `${ignored.slice(3)} is ignored by git` }
  const pathOf = (entry: string): string => (entry.slice(3).startsWith(prefix) ? entry.slice(3 + prefix.length) : entry.slice(3))
  // The second letter compares the work tree with the index.
  // What was staged and is gone again is nothing to commit.
  const kept = entries.filter((entry) => !entry.startsWith('AD'))
  return { paths: kept.map(pathOf), unstaged: entries.filter((entry) => entry[1] !== ' ').map(pathOf) }
}

/** Commits exactly these paths, as they lie on disk; what else is staged stays staged. What is committed already needs nothing. */
export async function commitFiles(root: string, paths: readonly string[], message: string): Promise<CommitMade> {
  const changed = uncommitted(root, paths)
  const help = 'see git status, then run the command again: what is done is not done twice'
  if ('problem' in changed) return { ok: false, diagnostics: failed('it is not committed', changed.problem, help) }
  if (changed.paths.length + changed.unstaged.length === 0) return { ok: true, commit: readHead(root).commit, made: false }
  // What a run that failed has staged is not there to be staged again.
  const add = changed.unstaged.length === 0 ? [] : [['add', '-A', '--', ...changed.unstaged]]
  const commit = changed.paths.length === 0 ? [] : [['commit', '--quiet', '--only', '-m', message, '--', ...changed.paths]]
  for (const args of [...add, ...commit]) {
    const answer = await porcelain(root, args)
    if (!answer.ok) return { ok: false, diagnostics: failed('it is not committed', answer.problem, help) }
  }
  return { ok: true, commit: readHead(root).commit, made: commit.length > 0 }
}

/** The last commit on HEAD that changed a file; undefined while the file on disk is not what HEAD has. */
export function lastCommitOf(root: string, path: string): string | undefined {
  const changed = uncommitted(root, [path])
  if ('problem' in changed || changed.paths.length > 0) return undefined
  const answer = runGit(root, ['log', '-1', '--format=%H', '--', path])
  const id = answer.ok ? answer.stdout.trim() : ''
  return id === '' ? undefined : id
}
