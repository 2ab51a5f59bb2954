import { type Program, type Stamp, snapshotPath } from '@refractor/core'
import { keepSnapshots, takeSnapshot } from '@refractor/workspace'
import type { Answer } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { readProgramCase } from '../judge.ts'
import { mutate } from '../mutate.ts'
import { withStamp } from '../program-command.ts'
import { programOfGates } from '../program-of-gates.ts'
import { snapshotLine } from '../snapshot-data.ts'

export interface SnapshotCreateOptions {
  readonly gate?: readonly string[]
  readonly reason?: string
  readonly again?: boolean
}

async function take(context: WorkspaceContext, program: Program, stamp: Stamp, options: SnapshotCreateOptions): Promise<Answer> {
  const { root, common } = context
  const dryRun = common.dryRun === true
  const { gate: gates = [], reason, again } = options
  const read = await readProgramCase(context, program)
  // What an earlier run was kept from finishing.
  if (!dryRun) keepSnapshots(root, read.case)
  const request = { gates, ...(reason !== undefined && { reason }), ...(again && { again }), dryRun, clock: () => performance.now() }
  const { keep, ...taken } = takeSnapshot(root, program, read.case, request, stamp)
  const { record } = taken
  const data = record === undefined ? {} : { snapshot: snapshotLine({ record, source: { path: snapshotPath(record.id), text: '' } }) }
  const next = "git push origin 'refs/refractor/*', and commit the record"
  const answer = await mutate(context, taken, { root, data, next })
  if (answer.refused || dryRun || answer.data['plan'] === undefined) return answer
  const kept = keep()
  return { ...answer, diagnostics: [...answer.diagnostics, ...kept] }
}

/** Keeps the work tree as it is now, so that there is a way back. */
export function run(context: WorkspaceContext, _args: readonly string[], options: SnapshotCreateOptions): Promise<Answer> {
  const program = programOfGates(context, options.gate ?? [])
  if ('command' in program) return Promise.resolve(program)
  return withStamp(context, (stamp) => take(context, program, stamp, options))
}
