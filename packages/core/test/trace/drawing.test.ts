import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Drawing, drawingOf, summaryOfDrawing } from '../../src/trace/drawing.ts'
import type { TraceKey } from '../../src/trace/trace-types.ts'
import { type TinyLink, tinyGraph } from './tiny-graph.ts'

const limit = { nodes: 1000, links: 1000 }
const levels = ({ nodes }: Drawing): string[] => nodes.map(({ node, level }) => `${node.id} ${level}`)

const graph = tinyGraph(
  [
    ['component:b', 'uses', 'component:a'],
    ['component:c', 'uses', 'component:b'],
    ['component:c', 'uses', 'component:a'],
    ['task:T1', 'builds', 'component:c'],
    ['task:T1', 'part-of', 'phase:P0'],
    ['task:T2', 'part-of', 'phase:P0'],
  ],
  ['component:d', 'risk:R1'],
)

describe('drawingOf', () => {
  it('draws what is linked, without what only holds something', () => {
    const drawing = drawingOf(graph, { limit })
    expect(levels(drawing)).toEqual(['a 0', 'b 1', 'c 2', 'T1 3'])
    expect(drawing.links.map(({ from, to, relations }) => `${from} ${relations} ${to}`)).toEqual([
      'task:T1 builds component:c',
      'component:b uses component:a',
      'component:c uses component:a',
      'component:c uses component:b',
    ])
    expect([drawing.chosen, drawing.leftOut, drawing.roots]).toEqual([4, 0, []])
    expect(summaryOfDrawing(drawing)).toBe('3 components, 1 task · 4 links')
  })

  it('draws every record of the types that are asked for, and containment between them', () => {
    expect(levels(drawingOf(graph, { of: ['component'], limit }))).toEqual(['a 0', 'd 0', 'b 1', 'c 2'])
    expect(drawingOf(graph, { of: ['phase', 'task'], limit }).links.length).toBe(2)
    expect(drawingOf(graph, { of: ['phase', 'task'], relations: ['uses'], limit }).links).toEqual([])
    expect(drawingOf(graph, { relations: ['part-of'], limit }).nodes.length).toBe(3)
  })

  it('goes so far from a record, both ways', () => {
    const around = (depth?: number, of?: 'component'[]) =>
      drawingOf(graph, { from: ['component:b'], ...(depth !== undefined && { depth }), ...(of && { of }), limit })
    expect(levels(around(1))).toEqual(['a 0', 'b 1', 'c 2'])
    expect(levels(around())).toEqual(['a 0', 'b 1', 'c 2', 'T1 3'])
    expect(levels(around(9, ['component']))).toEqual(['a 0', 'b 1', 'c 2'])
    expect(around().roots).toEqual(['component:b'])
    expect(drawingOf(graph, { from: ['task:nowhere'], limit }).nodes).toEqual([])
  })

  it('marks the links that close a cycle, and gives levels all the same', () => {
    const cycle = tinyGraph([
      ['task:A', 'needs', 'task:B'],
      ['task:B', 'needs', 'task:C'],
      ['task:C', 'needs', 'task:A'],
      ['task:D', 'needs', 'task:D'],
    ])
    const drawing = drawingOf(cycle, { limit, isSuspect: ({ to }) => to === 'task:C' })
    expect(drawing.links.filter(({ closes }) => closes).map(({ from, to }) => `${from} ${to}`)).toEqual(['task:C task:A', 'task:D task:D'])
    expect(drawing.links.filter(({ suspect }) => suspect).map(({ from }) => from)).toEqual(['task:B'])
    expect(levels(drawing)).toEqual(['C 0', 'D 0', 'B 1', 'A 2'])
  })

  it('joins several links between two records', () => {
    const two = tinyGraph([
      ['task:A', 'satisfies', 'requirement:1'],
      ['task:A', 'validates', 'requirement:1'],
    ])
    expect(drawingOf(two, { limit }).links).toEqual([
      { from: 'task:A', to: 'requirement:1', relations: ['satisfies', 'validates'], suspect: false, closes: false },
    ])
  })

  it('leaves out what is too much, the furthest first', () => {
    const chain = tinyGraph(Array.from({ length: 50 }, (_, index): TinyLink => [`task:T${index}`, 'needs', `task:T${index + 1}`]))
    const few = drawingOf(chain, { from: ['task:T10'], depth: 99, limit: { nodes: 5, links: 99 } })
    expect(few.nodes.map(({ node }) => node.id)).toEqual(['T12', 'T11', 'T10', 'T9', 'T8'])
    expect([few.chosen, few.leftOut]).toEqual([51, 46])
    const sparse = drawingOf(chain, { limit: { nodes: 99, links: 10 } })
    expect(sparse.links.length).toBeLessThanOrEqual(10)
    expect(sparse.nodes.length + sparse.leftOut).toBe(51)
  })

  it('has every link point from a higher level to a lower one, unless it closes a cycle', () => {
    const key = fc.integer({ min: 0, max: 12 }).map((id) => `task:${id}`)
    fc.assert(
      fc.property(fc.array(fc.tuple(key, fc.constant('needs'), key), { maxLength: 40 }), (links) => {
        const { nodes, links: drawn } = drawingOf(tinyGraph(links as unknown as TinyLink[]), { limit })
        const level = new Map(nodes.map((one) => [one.node.key, one.level]))
        for (const { from, to, closes } of drawn)
          if (!closes) expect(level.get(from as TraceKey)!).toBeGreaterThan(level.get(to as TraceKey)!)
      }),
    )
  })

  it('draws long chains', () => {
    const chain = tinyGraph(Array.from({ length: 20_000 }, (_, index): TinyLink => [`task:T${index + 1}`, 'needs', `task:T${index}`]))
    const drawing = drawingOf(chain, { limit: { nodes: 100_000, links: 100_000 } })
    expect(drawing.nodes.at(-1)?.level).toBe(20_000)
  })
})
