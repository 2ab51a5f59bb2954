import { keptSnapshots } from '@refractor/workspace'
import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { dueGatesOf, readSnapshots, snapshotLine } from '../snapshot-data.ts'

/** The snapshots there are, the newest first, and the pipeline gates that have none. The list is the answer. */
export async function run(context: WorkspaceContext): Promise<Answer> {
  const read = await readSnapshots(context)
  const kept = keptSnapshots(context.root)
  const isKept = (id: string): boolean => !('problem' in kept) && kept.has(id)
  const snapshots = read.flatMap((one) => one.snapshots.map((file) => ({ ...snapshotLine(file), kept: isKept(file.record.id) })))
  const due = read.flatMap(({ program, snapshots: own }) => dueGatesOf(program, own))
  return {
    command: context.command,
    diagnostics: [...context.diagnostics, ...read.flatMap((one) => one.diagnostics)],
    data: { snapshots: snapshots.sort((a, b) => (a.date < b.date ? 1 : a.date > b.date ? -1 : 0)), gates: due },
  }
}
