/** A place in a layer: a record, or a point of a line that passes the layer. */
export interface Slot {
  readonly layer: number
  /** Slots of the layer before that lines lead to, and of the layer after that lines come from. */
  readonly left: number[]
  readonly right: number[]
}

/** The median of the places of some neighbours; undefined without any. */
function median(slots: readonly number[], places: ArrayLike<number>): number | undefined {
  if (slots.length === 0) return undefined
  const sorted = slots.map((slot) => places[slot] as number).sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] as number) : ((sorted[middle - 1] as number) + (sorted[middle] as number)) / 2
}

/** How many pairs of lines between two layers cross: counted with a tree of sums, so not pair by pair. */
function crossingsOf(layer: readonly number[], slots: readonly Slot[], places: ArrayLike<number>, before: number): number {
  const sums = new Uint32Array(before + 1)
  let crossings = 0
  let total = 0
  for (const slot of layer) {
    const ends = (slots[slot] as Slot).left.map((one) => places[one] as number)
    for (const end of ends) {
      let below = 0
      for (let at = end + 1; at > 0; at -= at & -at) below += sums[at] as number
      crossings += total - below
    }
    for (const end of ends) for (let at = end + 1; at <= before; at += at & -at) sums[at] = (sums[at] as number) + 1
    total += ends.length
  }
  return crossings
}

/** Sorts a layer by the medians of its neighbours; what has none keeps its place among the others. */
function sortLayer(layer: number[], neighbours: (slot: number) => readonly number[], places: Float64Array | number[]): void {
  const wanted = new Map(layer.map((slot, index) => [slot, median(neighbours(slot), places) ?? index]))
  layer.sort((a, b) => (wanted.get(a) as number) - (wanted.get(b) as number) || (places[a] as number) - (places[b] as number))
  for (const [index, slot] of layer.entries()) places[slot] = index
}

const sweeps = 12

/** Orders the slots of each layer so that few lines cross: sweeps over the layers, there and back; the best order seen is kept. */
export function orderLayers(layers: number[][], slots: readonly Slot[]): number[][] {
  const places: number[] = new Array(slots.length).fill(0)
  for (const layer of layers) for (const [index, slot] of layer.entries()) places[slot] = index
  const crossings = (): number =>
    layers.reduce((sum, layer, index) => sum + crossingsOf(layer, slots, places, layers[index - 1]?.length ?? 0), 0)
  let best = layers.map((layer) => [...layer])
  let fewest = crossings()
  for (let sweep = 0; sweep < sweeps && fewest > 0; sweep++) {
    const isForward = sweep % 2 === 0
    for (let step = 1; step < layers.length; step++) {
      const layer = layers[isForward ? step : layers.length - 1 - step] as number[]
      sortLayer(layer, (slot) => (isForward ? (slots[slot] as Slot).left : (slots[slot] as Slot).right), places)
    }
    const now = crossings()
    if (now >= fewest) continue
    fewest = now
    best = layers.map((layer) => [...layer])
  }
  return best
}
