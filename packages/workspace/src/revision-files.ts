import { isUtf8 } from 'node:buffer'
import { realpathSync } from 'node:fs'
import { relative, sep } from 'node:path'
import { type Diagnostic, diagnostic, isRepoPath } from '@refractor/core'
import type { GitResult } from './git.ts'
import { gitRoot, runGitBytes } from './git-process.ts'

/** One entry of a revision that is no folder. */
export interface RevisionFile {
  /** "100644", "100755"; "120000" is a symbolic link, "160000" a submodule. */
  readonly mode: string
  /** Object id: equal ids are equal bytes. */
  readonly oid: string
  /** In bytes; `undefined` where this clone does not know it. */
  readonly size: number | undefined
}

/** Everything that a revision holds of the workspace, by path, sorted; and what is odd about the names. */
export interface RevisionFiles {
  readonly entries: ReadonlyMap<string, RevisionFile>
  readonly diagnostics: readonly Diagnostic[]
}

/** The folder of the workspace in its repository, with a slash at the end; '' where they are the same. */
export function workspacePrefix(root: string): string {
  const top = gitRoot(root)
  if (top === undefined) return ''
  const below = relative(top, realpathSync.native(root)).split(sep).join('/')
  return below === '' ? '' : `${below}/`
}

/** Longer than any system can open; also, a bound for what follows. */
const longestPath = 4096
/** The longest listing that is read: a tree that holds itself many times has no end. */
const longestList = 128 << 20

/** What git itself never checks out; a tree that holds it was made by hand. */
const neverCheckedOut = (path: string): boolean =>
  path.length > longestPath || path.split('/').some((part) => part === '' || part === '.' || part === '..' || part.toLowerCase() === '.git')

const line = /^(\d{6}) (?:blob|commit) ([0-9a-f]{40}|[0-9a-f]{64})(?: +(\d+|-|BAD))?\t/

function named(code: 'git/unsafe-name' | 'git/case-collision', what: string, names: readonly string[], help: string): Diagnostic[] {
  if (names.length === 0) return []
  const shown = names.slice(0, 3).map((name) => JSON.stringify(name.slice(0, 80)))
  const more = names.length > 3 ? ` and ${names.length - 3} more` : ''
  return [diagnostic(code, `${what}: ${shown.join(', ')}${more}`, { help })]
}

/** Paths that a file system which does not tell upper from lower case would mix up, at every level of folders. */
function collisions(paths: Iterable<string>): string[] {
  const seen = new Map<string, string>()
  const found = new Set<string>()
  for (const path of paths) {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) {
      const part = path.slice(0, end)
      const key = part.normalize('NFC').toLowerCase()
      const twin = seen.get(key)
      if (twin === undefined) seen.set(key, part)
      else {
        // What is above a folder that was met before was met with it.
        if (twin === part) break
        found.add(part)
      }
    }
  }
  return [...found].sort()
}

/** Lists a commit, or a tree that holds nothing but the workspace (`prefix` ''), with one process: nothing is read but its folders. */
export function listRevision(
  root: string,
  commit: string,
  revision: string,
  maxBytes = longestList,
  prefix = workspacePrefix(root),
): GitResult<RevisionFiles> {
  const list = (...options: string[]) =>
    runGitBytes(root, ['ls-tree', ...options, '-r', '-z', '--full-tree', commit, ...(prefix === '' ? [] : ['--', prefix])], {
      maxBytes,
    })
  let answer = list('-l')
  // A clone that lacks blobs does not know their sizes.
  if (!answer.ok && answer.exitCode !== null) answer = list()
  if (!answer.ok)
    return { ok: false, diagnostic: diagnostic('git/unavailable', `git cannot list ${revision}: ${answer.problem}`, { help: 'git fsck' }) }

  const found: [string, RevisionFile][] = []
  const unsafe: string[] = []
  const isText = isUtf8(answer.stdout)
  for (const one of answer.stdout.toString(isText ? 'utf8' : 'latin1').split('\0')) {
    if (one === '') continue
    const [head = one, mode = '', oid = '', size = ''] = line.exec(one) ?? []
    const name = one.slice(head.length)
    const bytes = isText ? undefined : Buffer.from(name, 'latin1')
    const path = (bytes?.toString('utf8') ?? name).slice(prefix.length)
    // A name that is not text cannot be asked for; on disk nothing finds it either.
    const isLost = mode === '' || (bytes !== undefined && !isUtf8(bytes)) || neverCheckedOut(path)
    if (isLost || !isRepoPath(path)) unsafe.push(path)
    if (!isLost) found.push([path, { mode, oid, size: /^\d+$/.test(size) ? Number(size) : undefined }])
  }
  found.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
  const entries = new Map<string, RevisionFile>()
  for (const [path, entry] of found) {
    // Listed twice, it is neither of the two.
    if (entries.has(path)) unsafe.push(path)
    entries.set(path, entries.has(path) ? { ...entry, mode: '000000' } : entry)
  }
  return {
    ok: true,
    value: {
      entries,
      diagnostics: [
        ...named('git/unsafe-name', `${revision} holds names that are not read`, unsafe, 'rename them to plain paths'),
        ...named(
          'git/case-collision',
          `${revision} holds names that differ from others only in case`,
          collisions(entries.keys()),
          'rename them: some file systems take them for one',
        ),
      ],
    },
  }
}
