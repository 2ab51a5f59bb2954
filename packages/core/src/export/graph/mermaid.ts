import { type Drawing, summaryOfDrawing } from '../../trace/drawing.ts'
import { titleBeside } from '../../trace/matrix.ts'
import type { TraceKey } from '../../trace/trace-types.ts'
import { mermaidText } from '../mermaid-text.ts'
import { byLevel, clipped, linkWords, notesOf, shortId } from './labels.ts'
import { suspectColor, typeColors } from './palette.ts'

/** Records beyond this number get their id alone: so the text stays short enough. */
const mostTitles = 120

/** A drawing as a Mermaid flowchart, as forges draw it inside of Markdown. */
export function graphMermaid(drawing: Drawing, title: string, { levels = false }: { readonly levels?: boolean } = {}): string {
  const { nodes, links } = drawing
  const names = new Map<TraceKey, string>(nodes.map(({ node }, index) => [node.key, `n${index}`]))
  const label = ({ node }: (typeof nodes)[number]): string => {
    const text = nodes.length > mostTitles ? '' : mermaidText(clipped(titleBeside(node), 40))
    return `${names.get(node.key)}["${mermaidText(shortId(node))}${text === '' ? '' : `<br/>${text}`}"]:::${node.type}`
  }
  const boxes = levels
    ? byLevel(drawing).flatMap(([level, own]) => [
        `  subgraph level${level}["level ${level}"]`,
        ...own.map((one) => `    ${label(one)}`),
        '  end',
      ])
    : nodes.map((one) => `  ${label(one)}`)
  const arrows = links.map(
    (link) => `  ${names.get(link.from)} ${link.suspect ? '-.->' : '-->'}|"${linkWords(link)}"| ${names.get(link.to)}`,
  )
  const suspects = links.flatMap(({ suspect }, index) => (suspect ? [index] : []))
  const types = [...new Set(nodes.map(({ node }) => node.type))].sort()
  return [
    `%% ${mermaidText(title)}`,
    ...[summaryOfDrawing(drawing), ...notesOf(drawing)].map((note) => `%% ${mermaidText(note)}`),
    'flowchart RL',
    ...boxes,
    ...arrows,
    ...types.map((type) => `  classDef ${type} stroke:${typeColors[type]},stroke-width:2px`),
    ...(suspects.length === 0 ? [] : [`  linkStyle ${suspects.join(',')} stroke:${suspectColor},stroke-width:2px`]),
    '',
  ].join('\n')
}
