import {
  type Diagnostic,
  diagnostic,
  nearest,
  type Program,
  pipelineGates,
  type SnapshotFile,
  type SnapshotRecord,
  snapshotsOf,
} from '@refractor/core'
import { type Answer, refused } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { readProgramCase } from './judge.ts'

/** What became of the objects of a snapshot: `here` where they were not read, `whole` where they were. */
export type SnapshotState = 'here' | 'whole' | 'absent' | 'tampered' | 'unreadable'

/** A snapshot in JSON. */
export interface SnapshotLine {
  readonly program: string
  readonly id: string
  readonly date: string
  readonly author: string
  readonly gates: readonly string[]
  readonly reason: string | null
  readonly files: number
  readonly bytes: number
  readonly commit: string | null
  readonly tree: string
  readonly digest: string
  /** Seconds since the snapshot before it, and the time that it took. */
  readonly since: number | null
  readonly seconds: number | null
  readonly path: string
}

const authorText = ({ author }: SnapshotRecord): string =>
  typeof author === 'string' ? author : author.name === undefined ? author.id : `${author.name} <${author.id}>`

export function snapshotLine({ record, source }: Pick<SnapshotFile, 'record' | 'source'>): SnapshotLine {
  const { program, id, date, gates = [], reason, files, bytes, commit, tree, digest, since, seconds } = record
  return {
    program,
    id,
    date,
    author: authorText(record),
    gates,
    reason: reason ?? null,
    files,
    bytes,
    commit: commit ?? null,
    tree,
    digest,
    since: since ?? null,
    seconds: seconds ?? null,
    path: source.path,
  }
}

/** A pipeline gate, with the newest snapshot that was taken at it. */
export interface DueGate {
  readonly program: string
  readonly gate: string
  readonly snapshot: string | null
  readonly date: string | null
}

export function dueGatesOf(program: Program, snapshots: readonly SnapshotFile[]): DueGate[] {
  return pipelineGates(program).map((gate) => {
    const newest = snapshots.find(({ record }) => record.gates?.includes(gate))?.record
    return { program: program.id, gate, snapshot: newest?.id ?? null, date: newest?.date ?? null }
  })
}

/** The snapshots of one program, the newest first, and what is wrong with their files. */
export interface SnapshotsRead {
  readonly program: Program
  readonly snapshots: readonly SnapshotFile[]
  readonly diagnostics: readonly Diagnostic[]
}

export async function readSnapshots(context: WorkspaceContext): Promise<readonly SnapshotsRead[]> {
  const read: SnapshotsRead[] = []
  for (const program of context.programs) {
    const found = await readProgramCase(context, program)
    const diagnostics = found.diagnostics.filter(({ code }) => code === 'snapshot/invalid-record' || code === 'workspace/unreadable')
    read.push({ program, snapshots: snapshotsOf(program, found.case), diagnostics })
  }
  return read
}

export interface FoundSnapshot {
  readonly program: Program
  readonly file: SnapshotFile
}

/** The newest snapshot of a program; those that a restore took are passed over, so that a second restore does not undo the first. */
function latestOf({ program, snapshots }: SnapshotsRead): FoundSnapshot[] {
  const file = snapshots.find(({ record }) => record.replacedBy === undefined) ?? snapshots[0]
  return file === undefined ? [] : [{ program, file }]
}

/** The snapshots that words on the command line name: an id, the beginning of one, or "latest". */
export function findSnapshots(
  read: readonly SnapshotsRead[],
  ids: readonly string[],
): { readonly found: FoundSnapshot[]; readonly problems: Diagnostic[] } {
  const all = read.flatMap(({ program, snapshots }) => snapshots.map((file) => ({ program, file })))
  const found: FoundSnapshot[] = []
  const problems: Diagnostic[] = []
  const known = all.map(({ file }) => file.record.id)
  for (const id of ids) {
    const latest = id === 'latest' ? read.flatMap(latestOf) : undefined
    const exact = all.filter(({ file }) => file.record.id === id)
    const fits = latest ?? (exact.length > 0 ? exact : all.filter(({ file }) => id.length >= 4 && file.record.id.startsWith(id)))
    if (fits.length === 1) found.push(fits[0] as FoundSnapshot)
    else if (fits.length > 1)
      problems.push(
        diagnostic('link/ambiguous-id', `${id} is the beginning of ${fits.length} snapshots`, {
          help: 'write more of it, or name the program: --program ID',
          expected: fits.slice(0, 5).map(({ file }) => file.record.id),
        }),
      )
    else {
      const expected = nearest(id, known)
      const help = expected.length > 0 ? `did you mean ${expected.join(' or ')}?` : 'refractor snapshot list shows what there is'
      problems.push(diagnostic('cli/unknown-id', `there is no snapshot ${id}`, { help, expected }))
    }
  }
  return { found, problems }
}

/** The one snapshot that an id names, or the answer that there is none. */
export async function oneSnapshot(context: WorkspaceContext, id: string): Promise<FoundSnapshot | Answer> {
  const read = await readSnapshots(context)
  const { found, problems } = findSnapshots(read, [id])
  const diagnostics = read.flatMap((one) => one.diagnostics)
  return found[0] ?? refused(context.command, [...diagnostics, ...problems])
}
