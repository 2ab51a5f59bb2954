import type { ReportPoint } from '../report-model.ts'
import { linesSvg } from './chart-lines.ts'
import type { PictureOptions } from './picture-options.ts'
import { emptyPicture, framed, px } from './svg.ts'
import { axis, dateTicks, numberTicks, scaleOf } from './time-scale.ts'

const title = 'Burn-up: scope and what is done'
const [left, right, top, bottom] = [52, 760, 16, 270]
const day = 86_400_000

/** Tasks of the plan and those that are done, and milestones that were accepted, over the history of the repository. */
export function burnUpSvg(points: readonly ReportPoint[], options: PictureOptions = {}): string {
  const known = points.flatMap((point) => {
    const at = Date.parse(point.at) / day
    return Number.isNaN(at) ? [] : [{ ...point, at }]
  })
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return emptyPicture('burn-up', title, 'there is no history yet', options)
  const most = Math.max(1, ...known.map(({ scope, milestones }) => Math.max(scope, milestones)))
  const ticks = numberTicks(most, 5)
  const high = ticks.at(-1) as number
  const y = (value: number): number => bottom - (value / high) * (bottom - top)
  const span = Math.max(1, last.at - first.at)
  const scale = scaleOf(first.at, first.at + span, left, right - left)
  const line = (name: string, value: (one: (typeof known)[number]) => number) => ({
    name: `${name} ${value(last)}`,
    stepped: true,
    points: known.map((one) => [scale.x(one.at), y(value(one))] as const),
  })
  const hasTasks = known.some(({ scope }) => scope > 0)
  const hasMilestones = known.some(({ milestones }) => milestones > 0)
  const lines = [
    ...(hasTasks ? [line('tasks in scope', ({ scope }) => scope), line('tasks done', ({ done }) => done)] : []),
    ...(hasMilestones ? [line('milestones', ({ milestones }) => milestones), line('accepted', ({ accepted }) => accepted)] : []),
  ]
  const done = known.map((one) => `${px(scale.x(one.at))} ${px(y(one.done))}`)
  const area = hasTasks
    ? `<path class="fill c2 area" d="M${px(scale.x(first.at))} ${bottom}V${px(y(first.done))}${known
        .slice(1)
        .map((_, index) => `H${(done[index + 1] as string).split(' ')[0]}V${(done[index + 1] as string).split(' ')[1]}`)
        .join('')}V${bottom}z"/>`
    : ''
  const rules = ticks.map((value) => `M${left} ${px(y(value))}H${right}`).join('')
  const numbers = ticks.map((value) => `<text class="faint end" x="${left - 8}" y="${px(y(value) + 4)}">${value}</text>`).join('')
  const words = `${first.done} of ${first.scope} tasks on ${points[0]?.at.slice(0, 10)}, ${last.done} of ${last.scope} on ${points.at(-1)?.at.slice(0, 10)}; milestones accepted: ${last.accepted} of ${last.milestones}`
  const body = [
    `<path class="rule" d="${rules}"/>${numbers}`,
    axis(scale, dateTicks(Math.ceil(first.at), first.at + span, right - left), top, bottom + 6, bottom + 18),
    area,
    linesSvg(lines, right, top, bottom, 24),
  ]
  return framed({ kind: 'burn-up', width: right + 170, height: bottom + 30, title, words, body: body.join('') }, options)
}
