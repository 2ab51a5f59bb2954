import { command, overdueActions, type Program } from '@refractor/core'
import type { NextStep } from './next-steps.ts'

/** An action item whose day is over. */
export interface OverdueAction {
  readonly id: string
  readonly title: string
  readonly due: string
  readonly owner?: string
}

/** Action items of a program, or of one of its phases, that are not done and should be; the oldest first. */
export function overdueOf(program: Program, now: string, phase?: string): OverdueAction[] {
  return overdueActions(program, now)
    .filter(({ record }) => phase === undefined || record.phase === phase)
    .map(({ id, record: { title, due = '', owner } }) => ({ id, title, due, ...(owner !== undefined && { owner }) }))
}

/** What to look at first: who is to do what that is late. */
export const overdueSteps = (program: Program, now: string): NextStep[] =>
  overdueOf(program, now).map(({ id, title, due, owner }) => ({
    command: command(program, 'show', id),
    why: `overdue since ${due}: ${title}${owner === undefined ? '' : ` (${owner})`}`,
    id,
  }))
