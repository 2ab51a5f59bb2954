import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Case,
  type Diagnostic,
  diagnostic,
  lineCounts,
  type Planned,
  type Program,
  type ProgramFolders,
  planRestore,
  type RestoreChanges,
  type RestoreFile,
  restoreChanges,
  type SnapshotFile,
  type Stamp,
  type Step,
} from '@refractor/core'
import { lfsPointer } from './lfs-pointer.ts'
import { lfsContent } from './lfs-store.ts'
import { decodeText } from './read-file.ts'
import { readSnapshotTree } from './read-snapshots.ts'
import { readWorkTree, type SnapshotEntry } from './snapshot-content.ts'
import { takeSnapshot } from './take-snapshot.ts'

/** What is restored, and how. */
export interface RestoreRequest {
  readonly file: SnapshotFile
  /** Only these files, folders or globs. */
  readonly paths: readonly string[]
  /** The folders of all programs. */
  readonly folders: readonly ProgramFolders[]
  /** Write no objects: only say what would be done. */
  readonly dryRun?: boolean
  readonly clock?: () => number
}

/** One file of a restore, as people are shown it. Counts of lines are left out for what is no text. */
export interface RestoredFile {
  readonly path: string
  readonly change: 'added' | 'changed' | 'removed'
  readonly added?: number
  readonly removed?: number
  /** It can be executed from then on, or no more. */
  readonly mode?: '100644' | '100755'
}

/** The plan of a restore, and what it changes. */
export type PlannedRestore = Planned & {
  readonly changes: readonly RestoredFile[]
  /** The snapshot that keeps what is replaced. */
  readonly kept?: string
  /** Makes the ref of that snapshot; called once the plan is applied. */
  readonly keep: () => readonly Diagnostic[]
}

/** Longer texts are not compared line by line. */
const longest = 1 << 20

const textOf = (bytes: Buffer | undefined): string | undefined =>
  bytes === undefined || bytes.length > longest || bytes.includes(0) ? undefined : decodeText(bytes)

function onDisk(root: string, path: string): Buffer | undefined {
  try {
    return readFileSync(join(root, path))
  } catch {
    return undefined
  }
}

/** What a restore does to each file, with the lines that come and go. */
function shown(root: string, { changes }: RestoreChanges, bytesOf: (file: RestoreFile) => Buffer): RestoredFile[] {
  return changes.map(({ path, change, past, present }) => {
    const before = present === undefined ? '' : textOf(onDisk(root, path))
    const after = past === undefined ? '' : textOf(bytesOf(past))
    const mode = present !== undefined && past !== undefined && present.mode !== past.mode ? { mode: past.mode as '100644' | '100755' } : {}
    return { path, change, ...(before !== undefined && after !== undefined && lineCounts(before, after)), ...mode }
  })
}

/** What Git LFS has no content for here is written as its pointer. */
function pointersLeft(paths: readonly string[]): Diagnostic[] {
  const [first] = paths
  if (first === undefined) return []
  const more = paths.length > 1 ? ` (and ${paths.length - 1} more)` : ''
  return [
    diagnostic('snapshot/not-restored', `${first} comes back as a pointer of Git LFS${more}: this clone has no content for it`, {
      location: { file: first, line: 1, column: 1 },
      help: 'git lfs pull',
    }),
  ]
}

/**
 * Plans the way back to a snapshot: its files are read from git and checked against its record, and what they replace is kept as a
 * snapshot of its own, whose record is part of the plan.
 */
export async function restoreSnapshot(
  root: string,
  program: Program,
  records: Case,
  { file, paths, folders, dryRun = false, clock }: RestoreRequest,
  stamp: Stamp,
): Promise<PlannedRestore> {
  const refuse = (diagnostics: readonly Diagnostic[]): PlannedRestore => ({ ok: false, diagnostics, changes: [], keep: () => [] })
  const { record } = file
  const tree = await readSnapshotTree(root, record)
  if (!tree.ok) return refuse(tree.diagnostics)
  const here = readWorkTree(root)
  if (!here.ok) return refuse(here.diagnostics)
  const sides = { record, past: tree.entries, present: here.entries, folders, paths }
  const found = restoreChanges(sides)
  const contents = new Map<string, Buffer>()
  const pointers: string[] = []
  for (const { past } of found.changes) {
    if (past === undefined) continue
    const read = tree.bytes(past as SnapshotEntry)
    if (!read.ok) return refuse([diagnostic('git/unavailable', `git cannot read ${past.path}: ${read.problem}`, { help: 'git fsck' })])
    const pointer = lfsPointer(read.bytes)
    const content = pointer === undefined ? read.bytes : lfsContent(root, pointer.sha256)
    if (content === undefined) pointers.push(past.path)
    contents.set(past.path, content ?? read.bytes)
  }
  const bytesOf = ({ path }: RestoreFile): Buffer => contents.get(path) as Buffer
  const changes = shown(root, found, bytesOf)
  const plan = (keep: { readonly id?: string; readonly steps: readonly Step[] }) =>
    planRestore(program, records, sides, found, { bytesOf, keep, sha256: file.sha256 }, stamp)
  // Nothing is kept of what is not going to happen.
  const first = plan({ steps: [] })
  if (!first.ok) return refuse(first.diagnostics)
  if (first.plan.steps.length === 0) return { ...first, changes, keep: () => [] }
  const reason = `before the restore of ${record.id}`
  const taken = takeSnapshot(
    root,
    program,
    records,
    { reason, replacedBy: record.id, dryRun, everything: true, ...(clock && { clock }) },
    stamp,
  )
  if (!taken.ok) return refuse(taken.diagnostics)
  const id = taken.record?.id
  const outcome = plan({ steps: taken.plan.steps, ...(id !== undefined && { id }) })
  return {
    ...outcome,
    diagnostics: [...outcome.diagnostics, ...taken.diagnostics, ...pointersLeft(pointers)],
    changes,
    ...(id !== undefined && { kept: id }),
    keep: taken.keep,
  }
}
