import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gitFolders, oidPattern } from './git-head.ts'
import { type GitAnswer, runGit } from './git-process.ts'
import { plainLog, rawChanges } from './log-flags.ts'

/** A commit, and what it changed of the paths that were asked for. */
export interface LoggedCommit {
  readonly oid: string
  readonly parents: readonly string[]
  /** Seconds since 1970 of its committer. */
  readonly committed: number
  /** "Name <address>", as the commit has it: no mailmap is applied. */
  readonly author: string
  /** The blob after the commit by path; undefined where it removed the file. A merge tells what differs from every parent of it. */
  readonly blobs: ReadonlyMap<string, string | undefined>
}

export type CommitLog = { readonly ok: true; readonly commits: readonly LoggedCommit[] } | (GitAnswer & { readonly ok: false })

/** Nothing of the user's configuration changes what is listed; no signature is verified, no driver and no pager is run. */
const settings = ['log.showRoot=true', 'log.follow=false', 'log.diffMerges=separate', 'log.showSignature=false']
const flags = [...plainLog, ...rawChanges, '-m', '--relative', '--format=tformat:%H%x00%ct%x00%P%x00%an%x00%ae']

interface Draft extends LoggedCommit {
  readonly blobs: Map<string, string | undefined>
  readonly seen: Map<string, number>
}

/** "oid NUL time NUL parents NUL name NUL address NUL (LF? :modes oids status NUL path NUL)*", once for each parent of a merge. */
function parse(output: string): LoggedCommit[] {
  const words = output.split('\0')
  const drafts = new Map<string, Draft>()
  let at = 0
  while (at + 4 < words.length) {
    const [oid = '', time = '', parents = '', name = '', address = ''] = words.slice(at, at + 5)
    at += 5
    let draft = drafts.get(oid)
    if (draft === undefined) {
      const author = `${name.replace(/[<>]/g, '').trim()} <${address.replace(/[<>]/g, '').trim()}>`
      draft = { oid, parents: parents.split(' ').filter(Boolean), committed: Number(time), author, blobs: new Map(), seen: new Map() }
      drafts.set(oid, draft)
    }
    while (/^\n?:/.test(words[at] ?? '')) {
      const [, , , blob = '', status = ''] = (words[at] as string).split(' ')
      const path = words[at + 1] as string
      draft.blobs.set(path, status === 'D' ? undefined : blob)
      draft.seen.set(path, (draft.seen.get(path) ?? 0) + 1)
      at += 2
    }
  }
  return [...drafts.values()]
}

/** What a merge took over from one of its parents is not its own doing. */
function ownChanges(commit: LoggedCommit): LoggedCommit {
  const { seen } = commit as Draft
  if (commit.parents.length < 2) return commit
  return { ...commit, blobs: new Map([...commit.blobs].filter(([path]) => seen.get(path) === commit.parents.length)) }
}

function log(root: string, commit: string, args: readonly string[], paths: Iterable<string>): GitAnswer {
  if (!oidPattern.test(commit)) return { ok: false, problem: `${commit.slice(0, 80)} is no commit`, exitCode: null }
  // Paths come after "--" on standard input: there may be more of them than a command line takes.
  const input = `--\n${[...paths].join('\n')}\n`
  return runGit(root, [...settings.flatMap((one) => ['-c', one]), 'log', ...args, ...flags, '--stdin', commit], {
    input,
    timeoutMs: 120_000,
  })
}

/** The commits that wrote some paths as they are in `commit`, newest first, each after its descendants; one git call. */
export function writingCommits(root: string, commit: string, paths: Iterable<string>): CommitLog {
  const answer = log(root, commit, ['--topo-order'], paths)
  return answer.ok ? { ok: true, commits: parse(answer.stdout).map(ownChanges) } : answer
}

/** Every commit on the line of a branch (first parents), newest first, with what each brought of some paths; one git call. */
export function branchLine(root: string, commit: string, paths: Iterable<string>): CommitLog {
  const answer = log(root, commit, ['--first-parent', '--sparse'], paths)
  return answer.ok ? { ok: true, commits: parse(answer.stdout) } : answer
}

/** Commits whose parents a shallow clone does not hold: they seem to have written everything. */
export function shallowCommits(root: string): ReadonlySet<string> {
  const folders = gitFolders(root)
  try {
    return new Set(folders && readFileSync(join(folders.common, 'shallow'), 'utf8').split('\n').filter(Boolean))
  } catch {
    return new Set()
  }
}
