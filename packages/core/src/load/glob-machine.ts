/**
 * A state: it consumes a character that passes the test and goes on to `next`; without a test it goes on to all of
 * `next` and consumes nothing. The index after the last state is the end.
 */
export interface State {
  readonly test?: (character: string) => boolean
  next: readonly number[]
}

/** States that are alive together, and where each character that was seen leads from there. */
interface Node {
  readonly states: ReadonlySet<number>
  readonly next: Map<string, Node>
}

/** Steps that are remembered before the memory starts anew. */
const maxSteps = 4096

/** Follows all states of a pattern at once through a path, and remembers the steps: it never goes back. */
export class GlobMachine {
  readonly #states: readonly State[]
  #nodes = new Map<string, Node>()
  #steps = 0

  constructor(states: readonly State[]) {
    this.#states = states
  }

  matches(path: string): boolean {
    if (this.#steps > maxSteps) {
      this.#nodes = new Map()
      this.#steps = 0
    }
    let node = this.#node([0])
    for (const character of path) {
      node = node.next.get(character) ?? this.#step(node, character)
      if (node.states.size === 0) return false
    }
    return node.states.has(this.#states.length)
  }

  #step(from: Node, character: string): Node {
    const reached: number[] = []
    for (const index of from.states) {
      const state = this.#states[index]
      if (state?.test?.(character)) reached.push(...state.next)
    }
    const node = this.#node(reached)
    from.next.set(character, node)
    this.#steps++
    return node
  }

  /** The node of these states and all that they lead to without a character. */
  #node(from: readonly number[]): Node {
    const states = new Set(from)
    for (const index of states) {
      const state = this.#states[index]
      if (state && !state.test) for (const one of state.next) states.add(one)
    }
    const key = [...states].sort((a, b) => a - b).join()
    const known = this.#nodes.get(key)
    if (known) return known
    const node: Node = { states, next: new Map() }
    this.#nodes.set(key, node)
    return node
  }
}
