import { type AuditEntry, type Case, type Program, phaseState, reviewOf, stateIn } from '@refractor/core'
import type { ActivityKey, ActualDates, Schedule, ScheduleOptions } from '@refractor/core/schedule'
import { readAuditLog, workTree } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'
import { readProgramCase } from './judge.ts'

/** What a forecast starts from: the day, what was really done when, and which phases are closed. */
export type Standing = Required<Pick<ScheduleOptions, 'dataDate' | 'actuals' | 'closed'>>

/** The day of a time, in UTC: the plan knows no time zone. */
export const dayOf = (time: string): string => time.slice(0, 10)

/** When phases were closed, by id. */
export function closedPhases(program: Program, records: Case): Map<string, string> {
  const closed = new Map<string, string>()
  for (const id of program.phases.keys()) {
    if (phaseState(program, id, records) !== 'closed') continue
    const date = reviewOf(program, records, id)?.record.date
    if (date !== undefined) closed.set(id, dayOf(date))
  }
  return closed
}

/** When tasks and milestones began and ended, as the commands that set their states recorded it; `until`: as far as was known then. */
export function actualsIn(entries: readonly AuditEntry[], program: Program, until?: string): Map<ActivityKey, ActualDates> {
  const actuals = new Map<ActivityKey, ActualDates>()
  const ordered = [...entries].sort((a, b) => a.event.lamport - b.event.lamport || (a.id < b.id ? -1 : 1))
  for (const entry of ordered) {
    const { event } = entry
    const state = stateIn(entry)
    if (event.program !== program.id || state === undefined || (until !== undefined && event.at > until)) continue
    for (const id of event.ids ?? []) {
      const type = event.type.startsWith('task.') ? 'task' : 'milestone'
      const words = program.states[type]
      const key: ActivityKey = `${type}:${id}`
      const day = dayOf(event.at)
      const known = actuals.get(key)
      // Taken back to the first state, it has not begun; reopened from the last one, it has not ended.
      if (state === words[0]) actuals.delete(key)
      else if (state === words.at(-1)) actuals.set(key, { ...known, finish: day })
      else actuals.set(key, { start: known?.start ?? day })
    }
  }
  return actuals
}

/** What a forecast as of now starts from. The case is read again only where nobody has it yet. */
export async function standingOf(context: WorkspaceContext, program: Program, records?: Case): Promise<Standing> {
  const read = records ?? (await readProgramCase(context, program)).case
  return {
    dataDate: dayOf(context.now),
    actuals: actualsIn((await readAuditLog(context.tree ?? workTree(context.root))).entries, program),
    closed: closedPhases(program, read),
  }
}

/** The plan as it is written, and what is to be expected as of now; the same where the plan names no day to count from. */
export interface Timetable {
  readonly plan: Schedule
  readonly forecast: Schedule
}

/** Both schedules of a program, for views that show what became of the plan. Findings are those of `schedule`, and told there. */
export async function timetableOf(context: WorkspaceContext, program: Program, records?: Case): Promise<Timetable> {
  const { scheduleOf } = await import('@refractor/core/schedule')
  const plan = scheduleOf(program).schedule
  if (plan.mode !== 'dated') return { plan, forecast: plan }
  return { plan, forecast: scheduleOf(program, await standingOf(context, program, records)).schedule }
}
