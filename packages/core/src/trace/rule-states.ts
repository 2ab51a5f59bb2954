import type { Relation, TraceType } from '../schema/trace.ts'
import { nodesOfType } from './graph-index.ts'
import type { CoverageRule, TraceDemand } from './trace-rules.ts'
import type { TraceGraph, TraceKey, TraceLink, TraceNode } from './trace-types.ts'

/** How one record stands under one rule. Everything holds at first; what fails is followed to what leans on it. */
interface State {
  readonly rule: number
  readonly key: TraceKey
  /** The rule ranges over it. */
  readonly isMember: boolean
  /** Different records that count, for each demand. */
  readonly counts: number[]
  /** Its own links suffice. */
  own: boolean
  /** They do, or those of a record that it is part of. */
  withParents: boolean
  /** They do, or it has parts and all of them are covered. */
  covered: boolean
  /** Parts that the rule ranges over: all of them, and those that are not covered. */
  parts: number
  openParts: number
}

/** The same as to ask for its type, without making a text: it is asked for every link. */
const isOfType = (key: TraceKey, type: TraceType): boolean => key.charCodeAt(type.length) === 58 && key.startsWith(type)

function counts({ type, relation }: TraceDemand, link: TraceLink, other: TraceKey): boolean {
  if (relation !== undefined && link.relation !== relation) return false
  return type === undefined ? relation !== undefined || link.relation !== 'part-of' : isOfType(other, type)
}

/** Every record that a record is linked with, each once, with the demands that it counts for. */
function eachNeighbour(graph: TraceGraph, key: TraceKey, visit: (other: TraceKey, links: readonly TraceLink[]) => void): void {
  const byOther = new Map<TraceKey, TraceLink[]>()
  const add = (other: TraceKey, link: TraceLink): void => {
    const links = byOther.get(other)
    if (other === key) return
    if (links) links.push(link)
    else byOther.set(other, [link])
  }
  for (const link of graph.from(key)) add(link.to, link)
  for (const link of graph.to(key)) add(link.from, link)
  for (const [other, links] of byOther) visit(other, links)
}

/** The types of which a record is part of another one, and the relation that says so. */
const partTypes: readonly (readonly [TraceType, Relation])[] = [
  ['task', 'part-of'],
  ['requirement', 'refines'],
]
const nobody: readonly TraceKey[] = []

/** The other ends of links that stay among records of one type and say that one is part of the other. */
function ofSameType(key: TraceKey, links: readonly TraceLink[], end: 'from' | 'to'): readonly TraceKey[] {
  const part = partTypes.find(([type]) => isOfType(key, type))
  if (part === undefined) return nobody
  const [type, relation] = part
  let found: TraceKey[] | undefined
  for (const link of links) {
    const other = link[end]
    if (link.relation !== relation || !isOfType(other, type) || other === key) continue
    found ??= []
    found.push(other)
  }
  return found ?? nobody
}

/** The records of the same type that one is part of (tasks) or refines (requirements). */
function parentsOf(graph: TraceGraph, key: TraceKey): readonly TraceKey[] {
  return ofSameType(key, graph.from(key), 'to')
}

/** The records of which one is the parent. */
function partsOf(graph: TraceGraph, key: TraceKey): readonly TraceKey[] {
  return ofSameType(key, graph.to(key), 'from')
}

/** What a rule finds: the records it ranges over, those that lack something, those that have too much. */
export interface RuleFindings {
  readonly members: readonly TraceKey[]
  readonly uncovered: readonly TraceKey[]
  readonly over: readonly TraceKey[]
}

/** The demands that the links of a record do not satisfy by themselves; none where they would, were what they lead to covered itself. */
export function lackedBy(graph: TraceGraph, key: TraceKey, { has }: CoverageRule): readonly TraceDemand[] {
  const found = countsOf(graph, key, has)
  return has.filter(({ min }, at) => (found[at] as number) < min)
}

/** How many different records count for each demand. It is asked for every record under every rule: a set is made for several only. */
function countsOf(graph: TraceGraph, key: TraceKey, has: readonly TraceDemand[]): number[] {
  const [from, to] = [graph.from(key), graph.to(key)]
  const found: number[] = []
  for (const demand of has) {
    let first: TraceKey | undefined
    let all: Set<TraceKey> | undefined
    for (const link of from) {
      const other = link.to
      if (other === first || other === key || !counts(demand, link, other)) continue
      if (first === undefined) first = other
      else all = (all ?? new Set([first])).add(other)
    }
    for (const link of to) {
      const other = link.from
      if (other === first || other === key || !counts(demand, link, other)) continue
      if (first === undefined) first = other
      else all = (all ?? new Set([first])).add(other)
    }
    found.push(all?.size ?? (first === undefined ? 0 : 1))
  }
  return found
}

/** What holds for a task holds for the tasks below it; what holds for a requirement says nothing of those that refine it. */
const inheritsDown = (key: TraceKey): boolean => isOfType(key, 'task')

const isEnough = (found: readonly number[], has: readonly TraceDemand[]): boolean =>
  has.every(({ min }, index) => (found[index] as number) >= min)
const isTooMuch = (found: readonly number[], has: readonly TraceDemand[]): boolean =>
  has.some(({ max }, index) => max !== undefined && (found[index] as number) > max)

/** Whether a rule ranges over a record of its type. */
export type IsMember = (node: TraceNode) => boolean

const noStates: readonly State[] = []

/** Judges all records under all rules at once. Each link is followed once for each rule. */
class RuleStates {
  readonly #graph: TraceGraph
  readonly #rules: readonly CoverageRule[]
  readonly #deep: boolean
  /** By rule, and there in the order of the graph. */
  readonly #states: (readonly State[])[] = []
  /** The same by record, made where one leans on another. */
  readonly #byKey: (ReadonlyMap<TraceKey, State> | undefined)[] = []
  readonly #open: State[] = []
  readonly #left = new Set<TraceKey>()

  constructor(graph: TraceGraph, rules: readonly CoverageRule[], deep: boolean) {
    this.#graph = graph
    this.#rules = rules
    this.#deep = deep
  }

  add(rule: number, isMember: IsMember): readonly State[] {
    const { every, has } = this.#rules[rule] as CoverageRule
    const states: State[] = []
    for (const node of nodesOfType(this.#graph, every)) {
      const { key } = node
      states.push({
        rule,
        key,
        isMember: isMember(node),
        counts: countsOf(this.#graph, key, has),
        own: true,
        withParents: true,
        covered: true,
        parts: 0,
        openParts: 0,
      })
    }
    this.#states[rule] = states
    for (const state of states) if (state.isMember) for (const parent of this.#parents(state)) parent.parts += 1
    return states
  }

  /** Follows every failure to its end. */
  settle(): void {
    for (const states of this.#states)
      for (const state of states) if (!isEnough(state.counts, (this.#rules[state.rule] as CoverageRule).has)) this.#fail(state)
    for (let state = this.#open.pop(); state !== undefined; state = this.#open.pop()) this.#losesParents(state)
  }

  #parents({ key, rule }: State): readonly State[] {
    return this.#among(parentsOf(this.#graph, key), rule)
  }

  #parts({ key, rule }: State): readonly State[] {
    return this.#among(partsOf(this.#graph, key), rule)
  }

  #among(keys: readonly TraceKey[], rule: number): readonly State[] {
    return keys.length === 0 ? noStates : keys.flatMap((key) => this.#stateOf(key, rule) ?? [])
  }

  #stateOf(key: TraceKey, rule: number): State | undefined {
    let states = this.#byKey[rule]
    if (states === undefined) {
      states = new Map(this.#states[rule]?.map((state) => [state.key, state]))
      this.#byKey[rule] = states
    }
    return states.get(key)
  }

  #fail(state: State): void {
    state.own = false
    this.#open.push(state)
  }

  #losesParents(first: State): void {
    const todo = [first]
    for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
      if (state.own || !state.withParents) continue
      if (inheritsDown(state.key) && this.#parents(state).some((parent) => parent.withParents)) continue
      state.withParents = false
      if (state.parts === 0 || state.openParts > 0) this.#uncover(state)
      if (inheritsDown(state.key)) todo.push(...this.#parts(state))
    }
  }

  #uncover(first: State): void {
    const todo = [first]
    for (let state = todo.pop(); state !== undefined; state = todo.pop()) {
      if (!state.covered) continue
      state.covered = false
      if (!state.isMember) continue
      for (const parent of this.#parents(state)) {
        parent.openParts += 1
        if (!parent.withParents) todo.push(parent)
      }
      if (this.#deep && !this.#left.has(state.key)) this.#leave(state.key)
    }
  }

  /** A record that is not covered counts for nothing any more. */
  #leave(gone: TraceKey): void {
    this.#left.add(gone)
    eachNeighbour(this.#graph, gone, (other, links) => {
      for (let rule = 0; rule < this.#rules.length; rule++) {
        const state = this.#stateOf(other, rule)
        if (state === undefined) continue
        const { has } = this.#rules[state.rule] as CoverageRule
        for (let at = 0; at < has.length; at++) {
          if (!links.some((link) => counts(has[at] as TraceDemand, link, gone))) continue
          state.counts[at] = (state.counts[at] as number) - 1
          if (state.own && (state.counts[at] as number) < (has[at] as TraceDemand).min) this.#fail(state)
        }
      }
    })
  }
}

/** The types of which some records are part of another one of the type. */
function nestedTypes(graph: TraceGraph): ReadonlySet<TraceType> {
  const nested = new Set<TraceType>()
  for (const { relation, from, to } of graph.links)
    for (const [type, part] of partTypes)
      if (relation === part && isOfType(from, type) && isOfType(to, type) && from !== to) nested.add(type)
  return nested
}

/** Judges records of which none leans on another one. */
function judgeEach(graph: TraceGraph, { every, has }: CoverageRule, isMember: IsMember): RuleFindings {
  const [members, uncovered, over]: [TraceKey[], TraceKey[], TraceKey[]] = [[], [], []]
  for (const node of nodesOfType(graph, every)) {
    if (!isMember(node)) continue
    const { key } = node
    members.push(key)
    const found = countsOf(graph, key, has)
    if (!isEnough(found, has)) uncovered.push(key)
    if (isTooMuch(found, has)) over.push(key)
  }
  return { members, uncovered, over }
}

function judgeTogether(
  graph: TraceGraph,
  rules: readonly CoverageRule[],
  membersOf: (rule: CoverageRule) => IsMember,
  deep: boolean,
): readonly RuleFindings[] {
  const judged = new RuleStates(graph, rules, deep)
  const members = rules.map((rule, index) => judged.add(index, membersOf(rule)).filter((state) => state.isMember))
  const over = rules.map(({ has }, index) => (members[index] ?? []).filter(({ counts: found }) => isTooMuch(found, has)))
  judged.settle()
  const keys = (states: readonly State[] = []): TraceKey[] => states.map(({ key }) => key)
  return members.map((states, index) => ({
    members: keys(states),
    uncovered: keys(states.filter((state) => !state.covered)),
    over: keys(over[index]),
  }))
}

/**
 * Judges records under rules. A task is covered as well by the links of a task above it, or when all tasks below it are covered; a
 * requirement when all that refine it are. With `deep` a record counts for another one only while it is covered itself under every rule
 * that ranges over it; a circle of such demands holds unless something in it fails by itself. Linear in the links, for each rule.
 */
export function judgeRules(
  graph: TraceGraph,
  rules: readonly CoverageRule[],
  membersOf: (rule: CoverageRule) => IsMember,
  deep: boolean,
): readonly RuleFindings[] {
  if (deep) return judgeTogether(graph, rules, membersOf, true)
  const nested = nestedTypes(graph)
  return rules.flatMap((rule) =>
    nested.has(rule.every) ? judgeTogether(graph, [rule], membersOf, false) : judgeEach(graph, rule, membersOf(rule)),
  )
}
