import { dateWords } from '../../schedule/date-words.ts'
import { durationWords } from '../../schedule/duration.ts'
import type { Activity, ActivityKey, Schedule, ScheduleLink } from '../../schedule/schedule-types.ts'
import { csvText } from '../csv.ts'
import { type SheetCell, writeWorkbook } from '../xlsx/workbook.ts'
import { inDays } from './days.ts'

type Cell = string | number | undefined

interface Column {
  readonly head: string
  readonly width: number
  readonly of: (activity: Activity, table: Table) => Cell
}

interface Table {
  readonly schedule: Schedule
  /** "T1 FS +2 days" of everything that has to be before it. */
  readonly before: ReadonlyMap<ActivityKey, readonly string[]>
}

const day = ({ schedule }: Table, date: string | undefined): Cell => (date === undefined ? undefined : dateWords(schedule, date))
const days = ({ schedule }: Table, minutes: number | undefined): Cell => (minutes === undefined ? undefined : inDays(minutes, schedule))
const yes = (is: boolean): Cell => (is ? 'yes' : undefined)

const columns: readonly Column[] = [
  { head: 'type', width: 10, of: ({ type }) => type },
  { head: 'id', width: 14, of: ({ id }) => id },
  { head: 'title', width: 44, of: ({ title }) => title },
  { head: 'in', width: 12, of: ({ parent }) => parent?.slice(parent.indexOf(':') + 1) },
  { head: 'phases', width: 12, of: ({ phases }) => phases.join(', ') },
  { head: 'owner', width: 16, of: ({ owner }) => owner },
  { head: 'progress', width: 10, of: ({ progress }) => progress },
  { head: 'done %', width: 8, of: ({ done }) => Math.round(done * 100) },
  { head: 'start', width: 12, of: ({ dates }, table) => day(table, dates?.start) },
  { head: 'finish', width: 12, of: ({ dates, open }, table) => (open ? undefined : day(table, dates?.finish)) },
  { head: 'working days', width: 12, of: ({ duration }, table) => days(table, duration) },
  { head: 'late start', width: 12, of: ({ lateDates }, table) => day(table, lateDates?.start) },
  { head: 'late finish', width: 12, of: ({ lateDates }, table) => day(table, lateDates?.finish) },
  { head: 'total float', width: 10, of: ({ totalFloat }, table) => days(table, totalFloat) },
  { head: 'free float', width: 10, of: ({ freeFloat }, table) => days(table, freeFloat) },
  { head: 'critical', width: 8, of: ({ critical }) => yes(critical) },
  { head: 'wanted by', width: 12, of: ({ target }, table) => day(table, target?.finish) },
  { head: 'after', width: 30, of: ({ key }, { before }) => before.get(key)?.join(', ') },
  { head: 'level', width: 8, of: ({ level }) => level },
  { head: 'no end', width: 8, of: ({ open }) => yes(open) },
  { head: 'optional', width: 8, of: ({ optional }) => yes(optional) },
  { head: 'no duration', width: 12, of: ({ unknown }) => (unknown === 'none' ? undefined : unknown) },
  { head: 'place', width: 40, of: ({ location }) => `${location.file}:${location.line}` },
]

function linkText({ from, type, lag, calendar }: ScheduleLink, schedule: Schedule): string {
  const id = from.slice(from.indexOf(':') + 1)
  if (lag === 0) return type === 'FS' ? id : `${id} ${type}`
  const length = calendar
    ? `${Number((Math.abs(lag) / 1440).toFixed(2))} calendar days`
    : durationWords(Math.abs(lag), schedule.minutesPerDay)
  return `${id} ${type} ${lag > 0 ? '+' : '-'}${length}`
}

function tableOf(schedule: Schedule): Table {
  const before = new Map<ActivityKey, string[]>()
  for (const link of schedule.links) {
    if (link.reason === 'contains') continue
    const known = before.get(link.to)
    const text = linkText(link, schedule)
    if (known === undefined) before.set(link.to, [text])
    else if (!known.includes(text)) known.push(text)
  }
  return { schedule, before }
}

function* cellsOf(schedule: Schedule): Generator<readonly Cell[]> {
  const table = tableOf(schedule)
  for (const activity of schedule.activities.values()) yield columns.map(({ of }) => of(activity, table))
}

/** A schedule as comma-separated values: a line for each activity, in order of the plan. */
export function scheduleCsv(schedule: Schedule): string {
  function* rows(): Generator<readonly string[]> {
    yield columns.map(({ head }) => head)
    for (const cells of cellsOf(schedule)) yield cells.map((cell) => (cell === undefined ? '' : String(cell)))
  }
  return csvText(rows())
}

/** A schedule as a workbook of one sheet, with buttons to filter by. Days stand as text, YYYY-MM-DD: they sort, and no locale turns them around. */
export function scheduleXlsx(schedule: Schedule): Uint8Array {
  function* rows(): Generator<readonly (SheetCell | undefined)[]> {
    yield columns.map(({ head }) => ({ value: head, style: 'head' }))
    for (const cells of cellsOf(schedule))
      yield cells.map((value, index): SheetCell | undefined => {
        if (value === undefined) return undefined
        return { value, style: typeof value === 'number' ? 'count' : index === 1 ? 'strong' : index === 2 ? 'wrapped' : 'plain' }
      })
  }
  return writeWorkbook([{ name: 'Schedule', rows: rows(), widths: columns.map(({ width }) => width), frozen: 3, filters: true }])
}
