import { createHash } from 'node:crypto'
import { lstatSync, readFileSync, readlinkSync, type Stats } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, diagnostic, isRepoPath, matcher } from '@refractor/core'
import { errorCode, fileProblem } from './find-path.ts'
import { objectFormat } from './git-head.ts'
import { blobSizes, gitObjects } from './git-objects.ts'
import { gitRoot, runGitBytes } from './git-process.ts'
import { lfsPointer, mayBePointer } from './lfs-pointer.ts'
import { isInLfsStore } from './lfs-store.ts'
import { hashFile } from './read-file.ts'

/** A file of a snapshot. */
export interface SnapshotEntry {
  readonly path: string
  readonly mode: '100644' | '100755' | '120000'
  /** The git blob: of the bytes as they lie on disk, no filter applied; for a file of Git LFS of its pointer. */
  readonly oid: string
  /** Of the content; for a file of Git LFS of what its pointer stands for. */
  readonly sha256: string
  readonly size: number
  /** SHA-256 of the bytes on disk, where that is another digest: of a pointer of Git LFS. */
  readonly raw?: string
}

/** What of the work tree belongs to a snapshot, and what was left out although git does not ignore it. */
export interface WorkTreeContent {
  readonly entries: readonly SnapshotEntry[]
  readonly skipped: readonly { readonly path: string; readonly because: string }[]
}

export type WorkTreeRead = ({ readonly ok: true } & WorkTreeContent) | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** The log of what happened never goes back, and what belongs to one machine is nobody else's. */
const neverKept = /^\.refractor\/(?:audit|snapshots|cache|journal|lock[^/]*)(?:\/|$)/

/** True for what a snapshot can hold: all but the audit log, the records of snapshots, and what lives only on this machine. */
export const isKept = (path: string): boolean => !neverKept.test(path)

const byPath = (a: { readonly path: string }, b: { readonly path: string }): number => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)

/** SHA-256 over mode, path and SHA-256 of each file, in order of path (as UTF-16). */
export function contentDigest(entries: readonly Pick<SnapshotEntry, 'mode' | 'path' | 'sha256'>[]): string {
  const hash = createHash('sha256')
  for (const { mode, path, sha256 } of [...entries].sort(byPath)) hash.update(`${mode} ${path}\0${sha256}\n`)
  return hash.digest('hex')
}

const unavailable = (problem: string): { ok: false; diagnostics: Diagnostic[] } => ({
  ok: false,
  diagnostics: [
    diagnostic('git/unavailable', `git cannot answer: ${problem}`, { help: problem === noRepository ? 'git init' : 'git status' }),
  ],
})
const noRepository = 'this is not a git repository, and a snapshot is kept as git objects'

/** A file of the index that a sparse checkout leaves out of the work tree: it belongs to the state all the same. */
type LeftOut = Pick<SnapshotEntry, 'path' | 'mode' | 'oid'>

interface Listed {
  readonly sparse: ReadonlyMap<string, LeftOut>
  /** Blobs of the index, by path. */
  readonly tracked: ReadonlyMap<string, string>
  readonly paths: readonly string[]
  readonly unreadable: readonly string[]
}

/** Tracked files and new ones that are not ignored, by two processes. Repositories inside this one come with a slash, and stay out. */
function listed(root: string): Listed | { readonly problem: string } {
  const index = runGitBytes(root, ['ls-files', '-z', '--stage', '-t'])
  if (!index.ok) return index
  const others = runGitBytes(root, ['ls-files', '-z', '--others', '--exclude-standard'])
  if (!others.ok) return others
  const tracked = new Map<string, string>()
  const sparse = new Map<string, LeftOut>()
  const unreadable: string[] = []
  const paths = new Set<string>()
  const add = (name: Buffer, oid: string | undefined): void => {
    const path = name.toString('utf8')
    if (!Buffer.from(path).equals(name) || !isRepoPath(path.replace(/\/$/, ''))) unreadable.push(path)
    else {
      paths.add(path)
      if (oid !== undefined) tracked.set(path, oid)
    }
  }
  for (const line of split(index.stdout)) {
    const tab = line.indexOf(9)
    const [tag, mode = '', oid = ''] = line.toString('latin1', 0, tab).split(' ')
    const path = line.toString('utf8', tab + 1)
    if (tag === 'S' && fileModes.has(mode)) sparse.set(path, { path, mode: mode as SnapshotEntry['mode'], oid })
    add(line.subarray(tab + 1), oid)
  }
  for (const line of split(others.stdout)) add(line, undefined)
  return { tracked, sparse, paths: [...paths].sort(), unreadable }
}

const fileModes: ReadonlySet<string> = new Set(['100644', '100755', '120000'])

function* split(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0, start)
    yield bytes.subarray(start, end)
    start = end + 1
  }
}

interface Hashed extends SnapshotEntry {
  readonly tracked: string | undefined
}

/** Hashes a file as it lies there. Throws what the file system throws. */
function hashed(root: string, path: string, stats: Stats, format: 'sha1' | 'sha256', tracked: string | undefined): Hashed {
  const absolute = join(root, path)
  if (stats.isSymbolicLink()) {
    const target = readlinkSync(absolute, { encoding: 'buffer' })
    const oid = createHash(format).update(`blob ${target.length}\0`).update(target).digest('hex')
    return { path, mode: '120000', oid, sha256: createHash('sha256').update(target).digest('hex'), size: target.length, tracked }
  }
  const mode = (stats.mode & 0o100) !== 0 ? '100755' : '100644'
  const { size } = stats
  if (size <= 1 << 20) {
    const bytes = readFileSync(absolute)
    const oid = createHash(format).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
    const pointer = mayBePointer(bytes.length) ? lfsPointer(bytes) : undefined
    const raw = createHash('sha256').update(bytes).digest('hex')
    const size = bytes.length
    return pointer === undefined
      ? { path, mode, oid, sha256: raw, size, tracked }
      : { path, mode, oid, sha256: pointer.sha256, size: pointer.size, raw, tracked }
  }
  return { path, mode, oid: hashFile(absolute, format, `blob ${size}\0`), sha256: hashFile(absolute), size, tracked }
}

/**
 * A file that Git LFS has put in place of its pointer is kept as the pointer that the index holds: its content has a store of its own,
 * and its digest is the same either way.
 */
function asPointers(root: string, files: readonly Hashed[]): SnapshotEntry[] {
  const other = files.filter(({ mode, oid, tracked }) => mode !== '120000' && tracked !== undefined && tracked !== oid)
  const pointers = new Map<string, string>()
  if (other.length > 0) {
    const sizes = blobSizes(
      root,
      other.flatMap(({ tracked }) => tracked ?? []),
    )
    const small = [...sizes].flatMap(([oid, size]) => (mayBePointer(size) ? [{ oid, size }] : []))
    const objects = gitObjects(root)
    objects.load(small)
    for (const blob of small) {
      const fact = objects.fact(blob)
      if (fact.ok && fact.lfs) pointers.set(blob.oid, fact.sha256)
    }
  }
  return files.map(({ tracked, ...entry }) =>
    tracked !== undefined && entry.mode !== '120000' && pointers.get(tracked) === entry.sha256 && isInLfsStore(root, entry)
      ? { ...entry, oid: tracked }
      : entry,
  )
}

/** What the index has of files that are not checked out. */
function fromIndex(root: string, files: readonly LeftOut[]): SnapshotEntry[] | { readonly problem: string } {
  const objects = gitObjects(root)
  objects.load(files.map(({ oid }) => ({ oid, size: undefined })))
  const entries: SnapshotEntry[] = []
  for (const file of files) {
    const fact = objects.fact({ oid: file.oid, size: undefined })
    if (!fact.ok) return { problem: `${file.path}: ${fact.problem}` }
    entries.push({ ...file, sha256: fact.sha256, size: fact.size })
  }
  return entries
}

/**
 * Reads everything of the work tree that belongs to a snapshot: what git does not ignore, and of that what matches `patterns`. Bytes as
 * they lie on disk; nothing is written and no filter is run. Links are kept as links; submodules have a history of their own.
 */
export function readWorkTree(root: string, patterns?: readonly string[]): WorkTreeRead {
  if (gitRoot(root) === undefined) return unavailable(noRepository)
  const list = listed(root)
  if ('problem' in list) return unavailable(list.problem)
  const matches = patterns === undefined ? () => true : matcher(patterns)
  const format = objectFormat(root)
  const skipped = list.unreadable.map((path) => ({ path, because: 'its name cannot be read' }))
  const files: Hashed[] = []
  const absent: LeftOut[] = []
  const problems: Diagnostic[] = []
  for (const listedPath of list.paths) {
    const path = listedPath.replace(/\/$/, '')
    if (!isKept(path) || !matches(path)) continue
    try {
      const stats = lstatSync(join(root, path), { throwIfNoEntry: false })
      const left = list.sparse.get(path)
      if (stats === undefined && left !== undefined) absent.push(left)
      if (stats === undefined) continue
      // Git still knows a file where a folder has taken its place; what is in that folder is listed by itself.
      const isReplaced = stats.isDirectory() && list.paths.some((one) => one.startsWith(`${path}/`) && one !== listedPath)
      if (isReplaced) continue
      if (stats.isDirectory()) skipped.push({ path, because: 'it is a repository of its own' })
      else if (!stats.isFile() && !stats.isSymbolicLink()) skipped.push({ path, because: 'it is not a regular file' })
      else files.push(hashed(root, path, stats, format, list.tracked.get(path)))
    } catch (error) {
      // A file has taken the place of its folder: it is gone.
      if (errorCode(error) === 'ENOTDIR') continue
      const details = { location: { file: path, line: 1, column: 1 }, help: 'make it one that you may read' }
      problems.push(diagnostic('workspace/unreadable', `cannot read ${path}: ${fileProblem(error)}`, details))
    }
  }
  if (problems.length > 0) return { ok: false, diagnostics: problems }
  const known = fromIndex(root, absent)
  if ('problem' in known) return unavailable(known.problem)
  return { ok: true, entries: [...asPointers(root, files), ...known].sort(byPath), skipped }
}
