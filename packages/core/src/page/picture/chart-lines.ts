import { label, px } from './svg.ts'

/** Marks and dashes beside the colours, so that lines are told apart without them. */
const dashes = ['', '7 4', '2 3', '9 3 2 3', '4 2', '12 3', '1 4', '6 2 1 2 1 2']

export interface ChartLine {
  readonly name: string
  readonly points: readonly (readonly [x: number, y: number])[]
  /** From point to point level, then upright: for what stays until it changes. */
  readonly stepped?: boolean
}

const markAt = (index: number, [x, y]: readonly [number, number]): string =>
  [
    `M${px(x - 3)} ${px(y)}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0z`,
    `M${px(x - 3)} ${px(y - 3)}h6v6h-6z`,
    `M${px(x)} ${px(y - 4)}l4 7h-8z`,
    `M${px(x - 4)} ${px(y)}l4 -4 4 4 -4 4z`,
  ][index % 4] as string

/** Names at the ends of lines, pushed apart where they would lie on each other; never outside of `top` and `bottom`. */
export function spread(wanted: readonly number[], least: number, top: number, bottom: number): readonly number[] {
  const order = [...wanted.keys()].sort((a, b) => (wanted[a] as number) - (wanted[b] as number) || a - b)
  const places = [...wanted]
  let before = top - least
  for (const index of order) {
    places[index] = Math.max(wanted[index] as number, before + least)
    before = places[index] as number
  }
  let after = bottom + least
  for (const index of order.toReversed()) {
    places[index] = Math.min(places[index] as number, after - least)
    after = places[index] as number
  }
  return places
}

/** Lines with their names at the right end. */
export function linesSvg(lines: readonly ChartLine[], right: number, top: number, bottom: number, columns: number): string {
  const ends = lines.map(({ points }) => points.at(-1)?.[1] ?? bottom)
  const names = spread(ends, 14, top, bottom)
  return lines
    .map(({ name, points, stepped }, index) => {
      const color = `c${(index % 8) + 1}`
      const [first, ...rest] = points
      if (first === undefined) return ''
      const path = rest.map(([x, y]) => (stepped ? `H${px(x)}V${px(y)}` : `L${px(x)} ${px(y)}`)).join('')
      // Many marks would hide the line.
      const every = Math.max(1, Math.ceil(points.length / 40))
      const marks = points.filter((_, at) => at % every === 0 || at === points.length - 1).map((point) => markAt(index, point))
      const dash = dashes[index % dashes.length]
      return `<path class="line ${color}"${dash === '' ? '' : ` stroke-dasharray="${dash}"`} d="M${px(first[0])} ${px(first[1])}${path}"/><path class="fill ${color}" d="${marks.join('')}"/><text class="${color}" x="${px(right + 10)}" y="${px((names[index] as number) + 4)}">${label(name, columns)}</text>`
    })
    .join('')
}
