/** Links by node, as offsets into one list. */
export interface Adjacency {
  readonly at: Int32Array
  readonly links: Int32Array
}

/** One number of each of many things, in an array made for it: quicker than `from`, which makes an object for each step. */
export function filled<A extends Int32Array | Uint8Array | Float64Array, T>(array: A, things: readonly T[], of: (one: T) => number): A {
  for (let index = 0; index < things.length; index++) array[index] = of(things[index] as T)
  return array
}

/** Groups links by the node at one of their ends, in order of the links. */
export function adjacency(size: number, ends: Int32Array): Adjacency {
  const at = new Int32Array(size + 1)
  for (const node of ends) at[node + 1] = (at[node + 1] as number) + 1
  for (let node = 0; node < size; node++) at[node + 1] = (at[node + 1] as number) + (at[node] as number)
  const next = at.slice(0, size)
  const links = new Int32Array(ends.length)
  for (const [link, node] of ends.entries()) {
    links[next[node] as number] = link
    next[node] = (next[node] as number) + 1
  }
  return { at, links }
}

/** An order of the nodes in which every link leads forward (Kahn); nodes that a circle holds up are missing from it. */
export function topologicalOrder(size: number, linkTo: Int32Array, outOf: Adjacency): Int32Array {
  const waiting = new Int32Array(size)
  for (const node of linkTo) waiting[node] = (waiting[node] as number) + 1
  const order = new Int32Array(size)
  let length = 0
  for (let node = 0; node < size; node++) if (waiting[node] === 0) order[length++] = node
  for (let next = 0; next < length; next++) {
    const node = order[next] as number
    for (let i = outOf.at[node] as number, end = outOf.at[node + 1] as number; i < end; i++) {
      const to = linkTo[outOf.links[i] as number] as number
      waiting[to] = (waiting[to] as number) - 1
      if (waiting[to] === 0) order[length++] = to
    }
  }
  return order.subarray(0, length)
}
