import type { Entry } from '../link/program-types.ts'
import type { Actual } from '../schema/timing.ts'
import { dayNumber } from './civil-day.ts'
import { parseDuration, type WorkUnits } from './duration.ts'
import type { Network, Piece } from './network-types.ts'
import type { ScheduleMode, ScheduleOptions } from './schedule-types.ts'
import type { WorkCalendar } from './work-calendar.ts'

type States = Pick<Network, 'state' | 'began' | 'ended' | 'until' | 'now' | 'dataDay'>

interface Lengths {
  readonly size: number
  /** Changed in place: started work needs what remains. */
  readonly duration: Float64Array
  readonly clock: Uint8Array
  readonly units: WorkUnits
}

const at = (date: string | undefined, instant: (day: number) => number): number =>
  date === undefined ? Number.NaN : instant(dayNumber(date))

/** What has begun and what is over as of the data date; nothing without one, or where the plan names no start. */
export function readStates(
  pieces: readonly Piece[],
  options: ScheduleOptions,
  calendar: WorkCalendar,
  mode: ScheduleMode,
  { size, duration, clock, units }: Lengths,
): States {
  const state = new Uint8Array(size)
  const began = new Float64Array(size).fill(Number.NaN)
  const ended = new Float64Array(size).fill(Number.NaN)
  if (options.dataDate === undefined || mode !== 'dated')
    return { state, began, ended, until: began, now: Number.NEGATIVE_INFINITY, dataDay: undefined }
  const dataDay = dayNumber(options.dataDate)
  const now = Math.max(0, calendar.beginOf(dataDay))
  const until = new Float64Array(size).fill(now)

  for (const piece of pieces) {
    const { key, type, id, progress, first, last, work } = piece
    if (progress === 'planned') continue
    const record = (piece.entry as Entry<{ readonly actual?: Actual }>).record
    const actual = type === 'gate' ? undefined : record.actual
    const logged = options.actuals?.get(key)
    const start = at(actual?.start ?? logged?.start, calendar.beginOf)
    const closed = type === 'phase' ? options.closed?.get(id) : undefined
    const over = progress === 'done' ? at(actual?.finish ?? logged?.finish ?? closed, calendar.endOf) : Number.NaN
    const isOver = progress === 'done'
    // That a container has begun is an event of the past, whatever is left of it.
    if (first !== last) state[first] = 2
    if (work >= 0) state[work] = isOver ? 2 : 1
    if (isOver) state[last] = 2
    began[first] = start
    if (work >= 0) began[work] = start
    ended[last] = over
    if (work >= 0) ended[work] = over
    if (first !== last) ended[first] = start
    if (progress === 'started' && work >= 0) {
      const length = duration[work] as number
      const said = parseDuration(actual?.remaining, units)
      if (!('unknown' in said)) {
        duration[work] = said.minutes
        clock[work] = said.calendar ? 1 : 0
      } else if (length > 0) {
        if (piece.isContainer && piece.done > 0) duration[work] = Math.round(length * (1 - piece.done))
        else {
          const passed = Number.isNaN(start) ? 0 : Math.max(0, now - start)
          duration[work] = Math.max(length - passed, Math.min(length, units.minutesPerDay))
        }
      }
    }
  }
  // Containers come before what they hold; a part of a phase may come before the phase above it, and then has a date of its own or none.
  for (const { parent, progress, first, work, last } of pieces) {
    const holder = pieces[parent]
    if (holder === undefined || progress !== 'done' || holder.progress !== 'done') continue
    const over = ended[holder.last] as number
    const limit = Number.isNaN(over) ? (until[holder.last] as number) : over
    for (const node of [first, work, last]) if (node >= 0) until[node] = Math.min(until[node] as number, limit)
  }
  return { state, began, ended, until, now, dataDay }
}
