import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { leavesOf } from './checks-of.ts'
import { type Because, cycleFound, type WhyGraph } from './cycle-found.ts'
import { addEdge, findCycles } from './cycles.ts'
import type { Program } from './program-types.ts'

interface Step {
  readonly gate: string
  readonly criterion: string
  readonly to: string
  readonly why: Because
}

/** Where a criterion waits for another gate. A proposal is not in force and waits for nothing. */
function gateSteps(program: Program): Step[] {
  const steps: Step[] = []
  for (const criterion of program.criteria.values()) {
    for (const { leaf, pointer, proposed } of leavesOf(criterion.record)) {
      if (leaf.kind !== 'gate' || leaf.verdict !== undefined || proposed || !program.gates.has(leaf.gate)) continue
      steps.push({ gate: criterion.gate, criterion: criterion.id, to: leaf.gate, why: { from: criterion, path: `${pointer}/gate` } })
    }
  }
  return steps
}

function afterGraph(program: Program, name: (id: string) => string = (id) => id): WhyGraph {
  const graph: WhyGraph = new Map()
  for (const from of program.criteria.values()) {
    for (const [index, id] of (from.record.after ?? []).entries()) {
      if (program.criteria.has(id)) addEdge(graph, name(from.id), name(id), { from, path: `after/${index}` })
    }
  }
  return graph
}

function gateGraph(program: Program, steps: readonly Step[]): WhyGraph {
  const graph: WhyGraph = new Map()
  for (const from of program.gates.values()) {
    for (const [index, id] of (from.record.includes ?? []).entries()) {
      if (program.gates.has(id)) addEdge(graph, from.id, id, { from, path: `includes/${index}` })
    }
  }
  for (const step of steps) addEdge(graph, step.gate, step.to, step.why)
  return graph
}

/** Gates and criteria in one graph: a criterion may wait for a gate that holds a criterion that waits for it. */
function mixedGraph(program: Program, steps: readonly Step[]): WhyGraph {
  const gate = (id: string): string => `gate ${id}`
  const criterion = (id: string): string => `criterion ${id}`
  const graph = afterGraph(program, criterion)
  for (const one of program.gates.values()) {
    for (const entry of one.criteria) addEdge(graph, gate(one.id), criterion(entry.id), { from: entry, path: 'id' })
  }
  for (const { criterion: from, to, why } of steps) addEdge(graph, criterion(from), gate(to), why)
  return graph
}

/** Circles among gates (includes, checks of kind gate), among criteria (after), and, where neither has any, through both. */
export function gateCycles(program: Program): Diagnostic[] {
  const steps = gateSteps(program)
  const gates = gateGraph(program, steps)
  const after = afterGraph(program)
  const found = [
    ...findCycles(gates).map((cycle) => cycleFound('gates', cycle)),
    ...findCycles(after).map((cycle) => cycleFound('criteria', cycle)),
  ]
  if (found.length > 0 || steps.length === 0 || after.size === 0) return found
  return findCycles(mixedGraph(program, steps)).map((cycle) => cycleFound('gates and criteria', cycle))
}
