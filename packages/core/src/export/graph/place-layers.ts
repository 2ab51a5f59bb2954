import type { Slot } from './order-layers.ts'

interface Block {
  sum: number
  count: number
  readonly first: number
}

/**
 * Places that are as near to the wanted ones as the order and the distances allow (least squares; neighbours that want to pass each other
 * are put together and share what they want).
 */
export function settle(wanted: readonly number[], distances: readonly number[]): number[] {
  const offsets: number[] = []
  let offset = 0
  for (const [index, distance] of distances.entries()) {
    offset += index === 0 ? 0 : distance
    offsets.push(offset)
  }
  const blocks: Block[] = []
  for (const [index, one] of wanted.entries()) {
    let block: Block = { sum: one - (offsets[index] as number), count: 1, first: index }
    for (let last = blocks.at(-1); last !== undefined && last.sum / last.count >= block.sum / block.count; last = blocks.at(-1)) {
      blocks.pop()
      block = { sum: last.sum + block.sum, count: last.count + block.count, first: last.first }
    }
    blocks.push(block)
  }
  return blocks.flatMap(({ sum, count, first }) =>
    Array.from({ length: count }, (_, index) => sum / count + (offsets[first + index] as number)),
  )
}

const passes = 8

/** Heights for the slots of ordered layers, so that lines are straight where they can be. The smallest one is 0. */
export function placeLayers(
  layers: readonly (readonly number[])[],
  slots: readonly Slot[],
  heightOf: (slot: number) => number,
): Float64Array {
  const y = new Float64Array(slots.length)
  const distances = layers.map((layer) =>
    layer.map((slot, index) => (index === 0 ? 0 : (heightOf(layer[index - 1] as number) + heightOf(slot)) / 2)),
  )
  for (const [index, layer] of layers.entries()) {
    let at = 0
    for (const [place, slot] of layer.entries()) {
      at += distances[index]?.[place] ?? 0
      y[slot] = at
    }
  }
  for (let pass = 0; pass < passes; pass++) {
    for (let step = 0; step < layers.length; step++) {
      const index = pass % 2 === 0 ? step : layers.length - 1 - step
      const layer = layers[index] as readonly number[]
      const wanted = layer.map((slot) => {
        const { left, right } = slots[slot] as Slot
        const near = pass < 2 ? (pass === 0 ? left : right) : [...left, ...right]
        return near.length === 0 ? (y[slot] as number) : near.reduce((sum, one) => sum + (y[one] as number), 0) / near.length
      })
      for (const [place, one] of settle(wanted, distances[index] as number[]).entries()) y[layer[place] as number] = one
    }
  }
  const least = y.reduce((low, one) => Math.min(low, one), Number.POSITIVE_INFINITY)
  return y.map((one) => one - least)
}
