import type { ChainStep, ScheduleData, ScheduleRow } from '../../schedule-data.ts'
import { displayWidth } from '../display-width.ts'
import { type GanttBar, type GanttMark, type GanttScale, ganttAxis, ganttCells, ganttLegend, ganttText } from '../gantt.ts'
import { plural } from '../gate-words.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { type Cell, cell, tableLines } from '../table.ts'
import { cut, wrapBehind } from '../wrap.ts'
import { nextLine } from './gates.ts'
import { healthLines } from './schedule-health.ts'
import { levelLines } from './schedule-order.ts'
import { riskLines } from './schedule-risk.ts'

/** With more rows than this, tasks are left out unless they are asked for. */
const rowsShown = 40
const sectionShown = 5
/** A chart that is narrower shows nothing, and one that is wider is not easier to read. */
const narrowestChart = 16
const widestChart = 120
const narrowestTitle = 10
const widestTitle = 44

export const dayWords = (count: number, noun = 'working day'): string => plural(Number(count.toFixed(2)), noun)

/** "12 working days later than the plan" */
const slipWords = (slip: number, than: string): string =>
  slip === 0 ? `as ${than} has it` : `${dayWords(Math.abs(slip))} ${slip > 0 ? 'later' : 'earlier'} than ${than}`

function headLines(data: ScheduleData, { width, paint }: ReporterContext): string[] {
  const { mode, kind, program, name, totals, asked } = data
  const of = mode === 'order' ? 'order of work' : kind === 'plan' ? 'schedule as planned' : `forecast as of ${data.dataDate}`
  const title = wrapBehind('', `${name === program ? name : `${oneLine(name)} (${program})`}: ${of}`, width).map(paint.strong)
  const told: string[] = []
  if (mode === 'order') told.push('No task has a duration that can be read, so there is an order and no dates.')
  else if (data.finish === undefined) told.push(`It begins on ${data.start} and has no end.`)
  else {
    const slip = data.slip === undefined || data.planned === undefined ? '' : `, ${slipWords(data.slip, `the plan (${data.planned})`)}`
    told.push(
      mode === 'relative'
        ? `From ${data.start} to ${data.finish}.`
        : `From ${data.start} to ${data.finish}${data.slip === 0 ? ', as planned' : slip}.`,
    )
  }
  if (data.baseline?.finish !== undefined) told.push(`The baseline ${data.baseline.name} ends on ${data.baseline.finish}.`)
  const counts = [
    plural(totals.activities, 'task or milestone', 'tasks and milestones'),
    ...(totals.done > 0 ? [`${totals.done} done`] : []),
    ...(mode === 'order' ? [] : [`${totals.critical} critical`]),
    ...(mode === 'order' || totals.unestimated === 0 ? [] : [`${totals.unestimated} without a duration`]),
  ]
  told.push(`${counts.join(', ')}.`)
  const only = [
    ...(asked.id === undefined ? [] : [`what belongs to ${asked.id}`]),
    ...(asked.owner === undefined ? [] : [`what ${asked.owner} does`]),
    ...(asked.critical ? ['the critical path'] : []),
    ...(asked.to === undefined ? [] : [`the critical path to ${asked.to}`]),
  ]
  if (only.length > 0) told.push(`Shown: ${only.join(', of that ')}.`)
  return [...title, ...wrapBehind('  ', told.join(' '), width)]
}

/** Which rows a person sees: of a large plan no tasks, and gates only where nothing else shows them. */
function visibleRows(data: ScheduleData, verbose: boolean): { readonly rows: readonly ScheduleRow[]; readonly hidden: number } {
  const shown = new Set(data.activities.map(({ key }) => key))
  const alone = (row: ScheduleRow): boolean => row.type !== 'gate' || (!shown.has(`phase:${row.id}`) && !shown.has(`milestone:${row.id}`))
  const rows = data.activities.filter(alone)
  const isAsked = data.asked.critical === true || data.asked.to !== undefined || data.asked.owner !== undefined
  if (verbose || isAsked || rows.length <= rowsShown) return { rows, hidden: 0 }
  const coarse = rows.filter((row) => row.type !== 'task' && (row.type !== 'gate' || row.phases.length === 0))
  const kept = coarse.length > 0 ? coarse : rows.slice(0, rowsShown)
  return { rows: kept, hidden: rows.length - kept.length }
}

const isContainer = ({ type }: ScheduleRow): boolean => type === 'phase'

function barOf(row: ScheduleRow, gates: ReadonlySet<string>, isBaseline: boolean): GanttBar | undefined {
  if (row.days === undefined) return undefined
  const isEvent = row.type === 'gate' || (row.duration ?? 0) === 0
  return {
    ...row.days,
    isOpen: row.open === true,
    isCritical: row.critical,
    done: row.progress === 'done' ? 1 : row.done,
    hasGate: row.type === 'gate' || gates.has(row.id),
    isEvent: isEvent && row.open !== true,
    ...(row.lateDay !== undefined && !isContainer(row) && row.progress !== 'done' && { slack: row.lateDay }),
    ...(isBaseline && row.baseline && { baseline: row.baseline.days.to }),
  }
}

function scaleOf(rows: readonly ScheduleRow[], data: ScheduleData, width: number): GanttScale | undefined {
  const spans = rows.flatMap(({ days, open }) => (days === undefined ? [] : [open ? { from: days.from, to: days.from } : days]))
  if (spans.length === 0 || width < narrowestChart) return undefined
  const marks = rows.flatMap(({ baseline }) => (baseline === undefined ? [] : [baseline.days.to]))
  const today = data.asked.id === undefined && data.today !== undefined ? [data.today] : []
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const span of spans) {
    from = Math.min(from, span.from)
    to = Math.max(to, span.to)
  }
  for (const day of marks) to = Math.max(to, day)
  // Today is shown where it is near: years of nothing would leave no room for the plan.
  const reach = Math.max(14, (to - from) * 0.5)
  for (const day of today) {
    if (day > to && day - to <= reach) to = day
    if (day < from && from - day <= reach) from = day
  }
  return { from, to, width: Math.min(width, widestChart) }
}

const floatCell = ({ float, progress, open }: ScheduleRow): string =>
  progress === 'done' ? 'done' : open || float === undefined ? '' : `${float}`

const signed = (slip: number): string => (slip > 0 ? `+${slip}` : slip === 0 ? '0' : `−${Math.abs(slip)}`)

function finishCell(row: ScheduleRow): string {
  if (row.open) return 'no end'
  return row.finish ?? ''
}

/** Rows with their dates, and behind them the chart as wide as there is room. */
function chartLines(data: ScheduleData, rows: readonly ScheduleRow[], context: ReporterContext): string[] {
  const { width, paint } = context
  if (rows.length === 0) return ['  nothing of the schedule is meant by that']
  const hasBaseline = rows.some(({ baseline }) => baseline !== undefined)
  const gates = new Set(data.activities.filter(({ type }) => type === 'gate').map(({ id }) => id))
  const head = ['', '', 'start', 'finish', 'float', ...(hasBaseline ? ['slip'] : [])]
  const cellsOf = (row: ScheduleRow): string[] => [
    row.id,
    oneLine(row.title),
    row.start ?? '',
    finishCell(row),
    floatCell(row),
    ...(hasBaseline ? [row.baseline === undefined ? 'new' : signed(row.baseline.slip)] : []),
  ]
  const table = [head, ...rows.map(cellsOf)]
  const natural = head.map((_, column) => Math.max(...table.map((line) => displayWidth(line[column] as string))))
  const fixed = natural.reduce((sum, one, column) => sum + (column === 1 ? 0 : one + 2), 2)
  const wanted = data.chart === false ? 0 : Math.max(narrowestChart, Math.floor((width - fixed) * 0.6))
  const titleRoom = Math.min(natural[1] as number, widestTitle, width - fixed - wanted - 2)
  const hasTitle = titleRoom >= narrowestTitle || data.chart === false
  const titleWidth = hasTitle ? Math.max(1, Math.min(natural[1] as number, data.chart === false ? width - fixed - 2 : titleRoom)) : 0
  if (fixed + (hasTitle ? narrowestTitle : 0) > width)
    return tableLines(
      table.slice(1).map((line) => line.map((text) => cell(text))),
      width,
    )
  const used = fixed + (hasTitle ? titleWidth + 2 : 0)
  const scale = data.chart === false ? undefined : scaleOf(rows, data, width - used)
  const isNumber = (column: number): boolean => column >= 4
  const text = (line: readonly string[], painted: (column: number) => ((one: string) => string) | undefined): string => {
    const parts = line.flatMap((one, column) => {
      if (column === 1 && !hasTitle) return []
      const space = column === 1 ? titleWidth : (natural[column] as number)
      const shown = column === 1 ? cut(one, titleWidth) : one
      const gap = ' '.repeat(Math.max(0, space - displayWidth(shown)))
      const colour = painted(column)
      const inked = colour === undefined || shown === '' ? shown : colour(shown)
      return [isNumber(column) ? gap + inked : inked + gap]
    })
    return `  ${parts.join('  ')}`
  }
  const bars = rows.map((row) => {
    const bar = barOf(row, gates, hasBaseline)
    if (scale === undefined) return []
    return bar === undefined ? [] : ganttCells(bar, scale, data.today)
  })
  const week = data.mode === 'relative' ? Number(/^W(-?\d+)/.exec(data.start ?? '')?.[1] ?? 1) : undefined
  const axis = scale === undefined ? '' : ganttAxis(scale, data.firstDay, week)
  const lines = rows.map((row, index) => {
    const colour = (column: number): ((one: string) => string) | undefined => {
      if (column === 0) return row.critical && row.progress !== 'done' ? paint.bad : isContainer(row) ? paint.strong : undefined
      if (column === 5 && (row.baseline?.slip ?? 0) > 0) return paint.bad
      return row.progress === 'done' ? paint.faint : undefined
    }
    const cells = bars[index] as (GanttMark | undefined)[]
    return `${text(cellsOf(row), colour)}  ${ganttText(cells, paint)}`.trimEnd()
  })
  const legend = ganttLegend(bars)
  return [
    paint.faint(`${text(head, () => undefined)}  ${axis}`.trimEnd()),
    ...lines,
    ...(legend === '' ? [] : ['', ...wrapBehind('  ', legend, width).map(paint.faint)]),
  ]
}

/** A heading with entries; what is more than a few is counted. */
function section(title: string, lines: readonly string[][], more: string, verbose: boolean): string[] {
  if (lines.length === 0) return []
  const shown = verbose || lines.length <= sectionShown + 1 ? lines : lines.slice(0, sectionShown)
  const left = lines.length - shown.length
  return ['', title, ...shown.flat(), ...(left > 0 ? [`    and ${left} more${more}`] : [])]
}

/** The steps of a path, each with the link that it hangs on. */
function pathLines(path: readonly ChainStep[], { width, paint }: ReporterContext): string[] {
  const rows = path.map(({ id, title, start, finish, link, owner }): Cell[] => [
    cell(link === undefined ? '' : `→ ${link}`, paint.faint),
    cell(id, paint.strong),
    cell(oneLine(title)),
    cell(start ?? ''),
    cell(finish ?? ''),
    cell(owner ?? '', paint.faint),
  ])
  return tableLines(rows, width, 2)
}

function troubleLines(data: ScheduleData, context: ReporterContext): string[] {
  const { width, paint, verbose } = context
  const marked = (id: string, text: string): string[] =>
    wrapBehind(`  ! ${id}  `, oneLine(text), width).map((line, index) => (index === 0 ? line.replace('!', paint.warn('!')) : line))
  const overdue = data.overdue.map(({ id, title, due, days, owner }) =>
    marked(id, `${title} (${owner === undefined ? '' : `${owner}, `}due ${due}, ${plural(days, 'day')} ago)`),
  )
  const crowded = data.owners.filter(({ over }) => over > 0)
  const owners = crowded.map(({ owner, over, overlap }) =>
    marked(
      owner,
      `${dayWords(over)} with more than can be done at once: ${overlap.slice(0, 6).join(', ')}${overlap.length > 6 ? ` and ${overlap.length - 6} more` : ''}`,
    ),
  )
  return [
    ...section('Overdue:', overdue, ' (-v shows all)', verbose),
    ...section('Owners with too much at once:', owners, ' (-v shows all)', verbose),
  ]
}

function ownerLines(data: ScheduleData, context: ReporterContext): string[] {
  if (data.owners.length === 0 || data.asked.id !== undefined || data.asked.critical || data.asked.to !== undefined) return []
  const list = context.verbose ? data.owners : data.owners.slice(0, 8)
  const rows = list.map(({ owner, activities, work, over }) => [
    cell(owner),
    cell(plural(activities, 'task', 'tasks')),
    cell(dayWords(work)),
    cell(over > 0 ? `${dayWords(over)} too much` : '', context.paint.warn),
  ])
  const more = data.owners.length - list.length
  return ['', 'Owners, what is not done:', ...tableLines(rows, context.width), ...(more > 0 ? [`    and ${more} more (-v shows all)`] : [])]
}

function assumptionLines({ assumptions }: ScheduleData, { width, paint, verbose }: ReporterContext): string[] {
  const lines = assumptions.map(({ text, setting }) =>
    wrapBehind('  - ', setting === undefined ? text : `${text} (say it with ${setting})`, width).map(paint.faint),
  )
  return section('Taken for granted:', lines, ' (-v shows all)', verbose)
}

function baselineLines({ baseline }: ScheduleData, { width }: ReporterContext): string[] {
  if (baseline === undefined || (baseline.added.length === 0 && baseline.removed.length === 0)) return []
  const list = (ids: readonly string[]): string => `${ids.slice(0, 8).join(', ')}${ids.length > 8 ? ` and ${ids.length - 8} more` : ''}`
  const parts = [
    ...(baseline.added.length > 0 ? [`${baseline.added.length} added (${list(baseline.added)})`] : []),
    ...(baseline.removed.length > 0 ? [`${baseline.removed.length} removed (${list(baseline.removed)})`] : []),
  ]
  return ['', ...wrapBehind('Since the baseline: ', parts.join(', '), width)]
}

/** The dates, a chart of them, and what is wrong with them. */
export const scheduleText: TextBody = (answer, context) => {
  const data = answer.data as unknown as ScheduleData
  const isPath = data.asked.critical === true || data.asked.to !== undefined
  if (data.risk !== undefined) return [...headLines(data, context), '', ...riskLines(data.risk, context), ...assumptionLines(data, context)]
  if (data.health !== undefined) return [...headLines(data, context), '', ...healthLines(data.health, context)]
  const { rows, hidden } = visibleRows(data, context.verbose)
  const body =
    data.mode === 'order'
      ? levelLines(data, context)
      : isPath && data.criticalPath.length > 0
        ? [...chartLines(data, rows, context), '', 'Step by step:', ...pathLines(data.criticalPath, context)]
        : chartLines(data, rows, context)
  // An order of work counts what it leaves out itself.
  const more =
    hidden === 0 || data.mode === 'order'
      ? []
      : [context.paint.faint(`  ${plural(hidden, 'task')} more: name a phase or milestone, or add -v`)]
  return [
    ...headLines(data, context),
    '',
    ...body,
    ...more,
    ...troubleLines(data, context),
    ...ownerLines(data, context),
    ...baselineLines(data, context),
    ...assumptionLines(data, context),
    ...nextLine(data.next, context),
  ]
}
