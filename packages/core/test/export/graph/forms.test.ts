import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { describe, expect, it } from 'vitest'
import { graphDot } from '../../../src/export/graph/dot.ts'
import { clipped, shortId } from '../../../src/export/graph/labels.ts'
import { graphMermaid } from '../../../src/export/graph/mermaid.ts'
import { graphSvg } from '../../../src/export/graph/svg.ts'
import { type Drawing, drawingOf } from '../../../src/trace/drawing.ts'
import type { TraceGraph, TraceNode } from '../../../src/trace/trace-types.ts'
import { type TinyLink, tinyGraph } from '../../trace/tiny-graph.ts'

const limit = { nodes: 1000, links: 1000 }
const drawn = (graph: TraceGraph, more: Partial<Parameters<typeof drawingOf>[1]> = {}): Drawing => drawingOf(graph, { limit, ...more })

const graph = tinyGraph(
  [
    ['component:b', 'uses', 'component:a'],
    ['component:c', 'uses', 'component:b'],
    ['component:c', 'uses', 'component:?x'],
  ],
  ['component:alone'],
)
const drawing = drawn(graph, { of: ['component'], isSuspect: ({ to }) => to === 'component:a' })
const evils = [
  '"] --> x; click n0 href "javascript:alert(1)"',
  '%%{init: {"theme":"x"}}%%',
  'style:a#b; classDef x:#f;',
  '`**bold**` \\"',
  '</text><script>alert(1)</script>',
  'a\\',
  '&amp; &lt; \\N \\l',
  '"]\nend\nsubgraph x',
  '\u202e\u0007\ud800 書庫',
]
const hostile = drawn(tinyGraph(evils.map((text): TinyLink => [`task:${text}`, 'cites', `source:${text} again`])))

describe('a drawing in Mermaid', () => {
  it('has a box for each record and an arrow for each link', () => {
    expect(graphMermaid(drawing, 'Demo: components').split('\n')).toEqual([
      '%% Demo#58; components',
      '%% 5 components #183; 3 links',
      '%% 1 suspect link, dashed',
      'flowchart RL',
      '  n0["#63;x<br/>About #63;x"]:::component'.replaceAll('#63;', '?'),
      '  n1["a<br/>About a"]:::component',
      '  n2["alone<br/>About alone"]:::component',
      '  n3["b<br/>About b"]:::component',
      '  n4["c<br/>About c"]:::component',
      '  n3 -.->|"uses, suspect"| n1',
      '  n4 -->|"uses"| n0',
      '  n4 -->|"uses"| n3',
      '  classDef component stroke:#1b7c83,stroke-width:2px',
      '  linkStyle 0 stroke:#bc4c00,stroke-width:2px',
      '',
    ])
  })

  it('puts levels in boxes of their own', () => {
    const text = graphMermaid(drawing, 'Demo', { levels: true })
    expect(text.match(/subgraph level\d\["level \d"\]/g)).toHaveLength(3)
    expect(text.match(/^ {2}end$/gm)).toHaveLength(3)
  })

  it('reads no text as a part of the diagram', () => {
    const lines = graphMermaid(hostile, evils[7]!).split('\n')
    const shapes = [
      /^%% [^"%{}]*$/,
      /^flowchart RL$/,
      /^ {2}n\d+\["[^"`%{}[\]\\|<>:]*(<br\/>[^"`%{}[\]\\|<>:]*)?"\]:::(task|source)$/,
      /^ {2}n\d+ -->\|"cites"\| n\d+$/,
      /^ {2}classDef \w+ stroke:#\w+,stroke-width:2px$/,
      /^$/,
    ]
    expect(lines.filter((line) => !shapes.some((shape) => shape.test(line)))).toEqual([])
  })

  it('gives ids alone where there are many records, and stays below what renderers take', () => {
    const many = drawn(
      tinyGraph(
        Array.from({ length: 500 }, (_, index): TinyLink => [`task:T${index % 300}`, 'mitigates', `risk:${'R'.repeat(60)}${index}`]),
      ),
      {
        limit: { nodes: 300, links: 500 },
      },
    )
    const text = graphMermaid(many, 'Many')
    expect(text).not.toContain('<br/>')
    expect(text).toContain('300 of 800 records are drawn')
    expect(text.length).toBeLessThan(50_000)
  })
})

describe('a drawing in DOT', () => {
  it('has nodes, links, and levels as clusters', () => {
    const text = graphDot(drawing, 'Demo', { levels: true })
    expect(text.match(/^ {2}n\d+ \[label=/gm)).toHaveLength(5)
    expect(text.match(/^ {2}n\d+ -> n\d+ /gm)).toHaveLength(3)
    expect(text).toContain('style=dashed, color="#bc4c00"')
    expect(text).toContain('style="rounded,dashed"')
    expect(text.match(/subgraph cluster_/g)).toHaveLength(3)
    expect(graphDot(drawn(graph, { from: ['component:b'] }), 'Demo')).toContain('style="rounded,bold"')
  })

  it('lets no text out of its quotes', () => {
    const text = graphDot(hostile, evils[7]!)
    const rest = text.replace(/"(?:[^"\\]|\\.)*"/g, '""')
    expect(rest).not.toMatch(/script|javascript|end|init/)
    expect(rest.match(/"/g)!.length % 2).toBe(0)
    expect(text).toContain('a\\\\')
  })

  it('dots what closes a cycle', () => {
    const cycle = tinyGraph([
      ['task:A', 'needs', 'task:B'],
      ['task:B', 'needs', 'task:A'],
    ])
    expect(graphDot(drawn(cycle), 'Demo')).toContain('style=dotted, constraint=false')
  })
})

describe('a drawing in SVG', () => {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    isArray: (name) => ['g', 'text', 'path'].includes(name),
  })

  it.each([
    ['links', graphSvg(drawing, 'Demo')],
    ['levels', graphSvg(drawing, 'Demo', { levels: true })],
    ['nothing', graphSvg(drawn(tinyGraph([])), 'Demo')],
    ['hostile text', graphSvg(hostile, evils.join(' '))],
  ])('is well-formed, loads nothing and runs nothing: %s', (_, svg) => {
    expect(XMLValidator.validate(svg)).toBe(true)
    expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|<script|<foreignObject| href=|url\(|@import/i)
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
    for (const one of ['\u202e', '\u0007', '\ud800']) expect(svg.includes(one)).toBe(false)
    const { width, height, viewBox } = parser.parse(svg).svg
    expect(viewBox).toBe(`0 0 ${width} ${height}`)
  })

  it('is the same every time, and has a name for whoever cannot see it', () => {
    const svg = graphSvg(drawing, 'Demo')
    expect(graphSvg(drawing, 'Demo')).toBe(svg)
    expect(svg).toContain('role="img" aria-labelledby="title desc"')
    expect(svg).toContain('<desc id="desc">5 components · 3 links. 1 suspect link, dashed</desc>')
    expect(svg).toContain('<title>b uses, suspect → a</title>')
    expect(svg).toContain('class="node type-component undeclared"')
    expect(svg).toContain('without a link')
  })

  it('marks the record that it is drawn around', () => {
    expect(graphSvg(drawn(graph, { from: ['component:b'] }), 'Demo').match(/ root"/g)).toHaveLength(1)
  })
})

describe('labels', () => {
  it('are cut to columns, wide letters counting twice, never in the middle of a letter', () => {
    expect(clipped('abcdef', 6)).toBe('abcdef')
    expect(clipped('abcdefg', 6)).toBe('abcde…')
    expect(clipped('  a \n b ', 6)).toBe('a b')
    expect(clipped('書庫書庫', 8)).toBe('書庫書庫')
    expect(clipped('書庫書庫書', 8)).toBe('書庫書…')
    expect(clipped('😀😀😀', 4)).toBe('😀…')
  })

  it('name commits by their first digits', () => {
    expect(shortId({ type: 'commit', id: 'a'.repeat(40) } as TraceNode)).toBe('a'.repeat(10))
  })
})
