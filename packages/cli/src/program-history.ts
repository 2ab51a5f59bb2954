import type { Diagnostic, Program } from '@refractor/core'
import type { BurnUp, HistoryState, ScheduleOptions } from '@refractor/core/schedule'
import { type HistoryStep, readAuditLog, readScheduleHistory, type ScheduleHistory, workTree } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'
import { withProgress } from './progress.ts'
import { actualsIn, dayOf, standingOf } from './schedule-context.ts'

/** How much of the past. */
export interface HistoryAsked {
  /** A revision, or a day (YYYY-MM-DD); default: from the first commit on. */
  readonly since?: string | undefined
  readonly by?: HistoryStep | undefined
  /** The most points. */
  readonly max?: number | undefined
}

/** The past of a program: its numbers, and what it took to find them. */
export interface ProgramPast extends BurnUp {
  readonly read: Omit<ScheduleHistory<unknown>, 'points'>
}

export type PastRead =
  | { readonly ok: true; readonly past: ProgramPast }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

/** The work tree says what its last commit says, on the same day. */
function isSame(one: HistoryState | undefined, other: HistoryState): boolean {
  if (one === undefined || dayOf(one.point.at) !== dayOf(other.point.at)) return false
  const words = ({ point: { at: _, commit: __, ...numbers }, tasks, promised }: HistoryState): string =>
    JSON.stringify([numbers, [...tasks.keys()], [...promised]])
  return words(one) === words(other)
}

/**
 * The program through the commits of the branch, each state with the forecast of its day, and as it is now. What was done when is known from
 * the audit log, as far as it had been written by then. A plan without a first day is told as it was written.
 */
export async function programHistory(context: WorkspaceContext, program: Program, asked: HistoryAsked = {}): Promise<PastRead> {
  const { root, snapshot, now, tree } = context
  const { burnUp, historyState, scheduleOf } = await import('@refractor/core/schedule')
  const { entries } = await readAuditLog(tree ?? workTree(root))
  const stateOf = (at: string, commit: string | null, then: Program, options: ScheduleOptions): HistoryState => {
    const { schedule } = scheduleOf(then, options)
    return historyState({ at, commit, program: then, schedule: schedule.mode === 'dated' ? schedule : scheduleOf(then).schedule })
  }
  const others = snapshot.programs.filter(({ id }) => id !== program.id).map(({ folders }) => folders.specification)
  const { since, by = 'week', max } = asked
  const read = await withProgress(context, 'Reading the history', (step) =>
    readScheduleHistory(
      root,
      { program, others, since, by, ...(max !== undefined && { max }), onState: step },
      ({ at, commit, program: then, closed }) =>
        stateOf(at, commit, then, { dataDate: dayOf(at), actuals: actualsIn(entries, then, at), closed }),
    ),
  )
  if (!read.ok) return read
  const { points, ...rest } = read.history
  const present = stateOf(now, null, program, await standingOf(context, program))
  return { ok: true, past: { ...burnUp(isSame(points.at(-1), present) ? points : [...points, present]), read: rest } }
}
