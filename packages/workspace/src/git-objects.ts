import { runGitBytes } from './git-process.ts'
import { lfsPointer } from './lfs-pointer.ts'
import { sha256Of } from './read-file.ts'

/** How much is read, in bytes. */
export interface ObjectLimits {
  /** The largest blob that is read. */
  readonly blob: number
  /** What one process reads. */
  readonly batch: number
  /** The largest blob that stays in memory without being asked for, and how much all of them may take. */
  readonly kept: number
  readonly keptTogether: number
}

const usual: ObjectLimits = { blob: 512 << 20, batch: 64 << 20, kept: 4 << 20, keptTogether: 128 << 20 }

/** A blob that is wanted. */
export interface WantedBlob {
  readonly oid: string
  /** In bytes; `undefined` where it is not known. */
  readonly size: number | undefined
}

/** What is known of a blob, or why it cannot be read. */
export type BlobFact =
  | { readonly ok: true; readonly size: number; readonly sha256: string; readonly lfs: boolean }
  | { readonly ok: false; readonly problem: string }

export type BlobBytes = { readonly ok: true; readonly bytes: Buffer } | { readonly ok: false; readonly problem: string }

/** The blobs of one repository, each read once, many of them by one process. Shared by revisions that have most of them in common. */
export interface GitObjects {
  /** Reads what was not read yet. Large ones are only hashed. */
  load(wanted: Iterable<WantedBlob>): void
  /** Digest and size of the content: for a pointer of Git LFS, of what it stands for. */
  fact(blob: WantedBlob): BlobFact
  bytes(blob: WantedBlob): BlobBytes
}

const newline = 10
const absent = 'this clone does not hold its content; git fetch --refetch --no-filter gets it'
const tooLarge = 'it is too large to be read from git'

type Answer = { readonly oid: string; readonly bytes: Buffer } | { readonly oid: string; readonly problem: string }

/** Takes apart what `cat-file --batch` answers, in the order of the questions. */
export function parseBatch(output: Buffer, oids: readonly string[]): Answer[] {
  const answers: Answer[] = []
  let at = 0
  for (const oid of oids) {
    const end = output.indexOf(newline, at)
    if (end < 0) break
    const [id, type, length] = output.toString('latin1', at, end).split(' ')
    at = end + 1
    if (id !== oid || type === 'missing' || length === undefined) {
      answers.push({ oid, problem: absent })
      continue
    }
    const size = Number(length)
    const bytes = output.subarray(at, at + size)
    at += size + 1
    if (bytes.length === size) answers.push({ oid, bytes })
  }
  return answers
}

/** Sizes of blobs, as git has them; of one that is not here there is none. */
export function blobSizes(root: string, oids: readonly string[]): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>()
  if (oids.length === 0) return sizes
  const answer = runGitBytes(root, ['cat-file', '--batch-check=%(objectname) %(objectsize)'], { input: `${oids.join('\n')}\n` })
  if (!answer.ok) return sizes
  for (const line of answer.stdout.toString('latin1').split('\n')) {
    const [oid = '', size = ''] = line.split(' ')
    if (/^\d+$/.test(size)) sizes.set(oid, Number(size))
  }
  return sizes
}

/** Splits blobs into groups that one process reads. */
function* batches(blobs: readonly { readonly oid: string; readonly size: number }[], limit: number): Generator<readonly string[]> {
  let group: string[] = []
  let bytes = 0
  for (const { oid, size } of blobs) {
    if (group.length > 0 && bytes + size > limit) {
      yield group
      group = []
      bytes = 0
    }
    group.push(oid)
    bytes += size
  }
  if (group.length > 0) yield group
}

/** Opens the objects of the repository that `root` lies in. Nothing is read yet. */
export function gitObjects(root: string, limits: ObjectLimits = usual): GitObjects {
  const facts = new Map<string, BlobFact>()
  const kept = new Map<string, Buffer>()
  let keptBytes = 0

  const remember = (oid: string, bytes: Buffer, keep: boolean): void => {
    const lfs = lfsPointer(bytes)
    const keepIt = keep || (bytes.length <= limits.kept && keptBytes + bytes.length <= limits.keptTogether)
    if (keepIt && !kept.has(oid)) {
      // A copy: a part of what git answered would keep all of it in memory.
      kept.set(oid, Buffer.from(bytes))
      keptBytes += bytes.length
    }
    facts.set(oid, { ok: true, size: lfs?.size ?? bytes.length, sha256: lfs?.sha256 ?? sha256Of(bytes), lfs: lfs !== undefined })
  }

  const load = (wanted: Iterable<WantedBlob>, keep = false): void => {
    const missing = new Map<string, number | undefined>()
    for (const { oid, size } of wanted) {
      const known = facts.get(oid)
      if (known === undefined || (keep && known.ok && !kept.has(oid))) missing.set(oid, size)
    }
    const sizes = blobSizes(
      root,
      [...missing].flatMap(([oid, size]) => (size === undefined ? oid : [])),
    )
    const readable: { oid: string; size: number }[] = []
    for (const [oid, listed] of missing) {
      const size = listed ?? sizes.get(oid)
      if (size === undefined) facts.set(oid, { ok: false, problem: absent })
      else if (size > limits.blob) facts.set(oid, { ok: false, problem: tooLarge })
      else readable.push({ oid, size })
    }
    for (const oids of batches(readable, limits.batch)) {
      const answer = runGitBytes(root, ['cat-file', '--batch'], { input: `${oids.join('\n')}\n`, timeoutMs: 120_000, maxBytes: 1 << 30 })
      for (const one of answer.ok ? parseBatch(answer.stdout, oids) : []) {
        if ('bytes' in one) remember(one.oid, one.bytes, keep)
        else facts.set(one.oid, { ok: false, problem: one.problem })
      }
      const problem = answer.ok ? 'git did not answer' : answer.problem
      for (const oid of oids) if (!facts.has(oid)) facts.set(oid, { ok: false, problem })
    }
  }

  const fact = (blob: WantedBlob): BlobFact => {
    load([blob])
    return facts.get(blob.oid) as BlobFact
  }

  return {
    load: (wanted) => load(wanted),
    fact,
    bytes(blob) {
      const known = fact(blob)
      if (!known.ok) return known
      load([blob], true)
      const bytes = kept.get(blob.oid)
      return bytes === undefined ? { ok: false, problem: 'git did not answer' } : { ok: true, bytes }
    },
  }
}
