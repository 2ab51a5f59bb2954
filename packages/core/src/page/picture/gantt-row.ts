import type { ReportActivity, ReportSchedule } from '../report-model.ts'
import type { GanttOptions } from './gantt.ts'
import { label, px } from './svg.ts'

export const rowHeight = 22
/** Room for the names. */
export const gutter = 300
const bar = 10

/** A row and where it stands, in pixels. */
export interface Placed {
  readonly index: number
  readonly activity: ReportActivity
  readonly y: number
  readonly depth: number
  readonly holds: boolean
  readonly left: number | undefined
  readonly right: number | undefined
  readonly ghost: readonly [number, number] | undefined
}

const middle = 10

const diamond = (x: number, size: number): string => `M${px(x - size)} ${middle}l${size} -${size} ${size} ${size} -${size} ${size}z`

/** Where a gate or an event stands: in the middle of its day. */
export const eventX = (left: number, right: number): number => (left + right) / 2

function barSvg({ activity, left, right, holds }: Placed & { readonly left: number; readonly right: number }): string {
  const { critical, progress, done, open, type } = activity
  const name = progress === 'done' ? 'did' : critical ? 'crit' : holds ? 'sum' : 'bar'
  const width = Math.max(2, right - left)
  if (type === 'gate')
    return `<path class="gate${name === 'crit' || name === 'did' ? ` ${name}` : ''}" d="${diamond(eventX(left, right), 6)}"/>`
  if (activity.event) return `<path class="event${critical ? ' crit' : ''}" d="${diamond(eventX(left, right), 4)}"/>`
  const [at, high] = holds ? [middle - 3, 6] : [middle - bar / 2, bar]
  const end = open ? `h${px(width)}l8 ${high / 2} -8 ${high / 2}h-${px(width)}z` : `h${px(width)}v${high}h-${px(width)}z`
  const feet = holds && !open ? `M${px(left)} ${at + high}v4l4 -4zM${px(left + width)} ${at + high}v4l-4 -4z` : ''
  const shape = `<path class="${name}" d="M${px(left)} ${at}${end}${feet}"/>`
  // Beside its colour the critical path has stripes, for who cannot tell colours apart and for print without colour.
  const stripes =
    name === 'crit'
      ? `<path class="hatch${holds ? ' far' : ''}" stroke-width="${high}" d="M${px(left + 2)} ${middle}h${px(Math.max(0, width - 2))}"/>`
      : ''
  const part =
    progress !== 'done' && done > 0
      ? `<path class="part" d="M${px(left)} ${middle - 2}h${px(width * Math.min(1, done))}v4h-${px(width * Math.min(1, done))}z"/>`
      : ''
  return shape + stripes + part
}

export function rowSvg(placed: Placed): string {
  const { index, activity, y, depth, left, right, ghost } = placed
  const indent = 12 + Math.min(depth, 6) * 12
  const columns = Math.floor((gutter - indent - 8) / 6.2)
  const { id, title } = activity
  const name = title === id || title === '' ? '' : ` ${label(title, Math.max(4, columns - Math.min(id.length, 24) - 1))}`
  const text = `<text x="${indent}" y="14"><tspan class="strong">${label(id, 24)}</tspan>${name}</text>`
  const under = ghost === undefined ? '' : `<path class="ghost" d="M${px(ghost[0])} 18.5H${px(Math.max(ghost[1], ghost[0] + 3))}"/>`
  const has = left !== undefined && right !== undefined
  const shape = has ? barSvg({ ...placed, left, right }) : ''
  const late = activity.late && has ? `<text class="late" x="${px(right + (activity.open ? 10 : 4))}" y="14">late</text>` : ''
  return `<g data-i="${index}" transform="translate(0,${px(y)})">${text}${under}${shape}${late}</g>`
}

/** The signs that are drawn. */
export function legendEntries(
  { activities, mode, baselineName }: ReportSchedule,
  { links }: GanttOptions,
): { sign: string; words: string }[] {
  const block = (name: string): string => `<path class="${name}" d="M2 -5h18v10h-18z"/>`
  const has = (test: (one: ReportActivity) => unknown): boolean => activities.some(test)
  return [
    { sign: block('bar'), words: 'planned' },
    ...(has((one) => one.progress === 'done') ? [{ sign: block('did'), words: 'done' }] : []),
    ...(has((one) => one.progress !== 'done' && one.done > 0)
      ? [{ sign: `${block('bar')}<path class="part" d="M2 -2h10v4h-10z"/>`, words: 'done so far' }]
      : []),
    ...(has((one) => one.critical && one.progress !== 'done')
      ? [
          {
            sign: `${block('crit')}<path class="hatch" stroke-width="10" d="M4 0h16"/>`,
            words: mode === 'order' ? 'longest chain' : 'critical path',
          },
        ]
      : []),
    ...(has((one) => one.type === 'gate') ? [{ sign: '<path class="gate" d="M5 0l6 -6 6 6 -6 6z"/>', words: 'gate' }] : []),
    ...(has((one) => one.event) ? [{ sign: '<path class="event" d="M7 0l4 -4 4 4 -4 4z"/>', words: 'length not known' }] : []),
    ...(has((one) => one.open) ? [{ sign: '<path class="bar" d="M2 -5h12l8 5 -8 5h-12z"/>', words: 'no end' }] : []),
    ...(has((one) => one.baseline) ? [{ sign: '<path class="ghost" d="M2 0H20"/>', words: baselineName ?? 'baseline' }] : []),
    ...(links === false ? [] : [{ sign: '<path class="link drive" d="M2 0H20"/>', words: 'needed before, and decides the date' }]),
  ]
}
