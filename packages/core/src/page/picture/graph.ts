import { orderLayers, type Slot } from '../../export/graph/order-layers.ts'
import { placeLayers } from '../../export/graph/place-layers.ts'
import type { ReportActivity, ReportSchedule } from '../report-model.ts'
import { type IndexedLink, plainLinks, stepsOf } from './order-steps.ts'
import type { PictureOptions } from './picture-options.ts'
import { counted, emptyPicture, framed, label, legendOf, px } from './svg.ts'

export interface GraphOptions extends PictureOptions {
  /** Most boxes (default 400); beyond it milestones, gates and phases only, then phases only. */
  readonly most?: number
}

const box = { width: 168, height: 34, gap: 10, between: 56 }
const margin = { left: 16, top: 44 }
const title = 'Dependency graph'

/** Links between the things that are drawn: what a task needs, its milestone or phase needs as well. */
function liftedLinks(
  activities: readonly ReportActivity[],
  links: readonly IndexedLink[],
  isDrawn: (one: ReportActivity) => boolean,
): readonly IndexedLink[] {
  const places = new Map(activities.map(({ key }, index) => [key, index]))
  const drawnAbove = activities.map((_, index) => {
    let at = index
    for (let depth = 0; depth < 50 && !isDrawn(activities[at] as ReportActivity); depth++) {
      const parent = places.get(activities[at]?.parent ?? '')
      if (parent === undefined) return -1
      at = parent
    }
    return at
  })
  const lifted = new Map<string, IndexedLink>()
  for (const { from, to, link } of links) {
    const [source, target] = [drawnAbove[from] as number, drawnAbove[to] as number]
    const key = `${source} ${target}`
    if (source === -1 || target === -1 || source === target) continue
    const known = lifted.get(key)
    if (known === undefined || (link.driving && !known.link.driving)) lifted.set(key, { from: source, to: target, link })
  }
  return [...lifted.values()]
}

interface Chosen {
  readonly nodes: readonly number[]
  readonly links: readonly IndexedLink[]
  readonly what: string
}

/** The finest level of the plan that still can be looked at. */
function chosenOf({ activities, links }: ReportSchedule, most: number): Chosen {
  const plain = plainLinks(activities, links)
  const choices = [
    { isDrawn: () => true, what: '' },
    { isDrawn: (one: ReportActivity) => one.type !== 'task', what: 'without tasks' },
    { isDrawn: (one: ReportActivity) => one.type === 'phase', what: 'phases only' },
  ]
  let last: Chosen = { nodes: [], links: [], what: '' }
  for (const { isDrawn, what } of choices) {
    const lifted = liftedLinks(activities, plain, isDrawn)
    const nodes = [...new Set(lifted.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b)
    last = { nodes, links: lifted, what }
    if (nodes.length <= most) return last
  }
  const kept = new Set(last.nodes.slice(0, most))
  return { ...last, nodes: [...kept], links: last.links.filter(({ from, to }) => kept.has(from) && kept.has(to)) }
}

/** Columns by steps; within one, so that few lines cross. */
function placesOf(steps: Int32Array, links: readonly IndexedLink[]): Float64Array {
  const slots: Slot[] = [...steps].map((layer) => ({ layer, left: [], right: [] }))
  for (const { from, to } of links) {
    if ((steps[from] as number) + 1 !== steps[to]) continue
    slots[from]?.right.push(to)
    slots[to]?.left.push(from)
  }
  const layers: number[][] = Array.from({ length: Math.max(...steps) + 1 }, () => [])
  for (const [index, { layer }] of slots.entries()) layers[layer]?.push(index)
  return placeLayers(orderLayers(layers, slots), slots, () => box.height + box.gap)
}

function boxSvg({ activity, index, x, y }: { activity: ReportActivity; index: number; x: number; y: number }): string {
  const name = activity.progress === 'done' ? ' did' : activity.critical ? ' crit' : ''
  const shape =
    activity.type === 'gate'
      ? `<path class="box${name}" d="M10 0h${box.width - 20}l10 ${box.height / 2} -10 ${box.height / 2}h-${box.width - 20}l-10 -${box.height / 2}z"/>`
      : `<rect class="box${name}" width="${box.width}" height="${box.height}" rx="${activity.type === 'task' ? 4 : 0}"/>`
  const id = activity.type === 'gate' ? `gate ${activity.id}` : activity.id
  const mark = activity.progress === 'done' ? ' ✓' : ''
  const under = activity.title === activity.id ? activity.type : activity.title
  return `<g data-i="${index}" transform="translate(${px(x)},${px(y)})">${shape}<text class="strong" x="12" y="14">${label(id, 22)}${mark}</text><text class="faint" x="12" y="27">${label(under, 24)}</text></g>`
}

/** What needs what, from left to right: each box stands one column after the last thing that it needs. The work is in proportion to the links. */
export function dependencySvg(schedule: ReportSchedule, options: GraphOptions = {}): string {
  const { activities } = schedule
  const { nodes, links, what } = chosenOf(schedule, options.most ?? 400)
  if (nodes.length === 0) return emptyPicture('graph', title, 'nothing needs anything else', options)
  const numbers = new Map(nodes.map((node, index) => [node, index]))
  const own = links.map(({ from, to, link }) => ({ from: numbers.get(from) as number, to: numbers.get(to) as number, link }))
  const steps = stepsOf(nodes.length, own)
  const y = placesOf(steps, own)
  const at = (index: number): { x: number; y: number } => ({
    x: margin.left + (steps[index] as number) * (box.width + box.between),
    y: margin.top + (y[index] as number),
  })
  const isCritical = (index: number): boolean => {
    const { critical, progress } = activities[nodes[index] as number] as ReportActivity
    return critical && progress !== 'done'
  }
  const paths = { '': ['', ''], ' crit': ['', ''] }
  for (const { from, to, link } of own) {
    const [a, b] = [at(from), at(to)]
    const [x1, y1, x2, y2] = [a.x + box.width, a.y + box.height / 2, b.x, b.y + box.height / 2]
    const bend = Math.max(24, Math.min(90, Math.abs(x2 - x1) / 2))
    const kind = link.driving && isCritical(from) && isCritical(to) ? ' crit' : ''
    paths[kind][0] += `M${px(x1)} ${px(y1)}C${px(x1 + bend)} ${px(y1)} ${px(x2 - bend)} ${px(y2)} ${px(x2 - 4)} ${px(y2)}`
    paths[kind][1] += `M${px(x2)} ${px(y2)}l-7 -3.5v7z`
  }
  const lines = Object.entries(paths).map(([kind, [line, tip]]) =>
    line === '' ? '' : `<path class="link${kind}" d="${line}"/><path class="tip${kind}" d="${tip}"/>`,
  )
  const boxes = nodes.map((node, index) => boxSvg({ activity: activities[node] as ReportActivity, index: node, ...at(index) }))
  const width = margin.left * 2 + (Math.max(...steps) + 1) * (box.width + box.between) - box.between
  const height = margin.top + y.reduce((high, one) => Math.max(high, one), 0) + box.height + 16
  const words = `${counted(nodes.length, 'box', 'boxes')}${what === '' ? '' : `, ${what}`}; ${counted(own.length, 'dependency', 'dependencies')}; the longest chain has ${counted(Math.max(...steps) + 1, 'step')}`
  const legend = legendOf(
    [
      { sign: '<rect class="box" x="2" y="-6" width="18" height="12"/>', words: 'to do' },
      { sign: '<rect class="box did" x="2" y="-6" width="18" height="12"/>', words: 'done ✓' },
      {
        sign: '<rect class="box crit" x="2" y="-6" width="18" height="12"/>',
        words: schedule.mode === 'order' ? 'longest chain' : 'critical path',
      },
      {
        sign: '<path class="link" d="M0 0H16"/><path class="tip" d="M22 0l-7 -3.5v7z"/>',
        words: `is needed by${what === '' ? '' : ` (${what})`}`,
      },
    ],
    margin.left,
    16,
  )
  return framed(
    { kind: 'graph', width: Math.max(width, 560), height, title, words, body: legend + lines.join('') + boxes.join('') },
    options,
  )
}
