import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type ChangeFacts, type Diagnostic, diagnostic } from '@refractor/core'
import { type Commit, parseCommit } from './commit-object.ts'
import { gitFolders } from './git-head.ts'
import { parseBatch } from './git-objects.ts'
import { runGitBytes } from './git-process.ts'
import { isShallow, unshallow } from './resolve-revision.ts'
import { workspacePrefix } from './revision-files.ts'

/** A path that differs between two revisions, relative to the workspace. A rename is a removal and an addition. */
export interface ChangedPath {
  readonly path: string
  readonly change: 'added' | 'modified' | 'removed'
  /** It is a submodule, in one of the two: whatever lies in it may have changed. */
  readonly submodule?: true
}

/** What a change did. */
export interface Change {
  readonly facts: ChangeFacts
  /** RFC 3339: when base was committed, as its committer had it. */
  readonly baseCommittedAt: string
  /** Where the two lines parted: base itself where head was built on it; `undefined` when they have nothing in common. */
  readonly mergeBase: string | undefined
  /** The two lines merged each other, so that they parted at more than one commit; `mergeBase` is one of them. */
  readonly isCrossed: boolean
  /** What head changed since then, in order of path; where the lines crossed, all in which head differs from base. */
  readonly paths: readonly ChangedPath[]
  /** The commits that head has and base has not, oldest first. */
  readonly commits: readonly Commit[]
}

export type ChangeRead = { readonly ok: true; readonly change: Change } | { readonly ok: false; readonly diagnostic: Diagnostic }

type Failed = { readonly ok: false; readonly diagnostic: Diagnostic }

const unavailable = (problem: string): Failed => ({
  ok: false,
  diagnostic: diagnostic('git/unavailable', `git cannot answer: ${problem}`, { help: 'git status' }),
})

const short = (oid: string): string => oid.slice(0, 7)

/** Commits whose parents this clone does not hold. */
function cutOff(root: string): ReadonlySet<string> {
  const folders = gitFolders(root)
  try {
    return new Set(folders === undefined ? [] : readFileSync(join(folders.common, 'shallow'), 'utf8').split('\n'))
  } catch {
    return new Set()
  }
}

/** Reads commits by their ids, in their order, with one process. */
export function readCommits(root: string, oids: readonly string[]): { readonly ok: true; readonly commits: readonly Commit[] } | Failed {
  if (oids.length === 0) return { ok: true, commits: [] }
  const answer = runGitBytes(root, ['cat-file', '--batch'], { input: `${oids.join('\n')}\n`, maxBytes: 1 << 30 })
  if (!answer.ok) return unavailable(answer.problem)
  const commits = parseBatch(answer.stdout, oids).flatMap((one) => ('bytes' in one ? parseCommit(one.oid, one.bytes) : []))
  return commits.length === oids.length ? { ok: true, commits } : unavailable('a commit cannot be read')
}

/**
 * The merges among these commits in which somebody changed a line that no parent has. One that only joins its parents has no author
 * of its own: who presses the button of a merge queue has written nothing.
 */
function mergesWithChanges(root: string, commits: readonly Commit[]): ReadonlySet<string> {
  const merges = commits.flatMap(({ oid, parents }) => (parents.length > 1 ? oid : []))
  if (merges.length === 0) return new Set()
  const options = ['--stdin', '--cc', '-r', '-p', '-U0', '--no-color', '--no-ext-diff', '--no-textconv', '--no-renames']
  const answer = runGitBytes(root, ['diff-tree', ...options], { input: `${merges.join('\n')}\n` })
  if (!answer.ok) return new Set(merges)
  const found = new Set<string>()
  let merge = ''
  // What files hold never stands at the beginning of a line, so an id alone on one is git's own.
  for (const line of answer.stdout.toString('latin1').split('\n')) {
    if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(line)) merge = line
    else if (line.startsWith('diff --')) found.add(merge)
  }
  return found
}

/** Where decisions and events are kept. */
const decisions = ['.refractor/approvals/', '.refractor/waivers/', '.refractor/links/', '.refractor/audit/']

/** The ordinary commits that add a decision and nothing else: who approves a change in it has not written it. */
function onlyDecisions(root: string, commits: readonly Commit[]): ReadonlySet<string> {
  const oids = commits.flatMap(({ oid, parents }) => (parents.length < 2 ? oid : []))
  if (oids.length === 0) return new Set()
  const options = [
    '--stdin',
    '-r',
    '-z',
    '--root',
    '--name-only',
    '--no-renames',
    '--no-ext-diff',
    '--no-relative',
    '--ignore-submodules=none',
  ]
  const answer = runGitBytes(root, ['diff-tree', ...options], { input: `${oids.join('\n')}\n` })
  if (!answer.ok) return new Set()
  const places = decisions.map((folder) => `${workspacePrefix(root)}${folder}`)
  const found = new Map<string, boolean>()
  let at = ''
  // The ids come in the order in which they were asked for; a path cannot be the id of a commit that holds it.
  const asked = new Set(oids)
  for (const field of answer.stdout.toString('utf8').split('\0')) {
    if (asked.has(field)) at = field
    else if (field !== '') found.set(at, (found.get(at) ?? true) && places.some((place) => field.startsWith(place)))
  }
  return new Set([...found].flatMap(([oid, only]) => (only ? oid : [])))
}

/** Everybody who wrote a part of it: authors, and those whom a commit names as co-authors. */
function authorsOf(root: string, commits: readonly Commit[]): string[] {
  const changed = mergesWithChanges(root, commits)
  const decided = onlyDecisions(root, commits)
  const people = commits.flatMap(({ oid, parents, author, trailers }) => {
    const others = trailers.flatMap(({ key, value }) => (key.toLowerCase() === 'co-authored-by' ? value : []))
    const wroteNothing = decided.has(oid) || (parents.length > 1 && !changed.has(oid))
    return wroteNothing ? others : [author, ...others]
  })
  return [...new Set(people)].sort()
}

const kinds: Readonly<Record<string, ChangedPath['change']>> = { A: 'added', D: 'removed' }

function changedPaths(root: string, from: string, to: string): { readonly ok: true; readonly paths: readonly ChangedPath[] } | Failed {
  const prefix = workspacePrefix(root)
  const options = ['-r', '-z', '--raw', '--no-abbrev', '--no-renames', '--no-ext-diff', '--no-relative', '--ignore-submodules=none']
  const answer = runGitBytes(root, ['diff-tree', ...options, from, to, '--', '.'])
  if (!answer.ok) return unavailable(answer.problem)
  const fields = answer.stdout.toString('utf8').split('\0')
  const paths: ChangedPath[] = []
  // ":mode mode oid oid status", then the path.
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [before = '', after = '', , , status = ''] = (fields[at] as string).slice(1).split(' ')
    const path = (fields[at + 1] as string).slice(prefix.length)
    const isSubmodule = before === '160000' || after === '160000'
    paths.push({ path, change: kinds[status] ?? 'modified', ...(isSubmodule && { submodule: true }) })
  }
  return { ok: true, paths: paths.sort((a, b) => (a.path < b.path ? -1 : 1)) }
}

/**
 * Reads what lies between two commits (full object ids) with at most six git processes, however large the change is. Head need not be
 * built on base: the change is what it did since the two parted. A clone that lacks a part of the way is refused, for it would hide authors.
 */
export function readChange(root: string, base: string, head: string): ChangeRead {
  const missing: Failed = {
    ok: false,
    diagnostic: diagnostic('git/missing-history', `this clone does not hold the history between ${short(base)} and ${short(head)}`, {
      help: unshallow(root),
    }),
  }
  const parted = runGitBytes(root, ['merge-base', '--all', base, head])
  // Exit code 1 says that they have nothing in common.
  if (!parted.ok && parted.exitCode !== 1) return unavailable(parted.problem)
  if (!parted.ok && isShallow(root)) return missing
  const bases = parted.ok ? parted.stdout.toString('latin1').trim().split('\n') : []
  const [mergeBase] = bases

  const range = runGitBytes(root, ['rev-list', '--topo-order', '--reverse', head, `^${base}`, '--'])
  if (!range.ok) return unavailable(range.problem)
  const oids = range.stdout
    .toString('latin1')
    .split('\n')
    .filter((line) => line !== '')
  const cut = oids.length === 0 ? new Set<string>() : cutOff(root)
  if (oids.some((oid) => cut.has(oid))) return missing
  const read = readCommits(root, [base, ...oids])
  if (!read.ok) return read
  const [start, ...commits] = read.commits as readonly [Commit, ...Commit[]]
  // From one of several places at which the lines parted, what came back from another one would not be seen.
  const isCrossed = bases.length > 1
  const changed = changedPaths(root, isCrossed ? base : (mergeBase ?? base), head)
  if (!changed.ok) return changed
  return {
    ok: true,
    change: {
      facts: { base, head, authors: authorsOf(root, commits) },
      baseCommittedAt: start.committedAt,
      mergeBase,
      isCrossed,
      paths: changed.paths,
      commits,
    },
  }
}
