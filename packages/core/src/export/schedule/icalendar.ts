import { visible } from '../../import/page-text.ts'
import type { Activity, ActivityType, Schedule } from '../../schedule/schedule-types.ts'
import { dayAfter, inDays, nameOf } from './days.ts'

/** What calendars are given of their own accord: the days that people wait for. */
export const calendarTypes: readonly ActivityType[] = ['milestone', 'gate']

const utf8 = new TextEncoder()

/** A text as a value (RFC 5545, 3.3.11). */
const textValue = (text: string): string =>
  visible(text.replace(/\r\n?/g, '\n'))
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n')

/** A content line in pieces of at most 75 octets (RFC 5545, 3.1); no character is torn apart. */
export function folded(line: string): string {
  let text = ''
  let octets = 0
  for (const character of line) {
    const size = utf8.encode(character).length
    if (octets + size > 75) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += size
  }
  return `${text}\r\n`
}

/** 20260105 */
const dateValue = (date: string): string => date.replaceAll('-', '')

/** 20260105T080910Z of an RFC 3339 time in UTC. */
const timeValue = (time: string): string => `${dateValue(time.slice(0, 10))}T${time.slice(11, 19).replaceAll(':', '')}Z`

/** The same record has the same name in every export: a calendar that reads the file again moves it. */
const uid = ({ type, id }: Activity, program: string): string =>
  `${type}-${encodeURIComponent(id)}@${encodeURIComponent(program)}.refractor`

function wordsOf(schedule: Schedule, { type, phases, owner, target, totalFloat, critical, location }: Activity): string {
  return [
    ...(type !== 'phase' && phases.length > 0 ? [`phase ${phases.join(', ')}`] : []),
    ...(owner === undefined ? [] : [`owner: ${owner}`]),
    ...(target === undefined ? [] : [`the plan wants it by ${target.finish}`]),
    ...(critical ? ['on the critical path'] : totalFloat === undefined ? [] : [`float: ${inDays(totalFloat, schedule)} working days`]),
    `${location.file}:${location.line}`,
  ].join('\n')
}

const states = { planned: 'NEEDS-ACTION', started: 'IN-PROCESS', done: 'COMPLETED' } as const

/** What is to be done as a to-do with its days; everything else as the day on which it ends. */
function component(schedule: Schedule, activity: Activity, stamp: string): string[] {
  const { type, dates, open, progress, done, critical } = activity
  if (dates === undefined || open) return []
  const name = type === 'task' ? 'VTODO' : 'VEVENT'
  const days =
    type === 'task'
      ? [
          // A to-do may not begin on the day on which it is due.
          ...(dates.start === dates.finish ? [] : [`DTSTART;VALUE=DATE:${dateValue(dates.start)}`]),
          `DUE;VALUE=DATE:${dateValue(dates.finish)}`,
          `STATUS:${states[progress]}`,
          `PERCENT-COMPLETE:${progress === 'done' ? 100 : Math.min(99, Math.floor(done * 100))}`,
        ]
      : [
          `DTSTART;VALUE=DATE:${dateValue(dates.finish)}`,
          `DTEND;VALUE=DATE:${dateValue(dayAfter(dates.finish))}`,
          'TRANSP:TRANSPARENT',
          `STATUS:${progress === 'done' ? 'CONFIRMED' : 'TENTATIVE'}`,
        ]
  return [
    `BEGIN:${name}`,
    `UID:${uid(activity, schedule.program)}`,
    `DTSTAMP:${stamp}`,
    ...days,
    `SUMMARY:${textValue(`${type === 'gate' ? 'gate ' : ''}${nameOf(activity)}`)}`,
    `DESCRIPTION:${textValue(wordsOf(schedule, activity))}`,
    `CATEGORIES:${type}${critical ? ',critical' : ''}`,
    `END:${name}`,
  ]
}

/** What a calendar is called, when it was made (RFC 3339, UTC), and what it holds. */
export interface CalendarOptions {
  readonly name: string
  readonly stamp: string
  readonly types?: readonly ActivityType[]
}

/** The days of a dated schedule as an iCalendar file (RFC 5545). What has no end is left out; days have no time zone. */
export function scheduleCalendar(schedule: Schedule, { name, stamp, types = calendarTypes }: CalendarOptions): string {
  const at = timeValue(stamp)
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//refractor//schedule//EN',
    'CALSCALE:GREGORIAN',
    `X-WR-CALNAME:${textValue(name)}`,
    ...[...schedule.activities.values()].filter(({ type }) => types.includes(type)).flatMap((one) => component(schedule, one, at)),
    'END:VCALENDAR',
  ]
  return lines.map(folded).join('')
}
