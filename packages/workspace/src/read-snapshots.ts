import { createHash } from 'node:crypto'
import { type Diagnostic, diagnostic, isRepoPath, type SnapshotFact, type SnapshotRecord, snapshotPath } from '@refractor/core'
import { oidPattern } from './git-head.ts'
import { type BlobBytes, type GitObjects, gitObjects } from './git-objects.ts'
import { gitRoot, isBare, runGitBytes } from './git-process.ts'
import { contentDigest, type SnapshotEntry } from './snapshot-content.ts'
import { absentSnapshot } from './snapshot-objects.ts'

type TreeRead =
  | { readonly state: 'present'; readonly entries: readonly SnapshotEntry[]; readonly digest: string }
  | { readonly state: 'absent' }
  | { readonly state: 'unreadable'; readonly because: string }

/** Longer listings are of no snapshot that this tool took. */
const mostFiles = 2_000_000
/** Deeper than any path can be. */
const mostFolders = 512

interface TreeEntry {
  readonly mode: string
  readonly name: string
  readonly oid: string
}

/** The entries of a tree object; undefined for bytes that are none, or that do not have the id they were asked for by. */
function parseTree(bytes: Buffer, oid: string): TreeEntry[] | undefined {
  const size = oid.length / 2
  const format = size === 32 ? 'sha256' : 'sha1'
  if (createHash(format).update(`tree ${bytes.length}\0`).update(bytes).digest('hex') !== oid) return undefined
  const entries: TreeEntry[] = []
  for (let at = 0; at < bytes.length; ) {
    const space = bytes.indexOf(32, at)
    const end = bytes.indexOf(0, space)
    if (space < 0 || end < 0 || end + 1 + size > bytes.length) return undefined
    const name = bytes.subarray(space + 1, end)
    const text = name.toString('utf8')
    if (!Buffer.from(text).equals(name)) return undefined
    entries.push({ mode: bytes.toString('latin1', at, space), name: text, oid: bytes.toString('hex', end + 1, end + 1 + size) })
    at = end + 1 + size
  }
  return entries
}

/** Reads tree objects and all that they name: each once, all of one depth with one process. An absent one is undefined. */
function readTrees(
  root: string,
  wanted: readonly string[],
): ReadonlyMap<string, readonly TreeEntry[] | undefined> | { readonly problem: string } {
  const known = new Map<string, readonly TreeEntry[] | undefined>()
  let pending = [...new Set(wanted)]
  for (let depth = 0; pending.length > 0 && depth < mostFolders; depth++) {
    const answer = runGitBytes(root, ['cat-file', '--batch'], { input: `${pending.join('\n')}\n`, timeoutMs: 120_000, maxBytes: 1 << 30 })
    if (!answer.ok) return answer
    const next = new Set<string>()
    let at = 0
    for (const oid of pending) {
      const end = answer.stdout.indexOf(10, at)
      if (end < 0) return { problem: 'git did not answer' }
      const [, type, length] = answer.stdout.toString('latin1', at, end).split(' ')
      at = end + 1
      if (length === undefined) {
        known.set(oid, undefined)
        continue
      }
      const size = Number(length)
      const entries = type === 'tree' ? parseTree(answer.stdout.subarray(at, at + size), oid) : undefined
      at += size + 1
      if (entries === undefined) return { problem: `${oid.slice(0, 12)} is no tree that can be read` }
      known.set(oid, entries)
      for (const { mode, oid: child } of entries) if (mode === '40000' && !known.has(child)) next.add(child)
    }
    pending = [...next]
  }
  return known
}

type Leaf = Pick<SnapshotEntry, 'path' | 'mode' | 'oid'>

/** Every file below a tree; `absent` when a tree of it is not here. */
function leavesOf(
  trees: ReadonlyMap<string, readonly TreeEntry[] | undefined>,
  top: string,
): Leaf[] | 'absent' | { readonly because: string } {
  const leaves: Leaf[] = []
  const pending: { oid: string; prefix: string; depth: number }[] = [{ oid: top, prefix: '', depth: 0 }]
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const entries = trees.get(folder.oid)
    if (entries === undefined) return 'absent'
    if (folder.depth > mostFolders) return { because: 'its folders have no end' }
    for (const { mode, name, oid } of entries) {
      const path = `${folder.prefix}${name}`
      if (mode === '40000') pending.push({ oid, prefix: `${path}/`, depth: folder.depth + 1 })
      else if (mode !== '100644' && mode !== '100755' && mode !== '120000') return { because: `${path} is neither a file nor a link` }
      else if (!isRepoPath(path)) return { because: `it holds an unsafe name: ${JSON.stringify(path.slice(0, 80))}` }
      else leaves.push({ path, mode, oid })
      if (leaves.length + pending.length > mostFiles) return { because: 'it holds too many files' }
    }
  }
  return leaves.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Reads trees of snapshots from git, with all that is in them: few processes, however many snapshots, each object once. */
function readAll(root: string, oids: readonly string[], objects: GitObjects): ReadonlyMap<string, TreeRead> {
  const read = new Map<string, TreeRead>()
  const asked = oids.filter((oid) => oidPattern.test(oid))
  if (gitRoot(root) === undefined && !isBare(root)) {
    for (const oid of asked) read.set(oid, { state: 'absent' })
    return read
  }
  const trees = readTrees(root, asked)
  if ('problem' in trees) {
    // One tree that is no tree must not make the others unreadable.
    if (asked.length > 1) for (const oid of asked) for (const [key, one] of readAll(root, [oid], objects)) read.set(key, one)
    else for (const oid of asked) read.set(oid, { state: 'unreadable', because: trees.problem })
    return read
  }
  const found = new Map(asked.map((oid) => [oid, leavesOf(trees, oid)] as const))
  const blobs = new Set<string>()
  for (const leaves of found.values()) if (Array.isArray(leaves)) for (const { oid } of leaves) blobs.add(oid)
  objects.load([...blobs].map((oid) => ({ oid, size: undefined })))
  for (const [oid, leaves] of found) {
    if (leaves === 'absent') read.set(oid, { state: 'absent' })
    else if ('because' in leaves) read.set(oid, { state: 'unreadable', because: leaves.because })
    else read.set(oid, withContent(leaves, objects))
  }
  return read
}

function withContent(leaves: readonly Leaf[], objects: GitObjects): TreeRead {
  const entries: SnapshotEntry[] = []
  let [absent, because] = [false, undefined as string | undefined]
  for (const leaf of leaves) {
    const fact = objects.fact({ oid: leaf.oid, size: undefined })
    if (fact.ok) entries.push({ ...leaf, sha256: fact.sha256, size: fact.size })
    else if (/does not hold/.test(fact.problem)) absent = true
    else because ??= `${leaf.path}: ${fact.problem}`
  }
  if (absent) return { state: 'absent' }
  return because === undefined ? { state: 'present', entries, digest: contentDigest(entries) } : { state: 'unreadable', because }
}

/** What became of the objects of some snapshots, by tree. All of their content is read. */
export function snapshotFacts(root: string, trees: readonly string[]): ReadonlyMap<string, SnapshotFact> {
  const facts = new Map<string, SnapshotFact>()
  for (const [oid, one] of readAll(root, [...new Set(trees)], gitObjects(root)))
    facts.set(oid, one.state === 'present' ? { state: 'present', digest: one.digest, files: one.entries.length } : one)
  return facts
}

/** The files of a snapshot, checked against its record. */
export type SnapshotTreeRead =
  | { readonly ok: true; readonly entries: readonly SnapshotEntry[]; readonly bytes: (entry: SnapshotEntry) => BlobBytes }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** What is wrong with the objects of a snapshot; undefined when they are what its record says. */
export function snapshotProblem(record: SnapshotRecord, fact: SnapshotFact): Diagnostic | undefined {
  const location = { file: snapshotPath(record.id), line: 1, column: 1 }
  if (fact.state === 'absent') return absentSnapshot(record)
  if (fact.state === 'unreadable')
    return diagnostic('git/unavailable', `${record.id} cannot be read: ${fact.because}`, { location, help: 'git fsck' })
  if (fact.digest === record.digest) return undefined
  return diagnostic('snapshot/tampered', `${record.id} does not hold what its record says: the digest of its content differs`, {
    location,
    help: `git log --all -- ${snapshotPath(record.id)}`,
  })
}

/** Reads a snapshot from git. One that is not here, or that does not hold what its record says, is refused. */
export async function readSnapshotTree(root: string, record: SnapshotRecord): Promise<SnapshotTreeRead> {
  const objects = gitObjects(root)
  const tree = readAll(root, [record.tree], objects).get(record.tree) ?? { state: 'absent' }
  const fact: SnapshotFact = tree.state === 'present' ? { state: 'present', digest: tree.digest, files: tree.entries.length } : tree
  const problem = snapshotProblem(record, fact)
  if (problem !== undefined || tree.state !== 'present') return { ok: false, diagnostics: problem === undefined ? [] : [problem] }
  return { ok: true, entries: tree.entries, bytes: (entry) => objects.bytes({ oid: entry.oid, size: undefined }) }
}
