import { escaped } from '../import/page-text.ts'
import { plainLinks, stepSpans } from './picture/order-steps.ts'
import { dayOf } from './picture/time-scale.ts'
import { dayWords } from './report-days.ts'
import type { ReportActivity, ReportPlace, ReportSchedule } from './report-model.ts'

/** What the script of the page adds to the words of a row; days count from `origin`. */
export interface PackedSchedule {
  readonly mode: ReportSchedule['mode']
  /** Days since 1970 of day 0. */
  readonly origin: number
  readonly days: number
  readonly today: number | null
  readonly baseline: string
  readonly phases: readonly string[]
  /** File and what stands before the number of the line in its address. */
  readonly files: readonly (readonly [string, string])[]
  /**
   * For each row, between `;`: type, rows up to its parent, phase, progress, done in percent of what is started, flags (1 critical,
   * 2 open, 4 late, 8 event), from, days to its end, days from these to those of the baseline, file, lines after the row before; then for
   * all that it waits for the rows back to it, and the type of the link + 4 if that is driving. Nothing stands for 0, and for the phase of
   * the parent and the file of the row before, which count from 1. An x stands where there is no date, or no file.
   */
  readonly rows: string
}

const types: readonly ReportActivity['type'][] = ['phase', 'milestone', 'task', 'gate']
const progresses: readonly ReportActivity['progress'][] = ['planned', 'started', 'done']
const linkTypes = ['FS', 'SS', 'FF', 'SF'] as const

/** Numbers for things, in the order in which they are first seen. */
function numbering() {
  const numbers = new Map<string, number>()
  return {
    of(text: string): number {
      const known = numbers.get(text)
      if (known !== undefined) return known
      numbers.set(text, numbers.size)
      return numbers.size - 1
    },
    list: (): string[] => [...numbers.keys()],
  }
}

/** An address without the number of the line, which must end it; '' where it does not. */
function addressOf({ href, line }: ReportPlace): string {
  return href !== undefined && /^https?:\/\//i.test(href) && href.endsWith(String(line)) ? href.slice(0, -String(line).length) : ''
}

type Days = readonly [from: number | null, to: number | null]

function daysOf(schedule: ReportSchedule): readonly Days[] {
  if (schedule.mode === 'order') return stepSpans(schedule.activities, plainLinks(schedule.activities, schedule.links))
  return schedule.activities.map(({ start, finish }) => {
    const from = dayOf(start)
    return from === undefined ? [null, null] : [from, Math.max(from, dayOf(finish) ?? from)]
  })
}

export function packSchedule(schedule: ReportSchedule): PackedSchedule {
  const { activities, mode } = schedule
  const days = daysOf(schedule)
  const ghosts = activities.map(({ baseline }): Days => [dayOf(baseline?.start) ?? null, dayOf(baseline?.finish) ?? null])
  const today = mode === 'dated' ? dayOf(schedule.today) : undefined
  let [first, last] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const [from, to] of [...days, ...ghosts]) {
    if (from !== null) first = Math.min(first, from)
    if (to !== null) last = Math.max(last, to)
  }
  if (last < first) [first, last] = [0, 0]
  // A day that is far away would press everything else together.
  const near = today !== undefined && today > first - (last - first) / 4 && today < last + (last - first) / 4 ? today : undefined
  if (near !== undefined) [first, last] = [Math.min(first, near), Math.max(last, near)]
  const places = new Map(activities.map(({ key }, index) => [key, index]))
  const phases = numbering()
  const files = numbering()
  const waits = activities.map((): number[] => [])
  for (const link of schedule.links) {
    const [before, after] = [places.get(link.from), places.get(link.to)]
    if (before === undefined || after === undefined) continue
    waits[after]?.push(after - before, linkTypes.indexOf(link.type) + (link.driving ? 4 : 0))
  }
  let [line, file] = [0, 0]
  const rows = activities.map((one, index) => {
    const [[from, to], [ghostFrom, ghostTo]] = [days[index] as Days, ghosts[index] as Days]
    const parent = one.parent === undefined ? undefined : places.get(one.parent)
    const above = parent === undefined || parent >= index ? undefined : activities[parent]
    const inFile = one.place === undefined ? 0 : files.of(`${one.place.file}\n${addressOf(one.place)}`) + 1
    const row: (number | string)[] = [
      types.indexOf(one.type),
      above === undefined ? 0 : index - (parent as number),
      one.phase === undefined || one.phase === above?.phase ? 0 : phases.of(one.phase) + 1,
      progresses.indexOf(one.progress),
      one.progress === 'started' || (one.done > 0 && one.done < 1) ? Math.round(Math.min(1, Math.max(0, one.done)) * 100) : 0,
      (one.critical ? 1 : 0) + (one.open ? 2 : 0) + (one.late ? 4 : 0) + (one.event ? 8 : 0),
      from === null ? 'x' : from - first,
      from === null || to === null ? 0 : to - from,
      // What has no date now may have had one; a zero is written, for most have no baseline at all.
      ghostFrom === null ? '' : String(ghostFrom - (from ?? first)),
      ghostFrom === null || ghostTo === null ? 0 : ghostTo - (to ?? first),
      inFile === 0 ? 'x' : inFile === file ? 0 : inFile,
      one.place === undefined ? 0 : one.place.line - line,
      ...(waits[index] as number[]),
    ]
    line = one.place?.line ?? line
    file = inFile === 0 ? file : inFile
    return row
      .map((part) => (part === 0 ? '' : part))
      .join(',')
      .replace(/,+$/, '')
  })
  return {
    mode,
    origin: first,
    days: last - first + 1,
    today: near === undefined ? null : near - first,
    baseline: schedule.baselineName ?? '',
    phases: phases.list(),
    files: files.list().map((text) => text.split('\n') as [string, string]),
    rows: rows.join(';'),
  }
}

/** A value inside of a script element that holds no script. */
export const embedded = (value: unknown): string =>
  JSON.stringify(value).replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

const cell = (text: string): string => escaped(text.replace(/\s+/g, ' ').trim())

/** Whole days, or tenths of them. */
const floatOf = ({ float }: ReportActivity): string => (float === undefined ? '' : String(Math.round(float * 10) / 10))

/**
 * Every activity. The words stand in the page once, as a table for readers without a script; a browser that runs scripts holds it as mere
 * text, so ten thousand rows cost nothing before the script shows those that are looked at. The script takes the words from there: each
 * row is `<tr><th>id<td>title<td>owner<td>state<td>start<td>finish<td>float`, and none of the words can contain a `<`.
 */
export function explorer(schedule: ReportSchedule): string {
  const rows = schedule.activities.map((one) => {
    const words = [
      one.title === one.id ? '' : one.title,
      one.owner ?? '',
      one.state,
      dayWords(one.start, schedule),
      dayWords(one.finish, schedule),
      floatOf(one),
    ]
    return `<tr><th>${cell(one.id)}${words.map((text) => `<td>${cell(text)}`).join('')}`
  })
  return `<div id="explorer"></div>
<noscript id="rows"><div class="wide"><table><caption>Activities</caption><thead><tr><th scope="col">Id</th><th scope="col">Title</th><th scope="col">Owner</th><th scope="col">State</th><th scope="col">Start</th><th scope="col">Finish</th><th scope="col">Float, days</th></tr></thead><tbody>
${rows.join('\n')}
</tbody></table></div></noscript>
<script type="application/json" id="packed">${embedded(packSchedule(schedule))}</script>`
}
