import type { Program } from '../link/program-types.ts'
import { fieldNames, holdsValue, recordField, statesOfType } from '../link/record-fields.ts'
import { recordsOf } from '../link/record-types.ts'
import { isDeclaredType } from '../link/resolve-record.ts'
import type { TraceType } from '../schema/trace.ts'
import { subjectTest } from './graph-index.ts'
import { type IsMember, judgeRules } from './rule-states.ts'
import { type CoverageRule, type TraceDemand, traceRules } from './trace-rules.ts'
import type { TraceGraph, TraceKey } from './trace-types.ts'

/** How the records that a rule ranges over stand. */
export interface RuleCoverage {
  readonly id: string
  readonly every: TraceType
  readonly has: readonly TraceDemand[]
  readonly rule: CoverageRule
  readonly covered: number
  readonly total: number
  /** The records that it ranges over. */
  readonly members: readonly TraceKey[]
  /** Records that lack a link, in the order of the graph. */
  readonly uncovered: readonly TraceKey[]
  /** Records with more links than the rule allows. */
  readonly over: readonly TraceKey[]
}

/** Why a rule cannot mean anything: it asks for nothing, or names a field that no record of its type has, or a state that there is not. */
export function senselessRule(program: Program, { every, where, has }: CoverageRule): string | undefined {
  for (const { min, max } of has) {
    if (min === 0 && max === undefined) return 'min: 0 without max asks for nothing'
    if (max !== undefined && max < min) return `at least ${min} and at most ${max} is never so`
  }
  for (const [name, wanted] of Object.entries(where)) {
    const known = isDeclaredType(every) ? fieldNames(every) : ['id', 'title']
    if (!known.includes(name)) return `a ${every} has no field ${name}`
    const states = name === 'state' && isDeclaredType(every) ? statesOfType(every, program) : undefined
    const word = (Array.isArray(wanted) ? wanted : [wanted]).map(String).find((one) => states !== undefined && !isWord(one, states))
    if (word !== undefined) return `a ${every} has no state ${word}`
  }
  return undefined
}

const isWord = (word: string, states: readonly string[]): boolean => states.includes(word) || word === 'assigned' || word === 'unassigned'

/** The records that a rule ranges over. */
function membersOf(program: Program, graph: TraceGraph, { every, where }: CoverageRule): IsMember {
  const isSubject = subjectTest(program, graph, every)
  const records = isDeclaredType(every) ? recordsOf(program, every) : undefined
  const tests = Object.entries(where).map(([name, wanted]) => {
    const [holds, read] = [holdsValue(wanted), isDeclaredType(every) ? recordField(every, name, program) : undefined]
    return { name, holds, read }
  })
  if (tests.length === 0) return isSubject
  return (node) => {
    if (!isSubject(node)) return false
    const { id, title } = node
    const entry = records?.get(id)
    return tests.every(({ name, holds, read }) => {
      if (read !== undefined && entry !== undefined) return holds(read(entry))
      return (name === 'id' && holds({ values: [id] })) || (name === 'title' && holds({ values: [title] }))
    })
  }
}

/**
 * How records stand under some rules. `among` are the rules that what covers a record must keep itself where a rule is deep; default:
 * those of the program.
 */
export function ruleCoverage(
  program: Program,
  graph: TraceGraph,
  rules: readonly CoverageRule[],
  among: readonly CoverageRule[] = traceRules(program),
): readonly RuleCoverage[] {
  const members = (rule: CoverageRule): IsMember => membersOf(program, graph, rule)
  const plain = judgeRules(graph, rules, members, false)
  const all = [...rules, ...among.filter((one) => !rules.some(({ index }) => index !== undefined && index === one.index))]
  const deep = rules.some((rule) => rule.deep) ? judgeRules(graph, all, members, true) : undefined
  return rules.map((rule, index) => {
    const found = (rule.deep ? deep : plain)?.[index] ?? { members: [], uncovered: [], over: [] }
    const { uncovered, over } = found
    const { members: keys } = found
    const total = keys.length
    return { id: rule.id, every: rule.every, has: rule.has, rule, covered: total - uncovered.length, total, members: keys, uncovered, over }
  })
}
