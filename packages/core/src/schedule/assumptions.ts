import type { Program } from '../link/program-types.ts'
import type { Pieces } from './pieces.ts'
import type { ScheduleAssumption, ScheduleMode, ScheduleOptions } from './schedule-types.ts'
import type { Wires } from './wires.ts'

const few = (ids: readonly string[]): string =>
  ids.length <= 3 ? ids.join(', ') : `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more`

/** What the plan leaves to the reader, in words, and the setting that says it. */
export function assumptionsOf(
  program: Program,
  mode: ScheduleMode,
  { list, approximate, usesHours }: Pieces,
  { sequences }: Wires,
  options: ScheduleOptions,
): ScheduleAssumption[] {
  const found: ScheduleAssumption[] = []
  const say = (text: string, setting?: string): void => {
    found.push({ text, setting })
  }
  if (mode === 'order') return found
  const { calendar, weeks } = program.file.record
  const windows = list.flatMap(({ window }) => (window === undefined ? [] : [window]))
  if (mode === 'relative') {
    say('the plan names no start, so time is counted in weeks and working days', 'start: 2026-01-05 in program.yaml, or --from')
    if ((calendar?.holidays ?? []).length > 0) say('holidays are left out, for nobody knows when it begins')
    if (options.dataDate !== undefined) say('there is no forecast without a start: this is the plan as it is written')
  }
  if (calendar?.workingDays === undefined) {
    const noHolidays = mode === 'dated' && (calendar?.holidays ?? []).length === 0 ? ', and there are no holidays' : ''
    say(`work is done from Monday to Friday${noHolidays}`, 'calendar: { workingDays: […], holidays: […] } in program.yaml')
  }
  if (usesHours && calendar?.hours === undefined) say('a working day has 8 hours', 'calendar: { hours: 8 } in program.yaml')
  if (weeks === undefined && windows.some(({ depends }) => depends))
    say('the last week of a window belongs to it: "0-2" is three weeks', 'weeks: inclusive or half-open in program.yaml')
  if (windows.length > 0 && windows.every(({ from }) => from >= 1))
    say('weeks are counted from 0: week 1 begins seven days after the start')
  if (sequences.milestones > 0)
    say(
      'milestones of a phase that say nothing of each other follow one another',
      'schedule: { milestones: sequence or parallel } in program.yaml',
    )
  if (sequences.phases > 0)
    say('phases follow one another, for the plan says nothing of their order', 'dependencies or window of the phases')
  if (approximate.length > 0)
    say(`"about" is left aside: the number counts as it stands (${few(approximate)})`, 'spread: { low: …, high: … }')
  if (list.some(({ optional, type, duration }) => optional && type === 'task' && duration !== undefined))
    say('optional tasks hold nothing up: they are not part of the finish')
  return found
}
