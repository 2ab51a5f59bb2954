import { restoreChanges } from '@refractor/core'
import { keptSnapshots, readSnapshotTree, readWorkTree } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { foldersOf } from '../judge.ts'
import { oneSnapshot, snapshotLine } from '../snapshot-data.ts'

/** One snapshot: where it comes from, whether it is whole, and what has changed since. */
export async function run(context: WorkspaceContext, [id = '']: readonly string[], options: { readonly files?: boolean }): Promise<Answer> {
  const found = await oneSnapshot(context, id)
  if ('command' in found) return found
  const { file } = found
  const line = snapshotLine(file)
  const tree = await readSnapshotTree(context.root, file.record)
  if (!tree.ok) return { ...refused(context.command, tree.diagnostics, { snapshot: line }) }
  const here = readWorkTree(context.root)
  if (!here.ok) return refused(context.command, here.diagnostics, { snapshot: line })
  const sides = { record: file.record, past: tree.entries, present: here.entries, folders: foldersOf(context), paths: [] }
  const { changes } = restoreChanges(sides)
  // Seen from the snapshot: what a restore would add was removed since.
  const since = { added: 'removed', changed: 'changed', removed: 'added' } as const
  const kept = keptSnapshots(context.root)
  return {
    command: context.command,
    diagnostics: context.diagnostics,
    data: {
      snapshot: { ...line, state: 'whole', kept: !('problem' in kept) && kept.has(file.record.id) },
      changes: changes.map(({ path, change }) => ({ path, change: since[change] })),
      ...(options.files && { files: tree.entries.map(({ path, mode, size, sha256 }) => ({ path, mode, size, sha256 })) }),
    },
  }
}
