import { escaped } from '../../import/page-text.ts'
import type { Relation, TraceType } from '../../schema/trace.ts'
import { type Drawing, type DrawnLink, summaryOfDrawing } from '../../trace/drawing.ts'
import { titleBeside } from '../../trace/matrix.ts'
import type { TraceKey, TraceNode } from '../../trace/trace-types.ts'
import { clipped, linkWords, notesOf, shortId, textColumns } from './labels.ts'
import { type Layout, layoutOf, type Point } from './layout.ts'
import { relationColors, suspectColor, typeColors } from './palette.ts'

/** Pixels of one column of text; a little more than most fonts need, for nobody knows which one draws it. */
const letter = { id: 8.2, title: 6.8 }
const box = { height: 40, least: 76, padding: 12, bar: 5 }
const margin = 24
const titleColumns = 34

/** "#rrggbb" mixed with white, for a dark page. */
function lighter(color: string): string {
  const parts = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  return `#${parts
    .map((part) =>
      Math.round(part + (255 - part) * 0.45)
        .toString(16)
        .padStart(2, '0'),
    )
    .join('')}`
}

interface Used {
  readonly types: readonly TraceType[]
  readonly relations: readonly Relation[]
}

function style({ types, relations }: Used): string {
  const colors = [
    ...types.map((type) => [`type-${type}`, typeColors[type]] as const),
    ...relations.map((relation) => [`rel-${relation}`, relationColors[relation]] as const),
    ['suspect', suspectColor] as const,
  ]
  const rules = (color: (one: string) => string): string => colors.map(([name, one]) => `.${name}{--c:${color(one)}}`).join('')
  return `svg{--page:#fff;--text:#1f2328;--faint:#656d76;--box:#f6f8fa;--rule:#d0d7de;background:var(--page);font-family:system-ui,-apple-system,"Segoe UI",sans-serif}
${rules((one) => one)}
@media (prefers-color-scheme:dark){svg{--page:#0d1117;--text:#e6edf3;--faint:#8d96a0;--box:#161b22;--rule:#30363d}${rules(lighter)}}
.page{fill:var(--page)}.box{fill:var(--box);stroke:var(--rule)}.bar{fill:var(--c)}.undeclared .box{stroke-dasharray:3 3}.root .box{stroke:var(--c);stroke-width:2}
.id{font-size:12px;font-weight:600;fill:var(--text)}.title{font-size:11px;fill:var(--faint)}.note{font-size:12px;fill:var(--faint)}.head{font-size:15px;font-weight:600;fill:var(--text)}
.line{fill:none;stroke:var(--c);stroke-width:1.4}.tip{fill:var(--c)}.suspect .line{stroke-dasharray:6 4;stroke-width:2}.closes .line{stroke-dasharray:2 3;stroke-width:2}
.band{fill:var(--box);opacity:.6}.line:hover,.link:hover .line{stroke-width:3}`
}

const round = (value: number): string => String(Math.round(value * 10) / 10)

/** Through all points, leaving and reaching each of them level. */
function pathOf(points: readonly Point[]): string {
  const [first, ...rest] = points as [Point, ...Point[]]
  let path = `M${round(first.x)} ${round(first.y)}`
  let before = first
  for (const point of rest) {
    const isLoop = point.x === before.x
    const bend = isLoop ? 40 : (point.x - before.x) / 2
    path +=
      point.y === before.y && !isLoop
        ? `H${round(point.x)}`
        : `C${round(before.x + bend)} ${round(before.y)} ${round(isLoop ? point.x + bend : point.x - bend)} ${round(point.y)} ${round(point.x)} ${round(point.y)}`
    before = point
  }
  return path
}

/** An arrow head at the end of a line. Lines end level, so it points left or right. */
function tipOf(points: readonly Point[]): string {
  const [before, end] = points.slice(-2) as [Point, Point]
  const back = before.x < end.x ? -8 : 8
  return `M${round(end.x)} ${round(end.y)}l${back} -4v8z`
}

const nameOf = (key: TraceKey): string => key.slice(key.indexOf(':') + 1)

function linkSvg(link: DrawnLink, points: readonly Point[]): string {
  const name = [link.suspect ? 'suspect' : `rel-${link.relations[0]}`, ...(link.closes ? ['closes'] : [])].join(' ')
  const words = escaped(`${nameOf(link.from)} ${linkWords(link)} → ${nameOf(link.to)}`)
  return `<g class="link ${name}"><title>${words}</title><path class="line" d="${pathOf(points)}"/><path class="tip" d="${tipOf(points)}"/></g>`
}

function nodeSvg(node: TraceNode, { x, y, width }: Point & { readonly width: number }, isRoot: boolean): string {
  const top = y - box.height / 2
  const place = node.place()
  const hint = [`${node.type} ${node.id}`, titleBeside(node), place === undefined ? '' : `${place.file}:${place.line}`].filter(
    (one) => one !== '',
  )
  const title = titleBeside(node) || node.type
  const classes = ['node', `type-${node.type}`, ...(node.declared ? [] : ['undeclared']), ...(isRoot ? ['root'] : [])].join(' ')
  return `<g class="${classes}"><title>${escaped(hint.join('\n'))}</title><rect class="box" x="${round(x)}" y="${round(top)}" width="${round(width)}" height="${box.height}" rx="5"/><rect class="bar" x="${round(x)}" y="${round(top)}" width="${box.bar}" height="${box.height}" rx="2"/><text class="id" x="${round(x + box.padding)}" y="${round(y - 3)}">${escaped(shortId(node))}</text><text class="title" x="${round(x + box.padding)}" y="${round(y + 13)}">${escaped(clipped(title, titleColumns))}</text></g>`
}

/** Swatches of the types and relations that are drawn, in a row. */
function legend({ types, relations }: Used, y: number): { readonly svg: string; readonly width: number } {
  let x = 0
  const entry = (name: string, words: string, sign: string): string => {
    const svg = `<g class="${name}" transform="translate(${round(x)} ${y})">${sign}<text class="note" x="24" y="4">${words}</text></g>`
    x += 38 + words.length * 7
    return svg
  }
  const svg = [
    ...types.map((type) => entry(`type-${type}`, type, '<rect class="bar" x="6" y="-6" width="10" height="12" rx="2"/>')),
    ...relations.map((relation) => entry(`rel-${relation}`, relation, '<path class="line" d="M0 0H18"/>')),
  ]
  return { svg: svg.join(''), width: x }
}

const bands = ({ levels, linked }: Layout): string =>
  levels
    .map(
      ({ level, x, width }) =>
        `<rect class="band" x="${round(x - 10)}" y="-26" width="${round(width + 20)}" height="${round(linked + 36)}" rx="6"/><text class="note" x="${round(x)}" y="-10">level ${level}</text>`,
    )
    .join('')

/** A drawing as SVG. One file: it loads nothing, runs nothing, and follows the reader's choice of light or dark. */
export function graphSvg(drawing: Drawing, title: string, { levels = false }: { readonly levels?: boolean } = {}): string {
  const { nodes, links, roots } = drawing
  const widths = new Map<TraceKey, number>(
    nodes.map(({ node }) => {
      const text = Math.max(
        textColumns(shortId(node)) * letter.id,
        textColumns(clipped(titleBeside(node) || node.type, titleColumns)) * letter.title,
      )
      return [node.key, Math.max(box.least, text + box.padding * 2)]
    }),
  )
  const sizes = { widthOf: (key: TraceKey) => widths.get(key) as number, boxHeight: box.height, gap: 12, columnGap: 84 }
  const layout = layoutOf(drawing, sizes, levels)
  const used: Used = {
    types: [...new Set(nodes.map(({ node }) => node.type))].sort(),
    relations: [...new Set(links.flatMap(({ relations }) => relations[0] ?? []))].sort(),
  }
  const notes = [summaryOfDrawing(drawing), ...notesOf(drawing)]
  const key = legend(used, 18 + notes.length * 18 + 12)
  const top = 18 + notes.length * 18 + 34 + (levels ? 34 : 0)
  const width = Math.ceil(
    Math.max(layout.width + 60, key.width, textColumns(clipped(title, 120)) * 9, ...notes.map((note) => note.length * 7)) + margin * 2,
  )
  const height = Math.ceil(layout.height + top + margin * 2)
  const isRoot = new Set(roots)
  const { boxes, lines, apart } = layout
  return `<?xml version="1.0" encoding="UTF-8"?>
<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc">
<title id="title">${escaped(title)}</title>
<desc id="desc">${escaped(notes.join('. '))}</desc>
<style>
${style(used)}
</style>
<rect class="page" width="${width}" height="${height}"/>
<g transform="translate(${margin} ${margin})">
<text class="head" y="10">${escaped(clipped(title, 120))}</text>
${notes.map((note, index) => `<text class="note" y="${30 + index * 18}">${escaped(note)}</text>`).join('\n')}
${key.svg}
<g transform="translate(0 ${top})">
${levels ? bands(layout) : ''}
${apart === undefined || apart === 0 ? '' : `<text class="note" y="${round(apart - 14)}">without a link</text>`}
${lines.map(({ link, points }) => linkSvg(link, points)).join('\n')}
${nodes.map(({ node }) => nodeSvg(node, boxes.get(node.key) as Point & { width: number }, isRoot.has(node.key))).join('\n')}
</g>
</g>
</svg>
`
}
