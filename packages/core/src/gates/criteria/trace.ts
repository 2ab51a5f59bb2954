import { command } from '../../link/command-line.ts'
import type { Program } from '../../link/program-types.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { TraceType } from '../../schema/trace.ts'
import { buildGraph } from '../../trace/build-graph.ts'
import { type RuleCoverage, ruleCoverage, senselessRule } from '../../trace/coverage.ts'
import { isReviewable } from '../../trace/link-memory.ts'
import { orphans } from '../../trace/orphans.ts'
import { lackedBy } from '../../trace/rule-states.ts'
import { type CoverageRule, leastInWords, ruleInWords, ruleOfCheck, traceRules } from '../../trace/trace-rules.ts'
import { type TraceGraph, type TraceKey, type TraceLink, typeOfKey } from '../../trace/trace-types.ts'
import { manyOf } from '../../trace/type-words.ts'
import { allOf, type PartFinding } from '../compose.ts'
import { askTrace } from '../facts-asked.ts'
import { about, count, met, unmet, unreadable } from '../finding.ts'
import type { CriterionKind, JudgeContext } from '../judging.ts'
import { linkStanding } from '../suspects/suspects-of.ts'
import { askNeeds, gateSources, needsOfRules, type TraceNeeds, unreadNeed } from '../trace-sources.ts'
import { explainCommand } from './explain-command.ts'

type Check = LeafOf<'trace'>
type State = NonNullable<Check['none']>[number]

/** What a gate does not take from links: a message proves nothing, and a decision counts only by the policy. */
const notForGates: ReadonlySet<TraceType | undefined> = new Set(['commit', 'approval'])

/** The rules that a check is about; empty when it names none. */
function rulesOf(check: Check, program: Program): readonly CoverageRule[] {
  if (check.rules === 'all') return traceRules(program).filter(({ severity }) => severity === 'error')
  if (check.rule !== undefined) return traceRules(program).filter(({ id }) => id === check.rule)
  const own = ruleOfCheck(check)
  return own === undefined ? [] : [own]
}

/** Every rule that has a say: where one is deep, also those that the records in between must keep. */
function rulesWithSay(rules: readonly CoverageRule[], program: Program): readonly CoverageRule[] {
  return rules.some(({ deep }) => deep) ? [...rules, ...traceRules(program)] : rules
}

const needsOfNone: TraceNeeds = { facts: ['boxes', 'tags'], records: false }

const idOf = (key: TraceKey): string => typeOfKey(key).id

/** "T-1, T-2 and T-3", "T-1, T-2, T-3 and 4 more". */
function named(keys: readonly TraceKey[]): string {
  const ids = keys.map(idOf)
  if (ids.length > 3) return `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more`
  return ids.length > 1 ? `${ids.slice(0, -1).join(', ')} and ${ids.at(-1)}` : ids.join('')
}

/** What some records lack: "R-1 and R-2 lack a task". */
function lackInWords(graph: TraceGraph, { rule, uncovered }: RuleCoverage): string {
  const one = uncovered.length === 1
  const lacked = new Set(uncovered.flatMap((key) => lackedBy(graph, key, rule)))
  if (lacked.size === 0) return `${named(uncovered)} ${one ? 'is' : 'are'} linked with nothing that is covered itself`
  return `${named(uncovered)} ${one ? 'lacks' : 'lack'} ${[...lacked].map(leastInWords).join(one ? ' and ' : ' or ')}`
}

function judgeCoverage(coverage: RuleCoverage, graph: TraceGraph, context: JudgeContext): PartFinding {
  const { rule, every, total, covered, uncovered, over } = coverage
  const words = ruleInWords(rule)
  const [first = over[0]] = uncovered
  const fix = first === undefined ? explainCommand(context) : command(context.program, 'trace show', idOf(first))
  const details = { expected: words, found: `${covered} of ${count(total, every, manyOf(every))}`, fix }
  if (total === 0) return unmet('missing', `${words}: there is none`, { ...details, fix: explainCommand(context) })
  // A link that is not there is missing: the opposite of the rule does not follow from it.
  if (uncovered.length > 0) return about(unmet('missing', lackInWords(graph, coverage), details), uncovered.map(idOf))
  if (over.length > 0) return { ...about(unmet('failed', `too many links: ${named(over)}`, details), over.map(idOf)), oneSided: true }
  return met(`${words}: ${total === 1 ? `the one ${every}` : `all ${total} ${manyOf(every)}`}`, { expected: words, found: details.found })
}

function judgeRules(check: Check, context: JudgeContext): PartFinding {
  const { program } = context
  const fix = explainCommand(context)
  const rules = rulesOf(check, program)
  if (rules.length === 0) {
    if (check.rule !== undefined) return unmet('undefined', `there is no trace rule ${check.rule}`, { fix })
    return unmet('undefined', check.rules === 'all' ? 'the program has no trace rule of severity error' : 'names no rule', { fix })
  }
  if (rules.length > 1 && check.rule !== undefined) return unmet('undefined', `several trace rules are called ${check.rule}`, { fix })
  const asked = rulesWithSay(rules, program)
  const because = asked.map((rule) => senselessRule(program, rule)).find((one) => one !== undefined)
  if (because !== undefined) return unmet('undefined', because, { fix })
  const other = rules.flatMap(({ every, has }) => [every, ...has.map(({ type }) => type)]).find((type) => notForGates.has(type))
  if (other !== undefined) return unmet('unsupported', `a gate does not take ${manyOf(other)} from links`, { fix })
  const needs = needsOfRules(asked)
  const unread = unreadNeed(needs, context)
  if (unread !== undefined) return unreadable(`the ${unread} were not read`, { fix })
  const graph = buildGraph(program, gateSources(needs, context))
  const findings = ruleCoverage(program, graph, rules).map((one) => judgeCoverage(one, graph, context))
  return findings.length === 1 ? (findings[0] as PartFinding) : allOf(findings, fix)
}

/** The links or records of a graph that are what none may be; in words that begin with "dangling" or another of the states. */
function foundOf(state: State, graph: TraceGraph, context: JudgeContext): { readonly names: readonly string[]; readonly noun: string } {
  const { program, facts, now } = context
  if (state === 'orphan') return { names: orphans(program, graph).map(idOf), noun: 'record' }
  if (state === 'dangling') return { names: graph.dangling.map(({ from, to }) => `${idOf(from)} → ${to}`), noun: 'link' }
  const { suspects } = linkStanding(program, context.case, facts, now)
  const links =
    state === 'suspect' ? suspects.links.map(({ link }) => link) : graph.links.filter((link) => suspects.stateOf(link) === 'unreviewed')
  return { names: links.map(({ from, to }) => `${idOf(from)} → ${idOf(to)}`), noun: 'link' }
}

/** What settles what none may be. Without an id, a command is about the default program. */
function settling(state: State, { id, isDefault }: Program): string {
  const only = isDefault ? '' : ` --program ${id}`
  return state === 'suspect' || state === 'unreviewed' ? `refractor trace clear${only} --all --reason TEXT` : `refractor trace${only}`
}

function judgeNone(states: readonly State[], context: JudgeContext): PartFinding {
  const fix = explainCommand(context)
  const unread = unreadNeed(needsOfNone, context)
  if (unread !== undefined) return unreadable(`the ${unread} were not read`, { fix })
  const graph = buildGraph(context.program, gateSources(needsOfNone, context))
  const links = graph.links.filter(({ relation }) => relation !== 'part-of').length
  if (links === 0) return unmet('missing', 'there are no links', { fix })
  const isReviewed = (link: TraceLink): boolean =>
    linkStanding(context.program, context.case, context.facts, context.now).suspects.stateOf(link) !== 'unreviewed'
  const findings = states.map((state): PartFinding => {
    // Nothing is suspect where nobody has ever looked at a link, and that says nothing.
    if (state === 'suspect' && !graph.links.some((link) => isReviewable(link) && isReviewed(link)))
      return unmet('missing', 'no link was ever reviewed', { fix: settling(state, context.program) })
    const { names, noun } = foundOf(state, graph, context)
    if (names.length === 0) return met(`no ${noun} is ${state}`)
    const shown = names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ')
    const because = `${count(names.length, `${state} ${noun}`)}: ${shown}`
    const reason = state === 'suspect' ? 'suspect' : state === 'dangling' ? 'failed' : 'missing'
    return {
      ...about(unmet(reason, because, { found: String(names.length), fix: settling(state, context.program) }), names),
      oneSided: true,
    }
  })
  return findings.length === 1 ? (findings[0] as PartFinding) : allOf(findings, fix)
}

export const trace: CriterionKind<'trace'> = {
  kinds: ['trace'],
  asks(check, context, asked) {
    const rules = rulesOf(check, context.program)
    if (rules.length > 0) askNeeds(asked, needsOfRules(rulesWithSay(rules, context.program)), context)
    else if (check.none !== undefined) {
      askNeeds(asked, needsOfNone, context)
      if (check.none.includes('unreviewed') || check.none.includes('suspect')) askTrace(asked, ['documents'])
    }
  },
  judge: (check, context) => (check.none === undefined ? judgeRules(check, context) : judgeNone(check.none, context)),
  wants(check, { program }) {
    if (check.none !== undefined) return `no link or record that is ${check.none.join(' or ')}`
    const rules = rulesOf(check, program)
    if (rules.length > 0) return rules.map(ruleInWords).join('; ')
    return check.rule === undefined
      ? `a rule to decide by: rule, every and has, rules, or none${check.about === undefined ? '' : ` (it is about ${check.about})`}`
      : `a rule ${check.rule} under trace.rules of the program`
  },
  command(check, context) {
    if (check.rule !== undefined && rulesOf(check, context.program).length > 0)
      return `${command(context.program, 'trace')} --rule ${check.rule}`
    return check.none === undefined && rulesOf(check, context.program).length === 0
      ? explainCommand(context)
      : command(context.program, 'trace')
  },
}
