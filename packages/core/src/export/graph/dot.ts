import { visible } from '../../import/page-text.ts'
import { type Drawing, summaryOfDrawing } from '../../trace/drawing.ts'
import { titleBeside } from '../../trace/matrix.ts'
import type { TraceKey } from '../../trace/trace-types.ts'
import { byLevel, clipped, linkWords, notesOf, shortId } from './labels.ts'
import { relationColors, suspectColor, typeColors } from './palette.ts'

/** A text between quotes. In labels a backslash begins an escape, and an ampersand an entity: both stand for themselves here. */
const quoted = (text: string): string =>
  `"${visible(text).replaceAll('&', '&amp;').replaceAll('\\', '\\\\').replaceAll('"', '\\"').replace(/\n/g, '\\n')}"`

/** A drawing in the language of Graphviz: `dot -Tsvg`. */
export function graphDot(drawing: Drawing, title: string, { levels = false }: { readonly levels?: boolean } = {}): string {
  const { nodes, links, roots } = drawing
  const names = new Map<TraceKey, string>(nodes.map(({ node }, index) => [node.key, `n${index}`]))
  const lines = nodes.map(({ node }) => {
    const text = [shortId(node), clipped(titleBeside(node), 40)].filter((line) => line !== '').join('\n')
    const style = ['rounded', ...(node.declared ? [] : ['dashed']), ...(roots.includes(node.key) ? ['bold'] : [])].join(',')
    return `  ${names.get(node.key)} [label=${quoted(text)}, tooltip=${quoted(`${node.type} ${node.id}`)}, color="${typeColors[node.type]}", style="${style}"]`
  })
  const ranks = byLevel(drawing).map(
    ([level, own]) =>
      `  subgraph cluster_${level} { label="level ${level}"; color="#d0d7de"; ${own.map(({ node }) => names.get(node.key)).join('; ')} }`,
  )
  const arrows = links.map((link) => {
    const look = link.suspect
      ? `style=dashed, color="${suspectColor}", penwidth=2`
      : `color="${relationColors[link.relations[0] as keyof typeof relationColors]}"${link.closes ? ', style=dotted, constraint=false' : ''}`
    return `  ${names.get(link.from)} -> ${names.get(link.to)} [tooltip=${quoted(linkWords(link))}, ${look}]`
  })
  return [
    `digraph ${quoted(title)} {`,
    `  graph [rankdir=RL, label=${quoted([title, summaryOfDrawing(drawing), ...notesOf(drawing)].join('\n'))}, labelloc=t, fontname="sans-serif"]`,
    '  node [shape=box, fontname="sans-serif", fontsize=11, margin="0.12,0.06"]',
    '  edge [fontname="sans-serif", fontsize=9, arrowsize=0.7]',
    ...lines,
    ...(levels ? ranks : []),
    ...arrows,
    '}',
    '',
  ].join('\n')
}
