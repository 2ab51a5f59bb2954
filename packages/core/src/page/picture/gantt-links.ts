import { eventX, type Placed } from './gantt-row.ts'
import type { IndexedLink } from './order-steps.ts'
import { px } from './svg.ts'

/** More lines than this are a grey wall: then only those that decide a date are drawn. */
const mostLines = 3000
const middle = 10

interface End {
  readonly left: number
  readonly right: number
  readonly y: number
  readonly critical: boolean
}

function endOf(row: Placed): End | undefined {
  const { left, right, y, activity } = row
  if (left === undefined || right === undefined) return undefined
  const critical = activity.critical && activity.progress !== 'done'
  if (activity.type !== 'gate' && !activity.event) return { left, right, y: y + middle, critical }
  const x = eventX(left, right)
  return { left: x - 5, right: x + 5, y: y + middle, critical }
}

/** From one end to the other with upright and level pieces, and the head of its arrow. */
function elbow(from: End, to: End, type: string): readonly [line: string, tip: string] {
  const isFromStart = type[0] === 'S'
  const isToStart = type[1] === 'S'
  const x1 = isFromStart ? from.left : from.right
  const x2 = isToStart ? to.left : to.right
  const out = x1 + (isFromStart ? -6 : 5)
  const into = x2 + (isToStart ? -6 : 6)
  const half = from.y + (to.y > from.y ? 11 : -11)
  // Straight down where there is room before the other end, else around it.
  const isDirect = isToStart ? out <= into : out >= into
  const line = isDirect
    ? `M${px(x1)} ${px(from.y)}H${px(out)}V${px(to.y)}H${px(x2)}`
    : `M${px(x1)} ${px(from.y)}H${px(out)}V${px(half)}H${px(into)}V${px(to.y)}H${px(x2)}`
  return [line, `M${px(x2)} ${px(to.y)}l${isToStart ? -5 : 5} -3v6z`]
}

/** All lines as a few paths: a path for each link would be most of the page. */
export function linkPaths(links: readonly IndexedLink[], placed: readonly Placed[]): string {
  const ends = new Map(placed.map((row) => [row.index, endOf(row)]))
  const shown = links.filter(({ from, to }) => ends.get(from) !== undefined && ends.get(to) !== undefined)
  const drawn = shown.length > mostLines ? shown.filter(({ link }) => link.driving).slice(0, mostLines) : shown
  const paths = { '': ['', ''], ' drive': ['', ''], ' crit': ['', ''] }
  for (const { from, to, link } of drawn) {
    const [source, target] = [ends.get(from) as End, ends.get(to) as End]
    const kind = !link.driving ? '' : source.critical && target.critical ? ' crit' : ' drive'
    const [line, tip] = elbow(source, target, link.type)
    paths[kind][0] += line
    paths[kind][1] += tip
  }
  return Object.entries(paths)
    .map(([kind, [line, tip]]) => (line === '' ? '' : `<path class="link${kind}" d="${line}"/><path class="tip${kind}" d="${tip}"/>`))
    .join('')
}
