import {
  type Case,
  type Diagnostic,
  diagnostic,
  type PlannedSnapshot,
  type Program,
  planSnapshot,
  type SnapshotRequest,
  type Stamp,
} from '@refractor/core'
import { objectFormat } from './git-head.ts'
import { contentDigest, readWorkTree, type SnapshotEntry, type WorkTreeContent } from './snapshot-content.ts'
import { keepSnapshot, keptSnapshots, writeSnapshotObjects } from './snapshot-objects.ts'
import { treeObjects } from './snapshot-tree.ts'

export interface TakeSnapshotRequest extends SnapshotRequest {
  /** Write no objects: only say what would be done. */
  readonly dryRun?: boolean
  /** Whatever the program says belongs to a snapshot. */
  readonly everything?: boolean
  /** Milliseconds, from any start: how long the snapshot takes is measured with it. */
  readonly clock?: () => number
}

/** A plan that writes the record of a snapshot; its objects are in git already. */
export type TakenSnapshot = PlannedSnapshot & {
  /** Makes the ref that keeps the objects. Called once the plan is applied; done twice, it changes nothing. */
  readonly keep: () => readonly Diagnostic[]
}

/** What was left out, in one warning. */
export function skippedFiles(skipped: WorkTreeContent['skipped']): Diagnostic[] {
  const [first] = skipped
  if (first === undefined) return []
  const more = skipped.length > 1 ? ` (and ${skipped.length - 1} more)` : ''
  return [
    diagnostic('snapshot/not-kept', `${first.path} is not in the snapshot: ${first.because}${more}`, {
      location: { file: first.path, line: 1, column: 1 },
      help: 'keep it by itself where it matters: a repository of its own has its own history',
    }),
  ]
}

/** The git tree that some files make. */
export const treeOf = (root: string, entries: readonly SnapshotEntry[]): string =>
  treeObjects(entries, objectFormat(root)).at(-1)?.oid as string

/**
 * Takes a snapshot of the work tree: reads what belongs to it, writes it to git as objects that nothing names yet, and plans its record.
 * Apply the plan, alone or as a part of another, then call `keep`.
 */
export function takeSnapshot(root: string, program: Program, records: Case, request: TakeSnapshotRequest, stamp: Stamp): TakenSnapshot {
  const nothing = (): readonly Diagnostic[] => []
  const { dryRun = false, everything = false, clock } = request
  const paths = everything ? undefined : program.file.record.snapshots?.paths
  const began = clock?.()
  const read = readWorkTree(root, paths)
  if (!read.ok) return { ...read, keep: nothing }
  const { entries } = read
  if (entries.length === 0) {
    const help = 'git status --ignored shows what there is'
    return {
      ok: false,
      diagnostics: [diagnostic('snapshot/empty', 'there is no file that a snapshot could hold', { help })],
      keep: nothing,
    }
  }
  const written = dryRun ? [] : writeSnapshotObjects(root, entries)
  if (written.length > 0) return { ok: false, diagnostics: written, keep: nothing }
  const content = {
    tree: treeOf(root, entries),
    digest: contentDigest(entries),
    files: entries.length,
    bytes: entries.reduce((sum, { size }) => sum + size, 0),
    ...(paths !== undefined && { paths }),
    ...(clock !== undefined && began !== undefined && { seconds: Math.round(clock() - began) / 1000 }),
  }
  const planned = planSnapshot(program, records, content, request, stamp)
  const { record } = planned
  return {
    ...planned,
    diagnostics: [...planned.diagnostics, ...skippedFiles(read.skipped)],
    keep: record === undefined || dryRun ? nothing : () => keepSnapshot(root, record),
  } as TakenSnapshot
}

/** Makes the refs that an earlier command did not come to make: of records whose objects are here and that no ref keeps. */
export function keepSnapshots(root: string, { snapshots = [] }: Case): void {
  if (snapshots.length === 0) return
  const kept = keptSnapshots(root)
  if ('problem' in kept) return
  for (const { record } of snapshots) if (record !== undefined && !kept.has(record.id)) keepSnapshot(root, record)
}
