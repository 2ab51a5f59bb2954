import type { Diagnostic, Program } from '@refractor/core'
import type { Schedule, ScheduleOptions } from '@refractor/core/schedule'
import { readBaseline } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'

/** The plan as a revision or a snapshot has it. */
export interface Baseline {
  /** As it was asked for. */
  readonly name: string
  readonly program: Program
  readonly schedule: Schedule
}

export type BaselineRead =
  | { readonly ok: true; readonly value: Baseline }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** Schedules the plan of a baseline, as it was written then, whatever was done. */
export async function scheduleBaseline(
  context: WorkspaceContext,
  { id }: Program,
  name: string,
  options: ScheduleOptions,
): Promise<BaselineRead> {
  const read = await readBaseline(context.root, name, id)
  if (!read.ok) return read
  const { program } = read.value
  const { scheduleOf } = await import('@refractor/core/schedule')
  return { ok: true, value: { name, program, schedule: scheduleOf(program, options).schedule } }
}
