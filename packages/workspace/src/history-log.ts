import type { ChangedFile, HistoryCommit } from '@refractor/core'
import { shallowCommits } from './commit-log.ts'
import { runGitBytes } from './git-process.ts'
import { plainLog, rawChanges } from './log-flags.ts'

/** The commits, parents before children; or why there are none. */
export type HistoryLog =
  | { readonly ok: true; readonly commits: readonly HistoryCommit[] }
  | { readonly ok: false; readonly problem: string }

/** Nothing of the user's configuration changes what is listed. */
const settings = ['log.showRoot=true', 'log.follow=false', 'log.showSignature=false', 'log.mailmap=false', 'core.quotePath=false']
const flags = [...plainLog, ...rawChanges, '--diff-merges=first-parent']
const format = (time: string): string => `--format=tformat:%H%x00%P%x00%${time}%x00%an%x00%ae%x00%s`
// Parents are those that are listed as well, and no side of a merge is left out.
const everyCommit = [...flags, '--full-history', '--parents', '--date-order', format('at')]
const firstParents = [...flags, '--first-parent', format('ct')]

/** Beyond it a Date has no value. */
const latest = 8_640_000_000_000

const instant = (seconds: string): string =>
  new Date(Math.min(Math.max(Number(seconds) || 0, 0), latest) * 1000).toISOString().replace('.000Z', 'Z')
const isFile = (mode: string | undefined): boolean => mode?.startsWith('100') ?? false

/** ":mode mode before after status": what is no regular file counts as none. */
function changed(words: string, path: string): ChangedFile {
  const [was, is, before = '', after = ''] = words.slice(words.indexOf(':') + 1).split(' ')
  return { path, ...(isFile(was) && { before }), ...(isFile(is) && { after }) }
}

/** "oid NUL parents NUL time NUL name NUL address NUL subject NUL (LF? :modes oids status NUL path NUL)*" */
function parse(output: string, shallow: ReadonlySet<string>): HistoryCommit[] {
  const words = output.split('\0')
  const commits: HistoryCommit[] = []
  let at = 0
  while (at + 5 < words.length) {
    const [oid = '', parents = '', time = '', name = '', address = '', subject = ''] = words.slice(at, at + 6)
    at += 6
    const files: ChangedFile[] = []
    for (; /^\n?:/.test(words[at] ?? ''); at += 2) files.push(changed(words[at] as string, words[at + 1] ?? ''))
    commits.push({
      oid,
      parents: parents.split(' ').filter(Boolean),
      author: `${name.replace(/[<>]/g, '').trim()} <${address.replace(/[<>]/g, '').trim()}>`,
      at: instant(time),
      subject,
      files,
      ...(shallow.has(oid) && { isCutOff: true }),
    })
  }
  return commits.reverse()
}

const byName = (names: readonly string[]): string[] => names.map((name) => `:(top,glob)**/${name}`)

function log(root: string, commit: string, args: readonly string[], patterns: readonly string[]): HistoryLog {
  const answer = runGitBytes(root, [...settings.flatMap((one) => ['-c', one]), 'log', ...args, commit, '--', ...patterns], {
    timeoutMs: 300_000,
    maxBytes: 512 << 20,
    patterns: true,
  })
  return answer.ok
    ? { ok: true, commits: parse(answer.stdout.toString('utf8'), shallowCommits(root)) }
    : { ok: false, problem: answer.problem }
}

/**
 * The commits up to one that changed files of these names in any folder of the repository, and the merges that join them; one git call.
 * `names` are patterns of git: "tasks.yaml", "phases/*.yaml". Paths are those of the repository, not of the workspace.
 */
export const historyLog = (root: string, commit: string, names: readonly string[]): HistoryLog =>
  log(root, commit, everyCommit, byName(names))

/**
 * As `historyLog`, along the first parents only: what was on the branch, one state after the other. `at` is when each was committed. A
 * commit differs from the one before it in the list by exactly what its files say.
 */
export const lineLog = (root: string, commit: string, names: readonly string[]): HistoryLog =>
  log(root, commit, firstParents, byName(names))
