import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Program } from '../link/program-types.ts'
import { activitiesOf, criticalNodes, linksOf, type Solved } from './activities.ts'
import { isoDay } from './civil-day.ts'
import { pathOf } from './critical.ts'
import { findingsOf } from './findings.ts'
import { networkOf } from './network.ts'
import type { Network } from './network-types.ts'
import { type Overfull, overfullOf } from './overfull.ts'
import type { Schedule, ScheduleOptions } from './schedule-types.ts'
import { finishOf, newSolution, solveBackward, solveForward } from './solve.ts'

const solvedOf = new WeakMap<Schedule, Solved>()

/** The network that a schedule was made from. Schedules are made by `scheduleOf` only. */
export function networkBehind(schedule: Schedule): Solved {
  const solved = solvedOf.get(schedule)
  if (solved === undefined) throw new Error('this schedule was not made by scheduleOf')
  return solved
}

/** Phases that hold more work than their window has room for. */
export const overfullWindows = (schedule: Schedule): readonly Overfull[] =>
  schedule.mode === 'order' ? [] : overfullOf(networkBehind(schedule))

export function solve(network: Network): Solved {
  const early = solveForward(network, network.duration, newSolution(network))
  const end = finishOf(network, early)
  const late = end === undefined ? undefined : solveBackward(network, network.duration, early, end, newSolution(network))
  return { network, early, late, end, critical: criticalNodes(network, early, end) }
}

/**
 * When everything of a program happens: as it is written, or, with a data date, as it will be as of that day. What a plan leaves open is
 * told as an assumption, what cannot be is a finding; nothing is guessed, and nothing is thrown.
 */
export function scheduleOf(
  program: Program,
  options: ScheduleOptions = {},
): { readonly schedule: Schedule; readonly diagnostics: readonly Diagnostic[] } {
  const network = networkOf(program, options)
  const solved = solve(network)
  const activities = activitiesOf(solved)
  // Tens of thousands, which most who ask for dates never look at.
  let links: Schedule['links'] | undefined
  const { mode, calendar } = network
  const hasDates = mode !== 'order'
  const schedule: Schedule = {
    program: program.id,
    mode,
    start: network.start,
    finish: hasDates && solved.end !== undefined ? isoDay(calendar.dayOf(solved.end, solved.end > 0 ? 'finish' : 'start')) : undefined,
    dataDate: network.dataDay === undefined ? undefined : options.dataDate,
    minutesPerDay: calendar.minutesPerDay,
    daysPerWeek: calendar.daysPerWeek,
    calendar,
    firstWeek: network.pieces.some(({ window }) => window !== undefined) ? 0 : 1,
    activities,
    get links() {
      links ??= linksOf(solved)
      return links
    },
    criticalPath: pathOf(activities, solved),
    assumptions: network.assumptions,
  }
  solvedOf.set(schedule, solved)
  return { schedule, diagnostics: [...network.diagnostics, ...findingsOf(program, schedule, solved)] }
}
