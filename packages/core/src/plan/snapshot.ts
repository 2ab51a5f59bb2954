import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import type { Case } from '../gates/case.ts'
import { isSnapshotGate, pipelineGates, type SnapshotFile, snapshotPath, snapshotsOf } from '../gates/snapshots/snapshot-files.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import { digestOf } from '../load/digest.ts'
import type { SnapshotRecord } from '../schema/snapshot.ts'
import { planned, recordText, refused } from './outcome.ts'
import type { Planned, Stamp, Step } from './plan.ts'

/** What a snapshot holds, as it was read from the work tree. */
export interface SnapshotContent {
  /** The git tree; its objects need not be written yet. */
  readonly tree: string
  /** SHA-256 over mode, path and SHA-256 of each file, in order of path. */
  readonly digest: string
  readonly files: number
  readonly bytes: number
  /** Only what matches was read; absent: everything. */
  readonly paths?: readonly string[] | undefined
  /** How long reading it took. */
  readonly seconds?: number
}

/** What a snapshot is taken for. */
export interface SnapshotRequest {
  /** Gates of the program, or pipeline gates. */
  readonly gates?: readonly string[]
  readonly reason?: string
  /** The snapshot that is going to be restored over it. */
  readonly replacedBy?: string
  /** Take one although the newest holds the same. */
  readonly again?: boolean
}

/** The record that a snapshot will have, or the one that it has already. */
export type PlannedSnapshot = Planned & { readonly record?: SnapshotRecord; readonly isNew?: boolean }

/** Gates that nobody knows: a snapshot at a misspelt gate would never count. */
export function unknownSnapshotGates(program: Program, gates: readonly string[]): Diagnostic[] {
  return gates.flatMap((gate) => {
    if (isSnapshotGate(program, gate)) return []
    const known = [...pipelineGates(program), ...program.gates.keys()]
    const close = nearest(gate, known)
    const help =
      close.length > 0
        ? `did you mean ${close.join(' or ')}?`
        : `name it under snapshots: gates: in ${program.file.file.source.path}, or use one of the program: refractor gate list`
    return [
      diagnostic('cli/unknown-id', `${program.id} has no gate and no pipeline gate ${gate}`, {
        location: locationOfEntry(program.file),
        help,
        expected: close,
      }),
    ]
  })
}

/** 20261121T101112Z */
const compact = (at: string): string => at.replace(/\.\d+/, '').replace(/[-:]/g, '')

const secondsBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / 1000

/** The record of a snapshot that is taken now. */
export function snapshotRecord(
  program: Program,
  previous: SnapshotRecord | undefined,
  content: SnapshotContent,
  { gates = [], reason, replacedBy }: SnapshotRequest,
  { now, author, commit }: Stamp,
): SnapshotRecord {
  const { paths } = content
  const since = previous === undefined ? -1 : secondsBetween(previous.date, now)
  const parts = {
    ...(gates.length > 0 && { gates: [...new Set(gates)] }),
    ...(reason !== undefined && { reason }),
    author,
    date: now,
    ...(commit !== undefined && { commit }),
    tree: content.tree,
    digest: content.digest,
    files: content.files,
    bytes: content.bytes,
    ...(paths !== undefined && { paths: [...paths] }),
    ...(content.seconds !== undefined && { seconds: content.seconds }),
    ...(since >= 0 && { since }),
    ...(previous !== undefined && { previous: previous.id }),
    ...(replacedBy !== undefined && { replacedBy }),
  }
  // Of everything that it says, so that two that are taken within one second have two names.
  const mark = digestOf({ program: program.id, ...parts, seconds: 0 }).slice(0, 8)
  return { format: 1, kind: 'snapshot', program: program.id, id: `${compact(now)}-${mark}`, ...parts }
}

/** The step that writes the record. */
export const snapshotStep = (record: SnapshotRecord, why: string): Step => ({
  type: 'create',
  path: snapshotPath(record.id),
  text: recordText(record),
  why,
})

/** The newest snapshot, when it holds just this, of the same files, and was taken at these gates. */
export function snapshotAlready(
  program: Program,
  records: Pick<Case, 'snapshots'>,
  content: SnapshotContent,
  gates: readonly string[],
): SnapshotFile | undefined {
  const newest = snapshotsOf(program, records)[0]
  if (newest === undefined || newest.record.digest !== content.digest || newest.record.tree !== content.tree) return undefined
  const { gates: at = [], paths } = newest.record
  if (JSON.stringify(paths) !== JSON.stringify(content.paths)) return undefined
  return gates.every((gate) => at.includes(gate)) ? newest : undefined
}

/** Plans the record of a snapshot. Nothing to do when the newest one holds the same and was taken at the same gates. */
export function planSnapshot(
  program: Program,
  records: Case,
  content: SnapshotContent,
  request: SnapshotRequest,
  stamp: Stamp,
): PlannedSnapshot {
  const { gates = [], again } = request
  const problems = unknownSnapshotGates(program, gates)
  if (problems.length > 0) return refused(problems)
  const already = again ? undefined : snapshotAlready(program, records, content, gates)
  if (already !== undefined)
    return { ...planned(`${already.record.id} holds all of this already`, []), record: already.record, isNew: false }
  const record = snapshotRecord(program, snapshotsOf(program, records)[0]?.record, content, request, stamp)
  const at = gates.length > 0 ? ` at ${gates.join(', ')}` : ''
  const details = {
    snapshot: record.id,
    ...(gates.length > 0 && { gates: gates.join(', ') }),
  }
  const event = { type: 'snapshot.created', program: program.id, ids: gates.filter((gate) => program.gates.has(gate)), details }
  return {
    ...planned(`snapshot ${record.id}${at}`, [snapshotStep(record, `${record.files} files, kept by git`)], [], event),
    record,
    isNew: true,
  }
}
