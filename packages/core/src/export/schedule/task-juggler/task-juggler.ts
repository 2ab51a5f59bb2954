import type { Program } from '../../../link/program-types.ts'
import { dayNumber, isoDay } from '../../../schedule/civil-day.ts'
import type { Schedule } from '../../../schedule/schedule-types.ts'
import { juggle } from './tree.ts'
import { quoted, remark, taskLines } from './write.ts'

/** A project for TaskJuggler, and what it does not say, in words. */
export interface JugglerProject {
  readonly text: string
  readonly warnings: readonly string[]
}

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

/** Steps of time that TaskJuggler can count in, in minutes. */
const resolutions = [60, 30, 15, 10, 5] as const

const two = (value: number): string => String(value).padStart(2, '0')

function holidayLines({ calendar }: Program['file']['record']): string[] {
  return (calendar?.holidays ?? []).flatMap((one) => {
    const { from, to, name } = typeof one === 'string' ? { from: one, to: one, name: undefined } : one
    const days = dayNumber(to) - dayNumber(from) + 1
    return days >= 1 ? [`leaves holiday ${quoted(name ?? from)} ${from} +${days}d`] : []
  })
}

/**
 * The plan of a program as a project that TaskJuggler 3 schedules to the same ends: durations as `length`, the working days and the
 * holidays of its calendar. What TaskJuggler has no words for stands as a remark, and is told as a warning. For dated schedules of a plan as
 * it is written: TaskJuggler makes its own forecast.
 */
export function taskJuggler(program: Program, schedule: Schedule): JugglerProject {
  const { roots, warnings: untold, amounts } = juggle(schedule)
  const warnings = [...untold]
  const { minutesPerDay } = schedule
  const resolution = resolutions.find((step) => minutesPerDay % step === 0 && amounts.every((one) => one % step === 0))
  const step = resolution ?? 5
  if (resolution === undefined) warnings.push('TaskJuggler counts in steps of 5 minutes: lengths that are no multiple of that are rounded')
  const dayMinutes = Math.max(step, Math.round(minutesPerDay / step) * step)
  const listed = program.file.record.calendar?.workingDays ?? weekdays.slice(0, 5)
  const works = weekdays.filter((day) => listed.includes(day))
  const rest = weekdays.filter((day) => !listed.includes(day))
  const end = isoDay(dayNumber(schedule.finish ?? schedule.start) + 400)
  const lines = [
    remark(`${program.name}, as planned from ${schedule.start}`),
    ...warnings.map((text) => remark(`not said: ${text}`)),
    // A project that begins in the night before: the first working minute is the first of the day.
    `project ${projectId(program.id)} ${quoted(program.name)} ${schedule.start}-00:00 - ${end}-00:00 {`,
    '  timezone "UTC"',
    `  timingresolution ${step}min`,
    `  dailyworkinghours ${Number((dayMinutes / 60).toFixed(4))}`,
    '  weekstartsmonday',
    `  workinghours ${works.join(', ')} 0:00 - ${Math.floor(dayMinutes / 60)}:${two(dayMinutes % 60)}`,
    ...(rest.length === 0 ? [] : [`  workinghours ${rest.join(', ')} off`]),
    '}',
    ...holidayLines(program.file.record),
    // A day that was rounded is no measure: then hours and minutes are.
    ...roots.flatMap((task) => taskLines(task, dayMinutes === minutesPerDay ? minutesPerDay : Number.POSITIVE_INFINITY)),
    'taskreport "schedule" {',
    '  formats csv',
    '  columns id, name, start, end',
    '  timeformat "%Y-%m-%d"',
    '}',
    '',
  ]
  return { text: lines.join('\n'), warnings }
}

const projectId = (id: string): string => `prj_${id.replace(/[^A-Za-z0-9]+/g, '_')}`
