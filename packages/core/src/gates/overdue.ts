import type { Entry, Program } from '../link/program-types.ts'
import type { ActionItem } from '../schema/plan-records.ts'
import { endOf, instantOf } from './instant.ts'

/** What a question or an action item is called when nothing is left to do about it. */
const finished: ReadonlySet<string> = new Set(['done', 'closed', 'answered', 'resolved', 'decided', 'cancelled', 'dropped'])

interface Due {
  readonly due?: string | undefined
  readonly state?: string | undefined
}

/** True for what is not finished, and whose day is over (UTC). What has no day is never overdue. */
export function isOverdue({ due, state = 'open' }: Due, now: string): boolean {
  return due !== undefined && !finished.has(state) && endOf(due) < instantOf(now)
}

/** True for an action item that somebody still has to do. */
export const isOpenAction = ({ state = 'open' }: Due): boolean => !finished.has(state)

/** Action items whose day is over and that are not done, the oldest first. */
export function overdueActions(program: Program, now: string): Entry<ActionItem>[] {
  return [...program.actions.values()]
    .filter(({ record }) => isOverdue(record, now))
    .sort((a, b) => ((a.record.due ?? '') < (b.record.due ?? '') ? -1 : 1))
}
