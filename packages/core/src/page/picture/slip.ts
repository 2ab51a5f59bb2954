import type { ReportPoint } from '../report-model.ts'
import { type ChartLine, linesSvg } from './chart-lines.ts'
import type { PictureOptions } from './picture-options.ts'
import { emptyPicture, framed, label, px } from './svg.ts'
import { axis, dateOf, dateTicks, dayOf, scaleOf } from './time-scale.ts'

export interface SlipOptions extends PictureOptions {
  /** Gates to draw beside the finish, by id, in order; default: those that slipped most, seven at most. */
  readonly gates?: readonly string[]
}

const title = 'Slip: forecast dates over time'
const [left, right, top, bottom] = [92, 760, 16, 330]
const day = 86_400_000

interface Series {
  readonly name: string
  readonly points: readonly { readonly at: number; readonly day: number }[]
}

const slipOf = ({ points }: Series): number => (points.at(-1)?.day ?? 0) - (points[0]?.day ?? 0)

const daysWords = (days: number): string => (days === 0 ? '±0 d' : days > 0 ? `+${days} d` : `−${-days} d`)

function seriesOf(name: string, points: readonly ReportPoint[], value: (point: ReportPoint) => string | undefined): Series {
  return {
    name,
    points: points.flatMap((point) => {
      const [at, found] = [Date.parse(point.at) / day, dayOf(value(point))]
      return Number.isNaN(at) || found === undefined ? [] : [{ at, day: found }]
    }),
  }
}

/**
 * When gates and the finish were expected, as of each day of the past. A level line kept its date, a rising one slips; where a line meets
 * the diagonal its day has come.
 */
export function slipSvg(points: readonly ReportPoint[], options: SlipOptions = {}): string {
  const ids = [...new Set(points.flatMap(({ gates }) => Object.keys(gates ?? {})))]
  const ofGate = (id: string): Series => seriesOf(id, points, ({ gates }) => gates?.[id])
  const gates =
    options.gates?.map(ofGate) ??
    ids
      .map(ofGate)
      .sort((a, b) => Math.abs(slipOf(b)) - Math.abs(slipOf(a)))
      .slice(0, 7)
  const all = [seriesOf('finish', points, ({ finish }) => finish), ...gates].filter((one) => one.points.length > 0)
  if (all.length === 0) return emptyPicture('slip', title, 'no forecast of the past is known', options)
  const every = all.flatMap((one) => one.points)
  const [firstAt, lastAt] = [Math.min(...every.map(({ at }) => at)), Math.max(...every.map(({ at }) => at))]
  const [low, high] = [Math.min(...every.map((one) => one.day)), Math.max(...every.map((one) => one.day))]
  const edge = Math.max(2, (high - low) * 0.06)
  const scale = scaleOf(firstAt, firstAt + Math.max(1, lastAt - firstAt), left, right - left)
  const y = (at: number): number => bottom - ((at - low + edge) / (high - low + edge * 2)) * (bottom - top)
  const lines: ChartLine[] = all.map((one) => ({
    name: `${one.name} ${daysWords(slipOf(one))}`,
    points: one.points.map(({ at, day: found }) => [scale.x(at), y(found)] as const),
  }))
  const ticks = dateTicks(Math.ceil(low - edge), high + edge, (bottom - top) * 1.6)
  const rules = ticks.map((tick) => `M${left} ${px(y(tick.day))}H${right}`).join('')
  const dates = ticks
    .map((tick) => `<text class="faint end" x="${left - 8}" y="${px(y(tick.day) + 4)}">${dateOf(tick.day)}</text>`)
    .join('')
  // The day itself: below it nothing that is still to come can lie.
  const [from, to] = [Math.max(firstAt, low - edge), Math.min(scale.to, high + edge)]
  const diagonal =
    from < to
      ? `<path class="today" d="M${px(scale.x(from))} ${px(y(from))}L${px(scale.x(to))} ${px(y(to))}"/><text class="today end" x="${px(scale.x(to) - 6)}" y="${px(Math.max(top + 10, y(to) - 6))}">its day</text>`
      : ''
  const words = all
    .map(
      (one) =>
        `${one.name}: ${dateOf(one.points[0]?.day as number)}, now ${dateOf(one.points.at(-1)?.day as number)} (${daysWords(slipOf(one))})`,
    )
    .join('; ')
  const unshown = ids.length + 1 - all.length
  const body = [
    `<path class="rule" d="${rules}"/>${dates}`,
    axis(scale, dateTicks(Math.ceil(firstAt), scale.to, right - left), top, bottom + 6, bottom + 18),
    diagonal,
    linesSvg(lines, right, top, bottom, 26),
    unshown > 0 && options.gates === undefined
      ? `<text class="faint" x="${left}" y="${bottom + 36}">${label(`up: later. The finish and the ${all.length - 1} gates that moved most, of ${ids.length}`, 110)}</text>`
      : `<text class="faint" x="${left}" y="${bottom + 36}">up: later; a level line kept its date</text>`,
  ]
  return framed({ kind: 'slip', width: right + 190, height: bottom + 46, title, words, body: body.join('') }, options)
}
