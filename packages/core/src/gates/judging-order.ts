import { leavesOf } from '../link/checks-of.ts'
import type { CriterionEntry, GateEntry, Program } from '../link/program-types.ts'
import type { Case } from './case.ts'
import { type ClosedGate, closedGate } from './closed.ts'
import { isJudged } from './judge-criterion.ts'

/** Something that has to be judged: a criterion as it is now, or a gate. */
export type Node = { readonly type: 'criterion'; readonly entry: CriterionEntry } | { readonly type: 'gate'; readonly entry: GateEntry }
type Entry = Node['entry']

export interface JudgingOrder {
  /** Everything that has to be judged, each after what it depends on (circles aside). */
  readonly nodes: readonly Node[]
  /** True when two entries wait for each other, or one for itself. */
  readonly isCircular: (a: Entry, b: Entry) => boolean
  /** The closed side of a gate, unless all is judged live. */
  readonly closedOf: (gate: GateEntry) => ClosedGate | undefined
}

/** The criterion that an id names, unless the review of its gate has decided it. */
function openCriterion(program: Program, id: string, closedOf: JudgingOrder['closedOf']): CriterionEntry | undefined {
  const criterion = program.criteria.get(id)
  const gate = criterion && program.gates.get(criterion.gate)
  return gate && closedOf(gate)?.recorded.has(criterion) ? undefined : criterion
}

function dependencies(node: Node, program: Program, closedOf: JudgingOrder['closedOf']): Node[] {
  if (node.type === 'gate') {
    const recorded = closedOf(node.entry)?.recorded
    return node.entry.criteria.filter((criterion) => !recorded?.has(criterion)).map((entry) => ({ type: 'criterion', entry }))
  }
  const { entry } = node
  if (!isJudged(program, entry)) return []
  const after = (entry.record.after ?? []).flatMap((id) => openCriterion(program, id, closedOf) ?? [])
  const gates = leavesOf(entry.record).flatMap(({ leaf }) =>
    leaf.kind === 'gate' && leaf.verdict === undefined ? (program.gates.get(leaf.gate) ?? []) : [],
  )
  return [
    ...after.map((one) => ({ type: 'criterion', entry: one }) as const),
    ...gates.map((one) => ({ type: 'gate', entry: one }) as const),
  ]
}

/**
 * Orders all that some gates depend on (strongly connected parts, by Tarjan's algorithm with a stack of its own, so that neither a
 * long chain of phases nor a circle can exhaust anything).
 */
export function judgingOrder(program: Program, records: Case, gates: readonly GateEntry[], live: boolean): JudgingOrder {
  const closed = new Map<GateEntry, ClosedGate | undefined>()
  const closedOf = (gate: GateEntry): ClosedGate | undefined => {
    if (!closed.has(gate)) closed.set(gate, live ? undefined : closedGate(program, records, gate))
    return closed.get(gate)
  }
  const index = new Map<Entry, number>()
  const low = new Map<Entry, number>()
  const part = new Map<Entry, number>()
  const waiting: Node[] = []
  const open: { readonly node: Node; readonly to: readonly Node[]; next: number }[] = []
  const nodes: Node[] = []
  const lower = (entry: Entry, to: number): void => {
    low.set(entry, Math.min(low.get(entry) as number, to))
  }
  const enter = (node: Node): void => {
    index.set(node.entry, index.size)
    low.set(node.entry, index.size - 1)
    waiting.push(node)
    open.push({ node, to: dependencies(node, program, closedOf), next: 0 })
  }
  /** Takes a finished part off the stack. In a circle the criteria come first: they are blocked, and their gates show it. */
  const finish = (entry: Entry): void => {
    const members = waiting.splice(waiting.findLastIndex((node) => node.entry === entry))
    for (const node of members) part.set(node.entry, index.get(entry) as number)
    nodes.push(...members.filter((node) => node.type === 'criterion'), ...members.filter((node) => node.type === 'gate'))
  }
  for (const gate of gates) {
    if (!index.has(gate)) enter({ type: 'gate', entry: gate })
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const { entry } = top.node
      const next = top.to[top.next++]
      if (next !== undefined) {
        if (!index.has(next.entry)) enter(next)
        else if (!part.has(next.entry)) lower(entry, index.get(next.entry) as number)
        continue
      }
      open.pop()
      const parent = open.at(-1)
      if (parent) lower(parent.node.entry, low.get(entry) as number)
      if (low.get(entry) === index.get(entry)) finish(entry)
    }
  }
  return { nodes, isCircular: (a, b) => part.get(a) === part.get(b), closedOf }
}
