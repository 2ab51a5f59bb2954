import type { ReportActivity, ReportSchedule } from '../report-model.ts'
import { linkPaths } from './gantt-links.ts'
import { gutter, legendEntries, type Placed, rowHeight, rowSvg } from './gantt-row.ts'
import { type IndexedLink, plainLinks, stepSpans } from './order-steps.ts'
import type { PictureOptions } from './picture-options.ts'
import { counted, emptyPicture, framed, legendOf, px } from './svg.ts'
import { axis, dateTicks, dayOf, type Scale, scaleOf, type Tick, weekTicks } from './time-scale.ts'

export interface GanttOptions extends PictureOptions {
  /** Indices into `activities` of the rows to draw, in order; default: all, or the upper ones where there are more than `most`. */
  readonly rows?: readonly number[]
  /** Most rows that are drawn without `rows` (default 1,500): tasks are left out first, then milestones and gates. */
  readonly most?: number
  /** Dependency lines; default true. */
  readonly links?: boolean
}

const chart = 820
const top = 58
const title = 'Gantt chart'

/** What is drawn when there are more rows than anybody can look at. */
function chosenRows({ activities }: ReportSchedule, { rows, most = 1500 }: GanttOptions): readonly number[] {
  if (rows !== undefined) return rows.filter((index) => activities[index] !== undefined)
  const all = [...activities.keys()]
  const without = (...types: readonly ReportActivity['type'][]): number[] =>
    all.filter((index) => !types.includes((activities[index] as ReportActivity).type))
  const choices = [all, without('task'), without('task', 'milestone', 'gate')]
  return (choices.find((choice) => choice.length <= most) ?? (choices[2] as number[])).slice(0, most)
}

interface Times {
  readonly scale: Scale
  readonly ticks: readonly Tick[]
  /** First and last point of each activity on the scale; undefined without a place in time. */
  readonly spans: readonly (readonly [number, number] | undefined)[]
  readonly ghosts: readonly (readonly [number, number] | undefined)[]
  readonly today: number | undefined
}

function stepTimes({ activities }: ReportSchedule, links: readonly IndexedLink[]): Times {
  const spans = stepSpans(activities, links).map(([first, last]) => [first + 0.08, last + 0.92] as const)
  const most = spans.reduce((high, [, last]) => Math.max(high, Math.ceil(last)), 1)
  const scale = scaleOf(0, most, gutter, chart)
  const every = Math.max(1, Math.ceil(44 / (chart / most)))
  const ticks = Array.from({ length: Math.ceil(most / every) }, (_, index) => ({
    day: index * every,
    text: index === 0 ? 'step 1' : String(index * every + 1),
    strong: index === 0,
  }))
  return { scale, ticks, spans, ghosts: [], today: undefined }
}

function dateTimes(schedule: ReportSchedule): Times | undefined {
  const between = (start: string | undefined, finish: string | undefined): readonly [number, number] | undefined => {
    const from = dayOf(start)
    const to = dayOf(finish) ?? from
    return from === undefined || to === undefined ? undefined : [from, Math.max(from, to) + 1]
  }
  const spans = schedule.activities.map(({ start, finish }) => between(start, finish))
  const ghosts = schedule.activities.map(({ baseline }) => between(baseline?.start, baseline?.finish))
  let [from, to] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const span of [...spans, ...ghosts]) {
    if (span === undefined) continue
    from = Math.min(from, span[0])
    to = Math.max(to, span[1])
  }
  if (to < from) return undefined
  const today = dayOf(schedule.today)
  // A day that is far away would press everything else together.
  const isNear = today !== undefined && today > from - (to - from) / 4 && today < to + (to - from) / 4
  if (isNear) [from, to] = [Math.min(from, today), Math.max(to, today + 1)]
  const hasOpen = schedule.activities.some(({ open }) => open)
  const isRelative = schedule.mode === 'relative'
  const written = /^W(\d+)/.exec(schedule.activities.find(({ start }) => start !== undefined)?.start ?? '') !== null
  const begin = !isRelative ? from : written ? Math.floor(from / 7) * 7 : Math.min(from, dayOf(schedule.start) ?? from)
  const end = to + Math.max(1, Math.ceil((to - begin) * (hasOpen ? 0.06 : 0.01)))
  const ticks = isRelative ? weekTicks(begin, end, chart, written ? begin / 7 : (schedule.firstWeek ?? 1)) : dateTicks(begin, end, chart)
  return { scale: scaleOf(begin, end, gutter, chart), ticks, spans, ghosts, today: isNear ? today : undefined }
}

function depthsOf(activities: readonly ReportActivity[]): readonly number[] {
  const depths = new Map<string, number>()
  return activities.map(({ key, parent }) => {
    const depth = parent === undefined ? 0 : (depths.get(parent) ?? -1) + 1
    depths.set(key, depth)
    return depth
  })
}

function wordsOf(schedule: ReportSchedule, drawn: number): string {
  const { activities, criticalPath, baselineName, mode } = schedule
  const late = activities.filter((one) => one.late).length
  return [
    `${counted(drawn, 'row')}${drawn < activities.length ? ` of ${activities.length}` : ''}`,
    ...(mode === 'order'
      ? ['no dates: the plan gives an order only']
      : [`from ${schedule.start ?? '?'} to ${schedule.finish ?? 'an open end'}`]),
    ...(schedule.today === undefined || mode !== 'dated' ? [] : [`today is ${schedule.today}`]),
    ...(criticalPath.length === 0 ? [] : [`critical path: ${counted(criticalPath.length, 'step')}`]),
    ...(late === 0 ? [] : [`${late} late`]),
    ...(baselineName === undefined ? [] : [`thin dashed lines: ${baselineName}`]),
  ].join('; ')
}

/**
 * Rows of the plan on a line of time: bars with what is done of them, the critical path, gates as diamonds, today, the baseline beneath,
 * and dependency lines. Each row is a `g` with `data-i`, its index in `activities`. A schedule without dates is drawn by steps.
 */
export function ganttSvg(schedule: ReportSchedule, options: GanttOptions = {}): string {
  const { activities } = schedule
  const indexed = options.links === false && schedule.mode !== 'order' ? [] : plainLinks(activities, schedule.links)
  const times = schedule.mode === 'order' ? stepTimes(schedule, indexed) : dateTimes(schedule)
  const rows = chosenRows(schedule, options)
  if (times === undefined || rows.length === 0) return emptyPicture('gantt', title, 'nothing has a date', options)
  const { scale, today } = times
  const parents = new Set(activities.map(({ parent }) => parent))
  const depths = depthsOf(activities)
  const placed: Placed[] = rows.map((index, row) => {
    const activity = activities[index] as ReportActivity
    const [span, ghost] = [times.spans[index], times.ghosts[index]]
    return {
      index,
      activity,
      y: top + row * rowHeight,
      depth: depths[index] as number,
      holds: parents.has(activity.key),
      left: span && scale.x(span[0]),
      right: span && (activity.open ? scale.left + scale.width - 8 : scale.x(span[1])),
      ghost: ghost && [scale.x(ghost[0]), scale.x(ghost[1])],
    }
  })
  const bottom = top + rows.length * rowHeight
  const width = gutter + chart + 40
  const bands = placed.flatMap(({ depth, y }) => (depth === 0 ? [`M0 ${px(y)}h${width}v${rowHeight}h-${width}z`] : []))
  const todayLine =
    today === undefined
      ? ''
      : `<path class="today" d="M${px(scale.x(today))} ${top - 8}V${px(bottom)}"/><text class="today mid" x="${px(scale.x(today))}" y="${top - 26}">today</text>`
  const words = wordsOf(schedule, rows.length)
  const body = [
    legendOf(legendEntries(schedule, options), 12, 12),
    `<path class="band" d="${bands.join('')}"/>`,
    axis(scale, times.ticks, top - 8, bottom, top - 12),
    options.links === false ? '' : linkPaths(indexed, placed),
    placed.map(rowSvg).join(''),
    todayLine,
    rows.length < activities.length && options.rows === undefined
      ? `<text class="faint" x="12" y="${px(bottom + 15)}">${rows.length} of ${activities.length} rows: choose a phase to see what it holds</text>`
      : '',
  ]
  return framed({ kind: 'gantt', width, height: bottom + 22, title, words, body: body.join('') }, options)
}
