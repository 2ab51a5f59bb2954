import type { Program } from '../../link/program-types.ts'
import type { SnapshotRecord } from '../../schema/snapshot.ts'
import type { Case, RecordFile } from '../case.ts'

export const snapshotsFolder = '.refractor/snapshots'

/** Where git keeps the objects of snapshots from being thrown away. */
export const snapshotRefs = 'refs/refractor/snapshots/'

/** What fetches the snapshots that others took; refs outside of branches and tags do not come by themselves. */
export const fetchSnapshots = "git fetch origin 'refs/refractor/*:refs/refractor/*'"

/** A record of a snapshot that could be read. */
export interface SnapshotFile extends RecordFile<SnapshotRecord> {
  readonly record: SnapshotRecord
}

/** The path of the record of a snapshot. */
export const snapshotPath = (id: string): string => `${snapshotsFolder}/${id}.json`

/** Later ones first; of one time the later id first, so that the order never depends on how files were listed. */
function byDate(a: SnapshotFile, b: SnapshotFile): number {
  const [left, right] = [Date.parse(a.record.date), Date.parse(b.record.date)]
  return left === right ? (a.record.id < b.record.id ? 1 : -1) : right - left
}

/** The snapshots of a program, the newest first. A record whose file has another name is none: two could have one id. */
export function snapshotsOf(program: Pick<Program, 'id'>, { snapshots = [] }: Pick<Case, 'snapshots'>): SnapshotFile[] {
  const isOne = (file: RecordFile<SnapshotRecord>): file is SnapshotFile =>
    file.record !== undefined && file.record.program === program.id && file.source.path === snapshotPath(file.record.id)
  return snapshots.filter(isOne).sort(byDate)
}

/** The pipeline gates that the program names. */
export const pipelineGates = (program: Program): readonly string[] => program.file.record.snapshots?.gates ?? []

/** True for a gate that a snapshot can be taken at. */
export const isSnapshotGate = (program: Program, gate: string): boolean => pipelineGates(program).includes(gate) || program.gates.has(gate)
