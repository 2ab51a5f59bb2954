import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { leavesOf } from '../link/checks-of.ts'
import { command } from '../link/command-line.ts'
import type { CriterionEntry, GateEntry, Program } from '../link/program-types.ts'
import type { Check } from '../schema/check.ts'
import { hasRoster, membersOf, namesOf } from './approvals/authority.ts'
import { approvalRule } from './approvals/policy-rules.ts'
import type { Case, Facts } from './case.ts'
import { kindOf } from './criteria/index.ts'
import { holdersOf } from './identity.ts'
import { judgeGates } from './judge.ts'
import { isProposed } from './judge-criterion.ts'
import type { CriterionContext } from './judging.ts'
import type { CriterionResult, GateResult } from './result.ts'
import { type ProposalContext, suggestChecks } from './suggest.ts'

/** One criterion: how it stands, and what would satisfy it. */
export interface CriterionExplanation {
  readonly result: CriterionResult
  /** What would satisfy it, without a full stop. */
  readonly wants: string
  /** Conditions around the check: "after P2.1", "from each of local, ci". */
  readonly conditions: readonly string[]
  /** Who can do it: "TL: Ada Byron", "anyone". */
  readonly who: readonly string[]
  /** Commands that lead towards it, the next one first. */
  readonly commands: readonly string[]
  /** Checks that its wording asks for; only where it has none that is in force. */
  readonly suggestions: readonly Check[]
  readonly hint?: string
}

export interface GateExplanation {
  readonly gate: GateResult
  readonly criteria: readonly CriterionExplanation[]
  readonly diagnostics: readonly Diagnostic[]
}

function wants(check: Check, context: CriterionContext): string {
  if ('kind' in check) return kindOf(check).wants(check, context)
  if ('not' in check) return `not: ${wants(check.not, context)}`
  const parts = 'all' in check ? check.all : 'any' in check ? check.any : check.nOf.of
  const list = parts.map((part) => wants(part, context)).join('; ')
  return 'all' in check ? `all of: ${list}` : 'any' in check ? `one of: ${list}` : `${check.nOf.n} of: ${list}`
}

function conditionsOf({ record }: CriterionEntry): string[] {
  const { after, environments, repeat, maxAge, inputs, continuous } = record
  return [
    ...(after ? [`after ${after.join(' and ')}`] : []),
    ...(environments ? [`from each of ${environments.join(', ')}`] : []),
    ...(repeat ? [`${repeat.consecutive} times in a row`] : []),
    ...(maxAge === undefined ? [] : [`not older than ${maxAge}`]),
    ...(inputs ? [`made for ${inputs.join(', ')}`] : []),
    ...(continuous ? ['also after the phase is closed'] : []),
  ]
}

/** Who can satisfy a criterion: for approvals those who hold the roles, for the rest anyone. */
function whoCan({ criterion, program, gate }: CriterionContext): string[] {
  const leaves = leavesOf(criterion.record).map(({ leaf }) => leaf)
  const approvals = leaves.flatMap((leaf) => (leaf.kind === 'approval' ? [leaf] : []))
  const roles = [...new Set(approvals.flatMap((leaf) => leaf.roles ?? []))].map((role) => {
    const holders = holdersOf(program, role)
    return `${role}: ${holders.length > 0 ? holders.join(', ') : 'nobody yet'}`
  })
  const open = approvals.some((leaf) => leaf.roles === undefined)
  const others = leaves.length === 0 || leaves.some((leaf) => leaf.kind !== 'approval')
  const rule = approvals.length === 0 ? undefined : approvalRule(program, gate)?.rule
  const byPolicy = rule ? [`${namesOf(rule)}, by policy: ${membersOf(program, rule).join(', ') || 'nobody yet'}`] : []
  const anyone = hasRoster(program) ? 'anyone in the roster who did not make the evidence' : 'anyone who did not make the evidence'
  return [...roles, ...byPolicy, ...(open && !rule ? [anyone] : []), ...(others ? ['anyone'] : [])]
}

/** True for a command with a place to fill in ("--artifact FILE") beside the same command with that place filled in. */
function isFilledIn(template: string, commands: readonly string[]): boolean {
  const stem = /^(.* )(?:FILE|PATH)$/.exec(template)?.[1]
  return stem !== undefined && commands.some((one) => one !== template && one.startsWith(stem))
}

/** What the plan says around a criterion, for what may be proposed. */
function surroundings(criterion: CriterionEntry, program: Program): ProposalContext {
  const { phase, milestone } = program.gates.get(criterion.gate) as GateEntry
  const deliverables = [...program.deliverables.values()].filter((one) =>
    milestone === undefined ? one.phase === phase : one.milestone === milestone,
  )
  const { commands, expected } = criterion.record
  return {
    deliverables: deliverables.map(({ record }) => record),
    phase,
    milestone,
    phases: [...program.phases.keys()],
    gates: [...program.gates.values()].map(({ id, title }) => ({ id, title })),
    commands,
    expected,
  }
}

function explainCriterion(criterion: CriterionEntry, result: CriterionResult, program: Program, records: Case): CriterionExplanation {
  const context: CriterionContext = { program, case: records, gate: program.gates.get(criterion.gate) as GateEntry, criterion }
  const { check, hint } = criterion.record
  const proposed = isProposed(criterion)
  const text = check === undefined ? 'a check: nothing decides this criterion yet' : wants(check, context)
  const leaves = leavesOf(criterion.record).map(({ leaf }) => kindOf(leaf).command(leaf, context))
  // Explaining is what just happened.
  const explaining = command(program, 'gate explain', criterion.gate, criterion.id)
  const accepting = proposed ? [command(program, 'gate accept-check', criterion.id)] : []
  const named = [...accepting, ...(result.fix === undefined ? [] : [result.fix]), ...(result.outcome === 'met' ? [] : leaves)]
  const commands = named.filter((one) => one !== explaining && !isFilledIn(one, named))
  return {
    result,
    wants: proposed ? `that somebody accepts the proposed check: ${text}` : text,
    conditions: conditionsOf(criterion),
    who: whoCan(context),
    commands: [...new Set(commands)],
    suggestions: check === undefined ? suggestChecks(criterion.record.statement, surroundings(criterion, program)) : [],
    ...(hint !== undefined && { hint }),
  }
}

/** The built-in criterion about links: it is there while one of them is suspect. */
function explainLinks(result: CriterionResult, program: Program): CriterionExplanation {
  const clear = program.policy?.record.clear
  return {
    result,
    wants: 'that somebody looks at each suspect link again, and says why it still holds, or mends what it joins',
    conditions: [],
    who: clear === undefined ? ['anyone'] : [`${namesOf(clear)}, by policy: ${membersOf(program, clear).join(', ') || 'nobody yet'}`],
    commands: [command(program, 'trace'), ...(result.fix === undefined ? [] : [result.fix])],
    suggestions: [],
  }
}

/** Explains a gate, or one criterion of it, criterion by criterion; undefined when there is no such gate. */
export function explainGate(
  program: Program,
  records: Case,
  facts: Facts,
  gateId: string,
  options: { readonly now: string; readonly criterion?: string | undefined; readonly live?: boolean | undefined },
): GateExplanation | undefined {
  const entry = program.gates.get(gateId)
  const { gates, diagnostics } = judgeGates(program, records, facts, [gateId], options)
  const gate = gates[0]
  if (entry === undefined || gate === undefined) return undefined
  const criteria = entry.criteria.flatMap((criterion, index) => {
    const wanted = options.criterion === undefined || options.criterion === criterion.id
    return wanted ? [explainCriterion(criterion, gate.criteria[index] as CriterionResult, program, records)] : []
  })
  const builtIn = gate.criteria.slice(entry.criteria.length).filter(({ id }) => (options.criterion ?? id) === id)
  return { gate, criteria: [...criteria, ...builtIn.map((result) => explainLinks(result, program))], diagnostics }
}
