import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Layout, layoutOf } from '../../../src/export/graph/layout.ts'
import { orderLayers, type Slot } from '../../../src/export/graph/order-layers.ts'
import { settle } from '../../../src/export/graph/place-layers.ts'
import { drawingOf } from '../../../src/trace/drawing.ts'
import { type TinyLink, tinyGraph } from '../../trace/tiny-graph.ts'

const sizes = { widthOf: (key: string) => 60 + key.length * 4, boxHeight: 40, gap: 12, columnGap: 80 }
const limit = { nodes: 1000, links: 5000 }
const layout = (links: readonly TinyLink[], more: readonly string[] = [], byLevels = false): Layout => {
  const graph = tinyGraph(links, more)
  return layoutOf(drawingOf(graph, { of: ['task', 'risk'], limit }), sizes, byLevels)
}

const overlaps = ({ boxes }: Layout): number => {
  const all = [...boxes.values()]
  const touch = (a: (typeof all)[number], b: (typeof all)[number]): boolean =>
    a.x < b.x + b.width && b.x < a.x + a.width && Math.abs(a.y - b.y) < sizes.boxHeight
  return all.flatMap((a, index) => all.slice(index + 1).filter((b) => touch(a, b))).length
}

describe('layoutOf', () => {
  const key = fc.integer({ min: 0, max: 14 }).map((id) => (id % 3 === 0 ? `risk:R${id}` : `task:T${id}`))
  const links = fc.array(fc.tuple(key, fc.constant('needs'), key), { maxLength: 40 }) as unknown as fc.Arbitrary<TinyLink[]>

  it('lets no two boxes overlap, keeps them inside, and leads every line from box to box', () => {
    fc.assert(
      fc.property(links, fc.boolean(), (all, byLevels) => {
        const made = layout(all, ['task:alone', 'task:alone2'], byLevels)
        expect(overlaps(made)).toBe(0)
        for (const { x, y, width } of made.boxes.values()) {
          expect(Math.min(x, y - sizes.boxHeight / 2)).toBeGreaterThanOrEqual(-1e-6)
          expect(x + width).toBeLessThanOrEqual(made.width + 1e-6)
          expect(y + sizes.boxHeight / 2).toBeLessThanOrEqual(made.height + 1e-6)
        }
        for (const { link, points } of made.lines) {
          const [from, to] = [made.boxes.get(link.from)!, made.boxes.get(link.to)!]
          expect([points[0]!.y, points.at(-1)!.y]).toEqual([from.y, to.y])
          expect([from.x, from.x + from.width]).toContain(points[0]!.x)
          expect([to.x, to.x + to.width]).toContain(points.at(-1)!.x)
        }
      }),
    )
  })

  it('is the same every time', () => {
    const all: TinyLink[] = [
      ['task:A', 'needs', 'task:B'],
      ['task:B', 'needs', 'task:C'],
      ['task:A', 'needs', 'task:C'],
    ]
    expect(layout(all)).toEqual(layout(all))
  })

  it('places what depends on nothing first by levels, and beside what needs it otherwise', () => {
    const all: TinyLink[] = [
      ['task:A', 'needs', 'task:B'],
      ['task:B', 'needs', 'task:C'],
      ['task:A', 'mitigates', 'risk:R1'],
    ]
    const x = (made: Layout, id: string): number => made.boxes.get(id as never)!.x
    const [levels, short] = [layout(all, [], true), layout(all)]
    expect(x(levels, 'risk:R1')).toBe(x(levels, 'task:C'))
    expect(x(short, 'risk:R1')).toBe(x(short, 'task:B'))
    expect(levels.levels.map(({ level }) => level)).toEqual([0, 1, 2])
  })

  it('puts records without a link below the others', () => {
    const made = layout([['task:A', 'needs', 'task:B']], ['task:alone'])
    expect(made.boxes.get('task:alone')!.y - sizes.boxHeight / 2).toBe(made.apart)
    expect(made.apart).toBeGreaterThan(made.linked)
    expect(layout([], ['task:alone']).apart).toBe(0)
    expect(layout([['task:A', 'needs', 'task:B']]).apart).toBeUndefined()
  })

  it('draws long lines straight where their points would be too many', () => {
    const chain = Array.from({ length: 300 }, (_, index): TinyLink => [`task:T${index + 1}`, 'needs', `task:T${index}`])
    const jumps = Array.from({ length: 150 }, (_, index): TinyLink => [`task:T${300 - index}`, 'needs', `task:T${index}`])
    const made = layout([...chain, ...jumps])
    expect(Math.max(...made.lines.map(({ points }) => points.length))).toBe(2)
    expect(overlaps(made)).toBe(0)
  })
})

describe('orderLayers', () => {
  it('undoes crossings', () => {
    // Two layers of four, joined crosswise: 0-7, 1-6, 2-5, 3-4.
    const slots: Slot[] = Array.from({ length: 8 }, (_, index) => ({
      layer: index < 4 ? 0 : 1,
      left: index < 4 ? [] : [7 - index],
      right: index < 4 ? [7 - index] : [],
    }))
    const [first, second] = orderLayers(
      [
        [0, 1, 2, 3],
        [4, 5, 6, 7],
      ],
      slots,
    )
    expect(second).toEqual(first!.map((slot) => 7 - slot))
  })
})

describe('settle', () => {
  it('gives what is wanted where there is room, and shares what is not', () => {
    expect(settle([0, 100, 200], [0, 40, 40])).toEqual([0, 100, 200])
    expect(settle([10, 10], [0, 40])).toEqual([-10, 30])
    expect(settle([100, 0], [0, 40])).toEqual([30, 70])
    expect(settle([], [])).toEqual([])
  })

  it('keeps the order and the distances', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { maxLength: 20 }), (wanted) => {
        const placed = settle(
          wanted,
          wanted.map((_, index) => (index === 0 ? 0 : 40)),
        )
        for (const [index, one] of placed.entries()) if (index > 0) expect(one - placed[index - 1]!).toBeGreaterThanOrEqual(40 - 1e-6)
      }),
    )
  })
})
