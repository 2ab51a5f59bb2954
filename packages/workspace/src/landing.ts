import { type Diagnostic, diagnostic, type Proof } from '@refractor/core'
import { branchLine, type LoggedCommit, shallowCommits, writingCommits } from './commit-log.ts'

/** A file as it has to be found in history: the id of its blob. */
export type Blobs = ReadonlyMap<string, string>

/** A commit that a record is proven by. */
export type ProvingCommit = NonNullable<Proof['landed']>

export interface History {
  /** When the file, as it is, came onto the line of the base branch for the first time. */
  readonly landed: ReadonlyMap<string, ProvingCommit>
  /** The commit that wrote it as it is. */
  readonly written: ReadonlyMap<string, ProvingCommit>
  /** Who changed a path last. */
  readonly editors: ReadonlyMap<string, string>
  readonly diagnostics: readonly Diagnostic[]
}

export interface HistoryAsked {
  /** Object ids: the branch that records land on, and the commit that they are looked at in. */
  readonly base: string
  readonly head: string
  readonly files: Blobs
  readonly editors: readonly string[]
  /** RFC 3339. */
  readonly now: string
}

const nobody = ''
const time = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z')

/** The finding for a history that git cannot tell. */
const unavailable = (problem: string): Diagnostic =>
  diagnostic('git/unavailable', `git cannot tell who wrote the records: ${problem}`, { help: 'git log' })

/**
 * When each commit of a line landed: its committer date, but never before that of the commit it stands on, however it was dated. A
 * date in the future lets nothing wait for it.
 */
function landingTimes(line: readonly LoggedCommit[], now: number): ReadonlyMap<string, number> {
  const times = new Map<string, number>()
  let latest = Number.NEGATIVE_INFINITY
  for (const { oid, committed } of line.toReversed()) {
    if (committed <= now) latest = Math.max(latest, committed)
    times.set(oid, Math.max(latest, Math.min(committed, now)))
  }
  return times
}

/** The first commit of a list (oldest first) that holds each file as it is now. */
function firstWith(commits: readonly LoggedCommit[], files: Blobs): Map<string, LoggedCommit> {
  const found = new Map<string, LoggedCommit>()
  for (const commit of commits)
    for (const [path, blob] of commit.blobs) if (blob !== undefined && files.get(path) === blob && !found.has(path)) found.set(path, commit)
  return found
}

/** The last commit (newest first) that changed each path. */
function lastEditors(commits: readonly LoggedCommit[], paths: readonly string[]): Map<string, LoggedCommit> {
  const open = new Set(paths)
  const found = new Map<string, LoggedCommit>()
  for (const commit of commits) for (const path of commit.blobs.keys()) if (open.delete(path)) found.set(path, commit)
  return found
}

/** Reads where files come from: two git calls, however many files there are. */
export function readHistory(root: string, asked: HistoryAsked): History {
  const { base, head, files, editors, now } = asked
  const diagnostics: Diagnostic[] = []
  const commitsOf = (read: typeof branchLine, commit: string, paths: Iterable<string>): readonly LoggedCommit[] => {
    const log = read(root, commit, paths)
    if (!log.ok) diagnostics.push(unavailable(log.problem))
    return log.ok ? log.commits : []
  }
  const writing = commitsOf(writingCommits, head, new Set([...files.keys(), ...editors]))
  const line = files.size > 0 ? commitsOf(branchLine, base, files.keys()) : []
  const times = landingTimes(line, Date.parse(now) / 1000)
  const cut = shallowCommits(root)
  const authorOf = ({ oid, author }: LoggedCommit): string => (cut.has(oid) ? nobody : author)

  const written = new Map(
    [...firstWith(writing.toReversed(), files)].map(([path, commit]): [string, ProvingCommit] => [
      path,
      { commit: commit.oid, at: time(commit.committed), author: authorOf(commit) },
    ]),
  )
  const landed = new Map(
    [...firstWith(line.toReversed(), files)].map(([path, commit]): [string, ProvingCommit] => {
      // Whoever merges a record did not write it.
      const author = commit.parents.length > 1 ? (written.get(path)?.author ?? nobody) : authorOf(commit)
      return [path, { commit: commit.oid, at: time(times.get(commit.oid) as number), author }]
    }),
  )
  const last = lastEditors(writing, editors)
  const used = [...[...landed.values(), ...written.values()].map(({ commit }) => commit), ...[...last.values()].map(({ oid }) => oid)]
  const lost = used.find((oid) => cut.has(oid))
  // Who is not known cannot be kept from approving their own work, so there is no answer.
  if (lost !== undefined) {
    const message = `this clone ends at ${lost.slice(0, 12)}, so it does not tell who wrote some files, and when`
    diagnostics.push(diagnostic('git/shallow-history', message, { help: 'git fetch --unshallow' }))
  }
  return { landed, written, editors: new Map([...last].map(([path, commit]) => [path, authorOf(commit)])), diagnostics }
}
