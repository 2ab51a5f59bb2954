import type { Paint } from './paint.ts'

/** A line of the chart; days are counted from the first day of the schedule, both ends included. */
export interface GanttBar {
  readonly from: number
  readonly to: number
  /** It goes on beyond the chart. */
  readonly isOpen: boolean
  readonly isCritical: boolean
  /** Share that is done, 0 to 1. */
  readonly done: number
  /** Day until which it can slip. */
  readonly slack?: number
  /** A gate is decided at its end. */
  readonly hasGate: boolean
  /** It has no length: nothing is drawn but the gate, or a point. */
  readonly isEvent: boolean
  /** Day on which the baseline has its end. */
  readonly baseline?: number
}

export interface GanttScale {
  readonly from: number
  readonly to: number
  readonly width: number
}

/** Marks of the chart and what they mean, in the order of the legend. */
export const ganttMarks = {
  done: ['━', 'done'],
  critical: ['█', 'critical'],
  loose: ['▒', 'can slip'],
  slack: ['·', 'by this much'],
  gate: ['◆', 'gate'],
  event: ['◇', 'no duration'],
  open: ['→', 'no end'],
  today: ['│', 'today'],
  baseline: ['▽', 'end in the baseline'],
} as const
export type GanttMark = keyof typeof ganttMarks

/** The column in which a day begins. One column is kept free on the right, for the gate of what ends last. */
function columnOf(day: number, { from, to, width }: GanttScale): number {
  const days = Math.max(1, to - from + 1)
  return Math.min(width - 1, Math.max(0, Math.floor(((day - from) * (width - 1)) / days)))
}

const paintOf = (mark: GanttMark | undefined, paint: Paint): ((text: string) => string) | undefined => {
  if (mark === 'critical') return paint.bad
  if (mark === 'done') return paint.good
  if (mark === 'slack' || mark === 'today') return paint.faint
  if (mark === 'gate') return paint.strong
  return mark === 'baseline' ? paint.warn : undefined
}

/** What stands in each column of a bar. */
export function ganttCells(bar: GanttBar, scale: GanttScale, today: number | undefined): (GanttMark | undefined)[] {
  const cells: (GanttMark | undefined)[] = Array.from({ length: scale.width }, () => undefined)
  const put = (column: number, mark: GanttMark): void => {
    if (column >= 0 && column < scale.width) cells[column] = mark
  }
  const start = columnOf(bar.from, scale)
  const end = bar.isOpen ? scale.width - 1 : Math.max(start + 1, columnOf(bar.to + 1, scale))
  if (bar.slack !== undefined && bar.slack > bar.to) {
    const last = columnOf(bar.slack + 1, scale)
    for (let column = end; column < last; column++) put(column, 'slack')
  }
  if (today !== undefined && today >= scale.from && today <= scale.to) put(columnOf(today, scale), 'today')
  if (bar.isEvent) {
    put(start, bar.hasGate ? 'gate' : 'event')
  } else {
    // A share that is not nothing shows, and one that is not all leaves something.
    const cellsDone = Math.min(
      bar.done < 1 ? end - start - 1 : end - start,
      Math.max(bar.done > 0 ? 1 : 0, Math.round((end - start) * bar.done)),
    )
    for (let column = start; column < end; column++)
      put(column, column - start < cellsDone ? 'done' : bar.isCritical ? 'critical' : 'loose')
    if (bar.isOpen) put(scale.width - 1, 'open')
    else if (bar.hasGate) put(end, 'gate')
  }
  if (bar.baseline !== undefined && bar.baseline !== bar.to && bar.baseline >= scale.from && bar.baseline <= scale.to) {
    const column = Math.max(0, columnOf(bar.baseline + 1, scale) - 1)
    put(column, 'baseline')
  }
  return cells
}

/** Cells as text, neighbours of one sort painted together. */
export function ganttText(cells: readonly (GanttMark | undefined)[], paint: Paint): string {
  let last = cells.length
  while (last > 0 && cells[last - 1] === undefined) last -= 1
  let text = ''
  for (let index = 0; index < last; ) {
    const mark = cells[index]
    let end = index
    while (end < last && cells[end] === mark) end += 1
    const run = (mark === undefined ? ' ' : ganttMarks[mark][0]).repeat(end - index)
    text += (paintOf(mark, paint) ?? ((same: string) => same))(run)
    index = end
  }
  return text
}

/** "█ critical, ◆ gate": the marks that these lines use. */
export function ganttLegend(lines: readonly (readonly (GanttMark | undefined)[])[]): string {
  const used = new Set(lines.flat())
  return (Object.keys(ganttMarks) as GanttMark[])
    .filter((mark) => used.has(mark))
    .map((mark) => ganttMarks[mark].join(' '))
    .join(', ')
}

const dayLength = 86_400_000
const isoDay = (day: number): string => new Date(day * dayLength).toISOString().slice(0, 10)

interface Tick {
  readonly day: number
  readonly label: string
}

/** Months, every so many, from the one that the first day lies in; their labels are "2027-02". */
function months(first: number, { from, to }: GanttScale, step: number): Tick[] {
  const ticks: Tick[] = []
  const [year, month] = isoDay(first + from)
    .split('-')
    .map(Number) as [number, number]
  const begin = Math.floor((year * 12 + month - 1) / step) * step
  for (let count = begin; ; count += step) {
    const date = `${String(Math.floor(count / 12)).padStart(4, '0')}-${String((count % 12) + 1).padStart(2, '0')}`
    const day = Math.round(Date.parse(`${date}-01T00:00:00Z`) / dayLength) - first
    if (day > to || !Number.isFinite(day)) return ticks
    if (day >= from) ticks.push({ day, label: step >= 12 ? date.slice(0, 4) : date })
  }
}

/** Days, every so many, from the first Monday: "11-23". 1970-01-01 was a Thursday. */
function days(first: number, { from, to }: GanttScale, step: number): Tick[] {
  const ticks: Tick[] = []
  const monday = from + ((11 - ((((first + from) % 7) + 7) % 7)) % 7)
  for (let day = step < 7 ? from : monday; day <= to; day += step) ticks.push({ day, label: isoDay(first + day).slice(5) })
  return ticks
}

/** Weeks of a plan without a start, every so many: "W3". `week` is the number of the first one. */
function weeks({ from, to }: GanttScale, step: number, week: number): Tick[] {
  const ticks: Tick[] = []
  for (let day = Math.ceil(from / 7) * 7; day <= to; day += step * 7) ticks.push({ day, label: `W${day / 7 + week}` })
  return ticks
}

/** Labels of the days of the chart, as many as have room: days, weeks, months or years; "W3" where `week` is the number of the first one. */
export function ganttAxis(scale: GanttScale, firstDay: string, week: number | undefined): string {
  const first = Math.round(Date.parse(`${firstDay}T00:00:00Z`) / dayLength)
  const choices: { readonly length: number; readonly ticks: () => Tick[] }[] =
    week === undefined
      ? [
          ...[1, 7, 14].map((step) => ({ length: step, ticks: () => days(first, scale, step) })),
          ...[1, 2, 3, 6, 12, 24, 60, 120, 600].map((step) => ({ length: step * 30, ticks: () => months(first, scale, step) })),
        ]
      : [1, 2, 4, 8, 13, 26, 52, 104, 260, 1040].map((step) => ({ length: step * 7, ticks: () => weeks(scale, step, week) }))
  for (const { length, ticks } of choices) {
    // More labels than columns: nobody need make them.
    if ((scale.to - scale.from) / length > scale.width) continue
    const line = axisLine(ticks(), scale)
    if (line !== undefined) return line
  }
  return ''
}

/** The labels in their columns; undefined where two of them would touch. */
function axisLine(ticks: readonly Tick[], scale: GanttScale): string | undefined {
  let line = ''
  for (const { day, label } of ticks) {
    const column = columnOf(day, scale)
    if (column < line.length + (line === '' ? 0 : 1)) return undefined
    if (column + label.length > scale.width) continue
    line = line.padEnd(column) + label
  }
  return line === '' ? undefined : line
}
