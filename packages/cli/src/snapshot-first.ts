import type { Case, Diagnostic, Program, SnapshotRequest, Stamp, Step } from '@refractor/core'
import { keepSnapshots, takeSnapshot } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'

/** A snapshot that goes before something else, to be applied as a part of its plan. */
export type SnapshotFirst =
  | {
      readonly ok: true
      /** Steps of the plan: the record of the snapshot. None when nothing asks for one, or the newest holds the same already. */
      readonly steps: readonly Step[]
      /** The snapshot that holds what is there now; absent when nothing asks for one. */
      readonly id?: string
      readonly diagnostics: readonly Diagnostic[]
      /** To be called once the plan is applied, and again when it turns out to be done already. */
      readonly keep: () => readonly Diagnostic[]
    }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** The snapshot that the program demands before something is done (`snapshots: before:`). With --dry-run no object is written. */
export function snapshotFirst(
  context: Pick<WorkspaceContext, 'root' | 'common'>,
  program: Program,
  records: Case,
  occasion: 'review' | 'accept' | 'restore',
  stamp: Stamp,
  request: SnapshotRequest,
): SnapshotFirst {
  const demanded = program.file.record.snapshots?.before?.includes(occasion) ?? false
  if (!demanded) return { ok: true, steps: [], diagnostics: [], keep: () => [] }
  const dryRun = context.common.dryRun === true
  const taken = takeSnapshot(context.root, program, records, { ...request, dryRun, clock: () => performance.now() }, stamp)
  if (!taken.ok) return { ok: false, diagnostics: taken.diagnostics }
  const { plan, record, diagnostics, keep } = taken
  return { ok: true, steps: plan.steps, ...(record !== undefined && { id: record.id }), diagnostics, keep }
}

/** Makes the refs of snapshots that an earlier run did not come to make: it was stopped behind its transaction. */
export function keepEarlier({ root, common }: Pick<WorkspaceContext, 'root' | 'common'>, records: Case): void {
  if (common.dryRun !== true) keepSnapshots(root, records)
}
