import { lstatSync, realpathSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { type Diagnostic, diagnostic } from '@refractor/core'
import { oidPattern, readHead } from './git-head.ts'
import { gitRoot, isBare, runGit } from './git-process.ts'

export { type Head, readHead } from './git-head.ts'

/** What git said, or `git/unavailable`. */
export type GitResult<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly diagnostic: Diagnostic }

function unavailable(problem: string): { ok: false; diagnostic: Diagnostic } {
  return { ok: false, diagnostic: diagnostic('git/unavailable', `git cannot answer: ${problem}`, { help: 'git status' }) }
}

/**
 * The files of the workspace as git sees them: tracked, or new and not ignored; sorted, relative to `root`. Files that are
 * deleted but still tracked are among them. `undefined` outside a repository.
 */
export function listFiles(root: string): GitResult<readonly string[] | undefined> {
  if (gitRoot(root) === undefined) return { ok: true, value: undefined }
  const answer = runGit(root, ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  if (!answer.ok) return unavailable(answer.problem)
  // A repository inside this one is listed with a slash: its files are its own.
  const paths = new Set(answer.stdout.split('\0').filter((path) => path !== '' && !path.endsWith('/')))
  return { ok: true, value: [...paths].sort() }
}

/** The commit that a submodule stands on; where it was not fetched, the one that the index records. */
export function submoduleCommit(root: string, path: string): string | undefined {
  const folder = join(root, path)
  // Without a repository of its own, the one around it would answer for it.
  if (lstatSync(join(folder, '.git'), { throwIfNoEntry: false }) !== undefined) return readHead(folder).commit
  const answer = runGit(root, ['ls-files', '-z', '--stage', '--', path])
  return answer.ok ? /^160000 ([0-9a-f]+) 0\t/.exec(answer.stdout)?.[1] : undefined
}

/** Paths that differ from HEAD: modified, staged, deleted or new and not ignored. With `among`, only those. */
export function dirtyPaths(root: string, among?: Iterable<string>): GitResult<ReadonlySet<string>> {
  const top = gitRoot(root)
  if (top === undefined) return unavailable('this is not a git repository')
  const answer = runGit(root, [
    'status',
    '--porcelain=v2',
    '-z',
    '--untracked-files=all',
    '--no-renames',
    '--ignore-submodules=none',
    '--',
    '.',
  ])
  if (!answer.ok) return unavailable(answer.problem)
  const below = relative(top, realpathSync.native(root)).split(sep).join('/')
  const prefix = below === '' ? '' : `${below}/`
  const wanted = among === undefined ? undefined : new Set(among)
  const dirty = new Set<string>()
  for (const line of answer.stdout.split('\0')) {
    // "1 XY sub mH mI mW hH hI path", "u XY sub m1 m2 m3 mW h1 h2 h3 path", "? path"
    const fields = { '1': 8, u: 10, '?': 1 }[line[0] ?? '']
    if (fields === undefined) continue
    const path = line.split(' ').slice(fields).join(' ').slice(prefix.length)
    if (wanted === undefined || wanted.has(path)) dirty.add(path)
  }
  return { ok: true, value: dirty }
}

/** Which of these commits exist here (one process for all). A shallow clone knows only what it holds. */
export function knownCommits(root: string, oids: Iterable<string>): GitResult<ReadonlySet<string>> {
  const asked = [...new Set(oids)].filter((oid) => oidPattern.test(oid))
  if (asked.length === 0) return { ok: true, value: new Set() }
  if (gitRoot(root) === undefined && !isBare(root)) return unavailable('this is not a git repository')
  const answer = runGit(root, ['cat-file', '--batch-check=%(objectname) %(objecttype)'], { input: `${asked.join('\n')}\n` })
  if (!answer.ok) return unavailable(answer.problem)
  const commits = answer.stdout.split('\n').filter((line) => line.endsWith(' commit'))
  return { ok: true, value: new Set(commits.map((line) => line.slice(0, line.indexOf(' ')))) }
}
