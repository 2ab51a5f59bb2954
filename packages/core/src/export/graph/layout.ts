import type { Drawing, DrawnLink } from '../../trace/drawing.ts'
import type { TraceKey } from '../../trace/trace-types.ts'
import { orderLayers, type Slot } from './order-layers.ts'
import { placeLayers } from './place-layers.ts'

export interface Point {
  readonly x: number
  readonly y: number
}

/** Where everything stands, in pixels. Boxes are given by their middle left and all have one height. */
export interface Layout {
  readonly width: number
  readonly height: number
  readonly boxes: ReadonlyMap<TraceKey, Point & { readonly width: number }>
  /** From the box that depends to the box that it depends on. */
  readonly lines: readonly { readonly link: DrawnLink; readonly points: readonly Point[] }[]
  /** The middle and width of each level that has linked records, lowest first. */
  readonly levels: readonly { readonly level: number; readonly x: number; readonly width: number }[]
  /** Where the linked records end. */
  readonly linked: number
  /** Where records without a link begin. */
  readonly apart: number | undefined
}

export interface Sizes {
  readonly widthOf: (key: TraceKey) => number
  readonly boxHeight: number
  readonly gap: number
  readonly columnGap: number
}

/** More points than this on the way of long lines are not worth their layout: such lines go straight. */
const mostPoints = 20_000

/**
 * Layers for the linked records. By levels, a record that depends on nothing stands at 0, however far away what depends on it is;
 * otherwise it moves up to it, so that lines are short.
 */
function layersOf(drawing: Drawing, byLevels: boolean): Map<TraceKey, number> {
  const linked = new Set(drawing.links.flatMap(({ from, to }) => [from, to]))
  const layers = new Map(drawing.nodes.filter(({ node }) => linked.has(node.key)).map(({ node, level }) => [node.key, level]))
  if (byLevels) return layers
  const hasTargets = new Set(drawing.links.flatMap(({ from, closes }) => (closes ? [] : [from])))
  const lowest = new Map<TraceKey, number>()
  for (const { from, to, closes } of drawing.links)
    if (!closes) lowest.set(to, Math.min(lowest.get(to) ?? Number.POSITIVE_INFINITY, layers.get(from) as number))
  for (const [key, low] of lowest) if (!hasTargets.has(key)) layers.set(key, low - 1)
  // No layer is empty.
  const used = [...new Set(layers.values())].sort((a, b) => a - b)
  const places = new Map(used.map((level, index) => [level, index]))
  return new Map([...layers].map(([key, level]) => [key, places.get(level) as number]))
}

interface Routed {
  readonly slots: Slot[]
  /** Slots of a line from its dependency to its dependent, its ends included. */
  readonly ways: readonly (readonly number[])[]
}

/** Gives every line a point in each layer that it passes. */
function route(links: readonly DrawnLink[], slotOf: ReadonlyMap<TraceKey, number>, slots: Slot[]): Routed {
  const layerOf = (slot: number): number => (slots[slot] as Slot).layer
  const span = ({ from, to }: DrawnLink): number => Math.abs(layerOf(slotOf.get(from) as number) - layerOf(slotOf.get(to) as number)) - 1
  const isTooMuch = links.reduce((sum, link) => sum + Math.max(0, span(link)), 0) > mostPoints
  const ways = links.map((link) => {
    const [low, high] = [slotOf.get(link.to) as number, slotOf.get(link.from) as number].sort((a, b) => layerOf(a) - layerOf(b)) as [
      number,
      number,
    ]
    const way = [low]
    if (!isTooMuch) {
      for (let layer = layerOf(low) + 1; layer < layerOf(high); layer++) {
        slots.push({ layer, left: [], right: [] })
        way.push(slots.length - 1)
      }
    }
    way.push(high)
    return layerOf(low) === layerOf(high) ? [] : way
  })
  for (const way of ways) {
    for (const [index, slot] of way.entries()) {
      const next = way[index + 1]
      if (next === undefined || layerOf(next) !== layerOf(slot) + 1) continue
      ;(slots[slot] as Slot).right.push(next)
      ;(slots[next] as Slot).left.push(slot)
    }
  }
  return { slots, ways }
}

/** The order in which a walk along the lines meets the slots: what hangs together starts together. */
function initialLayers(slots: readonly Slot[]): number[][] {
  const layers: number[][] = []
  const seen = new Uint8Array(slots.length)
  for (let start = 0; start < slots.length; start++) {
    const stack = [start]
    for (let slot = stack.pop(); slot !== undefined; slot = stack.pop()) {
      if (seen[slot] === 1) continue
      seen[slot] = 1
      const { layer, left, right } = slots[slot] as Slot
      while (layers.length <= layer) layers.push([])
      layers[layer]?.push(slot)
      stack.push(...right.toReversed(), ...left.toReversed())
    }
  }
  return layers
}

/** A layered drawing from left (depends on nothing) to right. The same drawing gives the same layout. */
export function layoutOf(drawing: Drawing, sizes: Sizes, byLevels: boolean): Layout {
  const { boxHeight, gap, columnGap, widthOf } = sizes
  const layerOf = layersOf(drawing, byLevels)
  const keys = [...layerOf.keys()]
  const slotOf = new Map(keys.map((key, index) => [key, index]))
  const { slots, ways } = route(
    drawing.links,
    slotOf,
    keys.map((key) => ({ layer: layerOf.get(key) as number, left: [], right: [] })),
  )
  const layers = orderLayers(initialLayers(slots), slots)
  const y = placeLayers(layers, slots, (slot) => (slot < keys.length ? boxHeight + gap : gap))
  const widths = layers.map((layer) =>
    Math.max(0, ...layer.filter((slot) => slot < keys.length).map((slot) => widthOf(keys[slot] as TraceKey))),
  )
  const lefts: number[] = []
  let x = 0
  for (const width of widths) {
    lefts.push(x)
    x += width + columnGap
  }
  const middle = (slot: number): number => (y[slot] as number) + boxHeight / 2
  const boxes = new Map<TraceKey, Point & { readonly width: number }>()
  for (const [index, key] of keys.entries()) {
    const layer = layerOf.get(key) as number
    boxes.set(key, { x: lefts[layer] as number, y: middle(index), width: widths[layer] as number })
  }
  const lines = drawing.links.map((link, index) => {
    const way = ways[index] as readonly number[]
    const from = boxes.get(link.from) as Point & { width: number }
    const to = boxes.get(link.to) as Point & { width: number }
    const inner = way.slice(1, -1).flatMap((slot): Point[] => {
      const layer = (slots[slot] as Slot).layer
      const [left, width] = [lefts[layer] as number, widths[layer] as number]
      return [
        { x: left, y: middle(slot) },
        { x: left + width, y: middle(slot) },
      ]
    })
    const isUp = from.x > to.x
    const start = { x: isUp ? from.x : from.x + from.width, y: from.y }
    const end = { x: isUp ? to.x + to.width : to.x, y: to.y }
    // The points run from left to right; a line runs from what depends.
    const points = from.x === to.x ? [start, { x: to.x + to.width, y: to.y }] : [start, ...(isUp ? inner.toReversed() : inner), end]
    return { link, points }
  })
  const linkedHeight = y.length === 0 ? 0 : Math.max(...y) + boxHeight
  const apart = placeApart(drawing, boxes, sizes, { width: Math.max(0, x - columnGap), top: linkedHeight })
  return {
    width: Math.max(0, ...[...boxes.values()].map((box) => box.x + box.width)),
    height: Math.max(linkedHeight, ...[...boxes.values()].map((box) => box.y + boxHeight / 2)),
    boxes,
    lines,
    levels: layers.map((_, level) => ({ level, x: lefts[level] as number, width: widths[level] as number })),
    linked: linkedHeight,
    apart,
  }
}

/** Records without a link stand below the others, in rows. */
function placeApart(
  { nodes }: Drawing,
  boxes: Map<TraceKey, Point & { readonly width: number }>,
  { widthOf, boxHeight, gap }: Sizes,
  { width, top }: { width: number; top: number },
): number | undefined {
  const alone = nodes.map(({ node }) => node.key).filter((key) => !boxes.has(key))
  if (alone.length === 0) return undefined
  const start = top === 0 ? 0 : top + 2 * boxHeight
  const own = Math.max(...alone.map(widthOf))
  const across = Math.max(1, Math.floor((Math.max(width, 900) + gap) / (own + gap)))
  for (const [index, key] of alone.entries()) {
    boxes.set(key, {
      x: (index % across) * (own + gap),
      y: start + Math.floor(index / across) * (boxHeight + gap) + boxHeight / 2,
      width: own,
    })
  }
  return start
}
