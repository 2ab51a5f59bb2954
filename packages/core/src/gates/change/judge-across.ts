import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { command } from '../../link/command-line.ts'
import { type GateEntry, locationOfEntry, type Program } from '../../link/program-types.ts'
import type { Case, Facts, FactsNeeded } from '../case.ts'
import { evidenceNeeded } from '../evidence-needed.ts'
import { judgeGates } from '../judge.ts'
import { dueGates, dueTest } from '../phase-state.ts'
import type { GateResult } from '../result.ts'
import { countsOf } from '../verdict.ts'
import { newlyAccepted, notAccepted, withoutAcceptance } from './accepted.ts'
import { acceptanceDecisions, acceptanceRefused } from './accepted-by.ts'
import { caseOfChange } from './case-of-change.ts'
import { newGatesOf, unionProgram, withNewGates } from './union-program.ts'

/** One program in two revisions. `head` has none when the change takes the program away. */
export interface TwoRevisions {
  readonly base: { readonly program: Program; readonly case: Case }
  readonly head: { readonly program: Program | undefined; readonly case: Case }
  /** The case where head left base; undefined where head holds all of base. */
  readonly since?: Case | undefined
}

/** A change, ready to be judged: which gates of base it may be asked about, and what is in its way already. */
export interface ChangeToJudge {
  readonly base: Program
  readonly head: Program | undefined
  /** Judge of base, records of both, states as head claims them. */
  readonly program: Program
  readonly case: Case
  /** Milestones that head calls accepted and base does not. */
  readonly accepted: readonly string[]
  /** Phases that head closes. */
  readonly closing: readonly string[]
  /** Gates that are due in base. */
  readonly dueBefore: ReadonlySet<string>
  /** Gates that only head has: they are judged for information. */
  readonly newGates: readonly GateEntry[]
  /** Records that the change lost or spoiled. */
  readonly diagnostics: readonly Diagnostic[]
}

/** How gates stand on a change, and what of its claims does not count. */
export interface JudgedChange {
  /** The gates that were asked for, as base defines them. */
  readonly gates: readonly GateResult[]
  /** Gates that only head has. They decide nothing before they are part of base. */
  readonly newGates: readonly GateResult[]
  /** Newly accepted milestones that do not count. */
  readonly notAccepted: readonly string[]
  readonly diagnostics: readonly Diagnostic[]
}

/** Puts a change together: judge of base, case of head, records of both. */
export function changeToJudge({ base, head, since = base.case }: TwoRevisions): ChangeToJudge {
  const program = unionProgram(base.program, head.program)
  const { case: records, closing, diagnostics } = caseOfChange(program, { base: base.case, head: head.case, since })
  return {
    base: base.program,
    head: head.program,
    program,
    case: records,
    accepted: newlyAccepted(base.program, head.program),
    closing,
    dueBefore: new Set(dueGates(base.program, base.case)),
    newGates: newGatesOf(base.program, head.program),
    diagnostics,
  }
}

/** The gates of base that are due on the states that head claims, or were due before: no change puts one off by its own word. */
export function dueInChange({ base, program, case: records, dueBefore }: ChangeToJudge): string[] {
  const claimed = new Set(dueGates(program, records))
  return [...base.gates.keys()].filter((id) => claimed.has(id) || dueBefore.has(id))
}

/** What has to be met whatever is asked: no change may accept a milestone or close a phase on its own word. */
function alwaysJudged({ base, accepted, closing }: ChangeToJudge): string[] {
  return [...accepted, ...closing].filter((id) => base.gates.has(id))
}

/** Everything that the judgement of a change may ask about head. */
export function changeNeeds(change: ChangeToJudge, gateIds: readonly string[]): FactsNeeded {
  const all = [...gateIds, ...alwaysJudged(change), ...change.newGates.map(({ id }) => id)]
  const needed = evidenceNeeded(withNewGates(change.program, change.base, change.head), change.case, all, { change: true })
  const proofs = acceptanceDecisions(change.base, change.case, change.accepted)
  return proofs.length === 0 ? needed : { ...needed, proofs: [...new Set([...(needed.proofs ?? []), ...proofs])].sort() }
}

function refusedAcceptance({ program }: ChangeToJudge, id: string, result: GateResult | undefined, barred: string | undefined): Diagnostic {
  const milestone = program.milestones.get(id)
  const unmet = result === undefined ? 'base has no acceptance gate for it' : `its acceptance gate is ${result.verdict}`
  const help =
    barred !== undefined
      ? `let one of them approve it: ${command(program, 'approve', id)}`
      : result === undefined
        ? `add acceptance criteria to ${id} first, and accept it in a later change`
        : `see what is missing: ${command(program, 'gate check', id)}`
  return diagnostic('change/not-accepted', `this change accepts ${id}, and that does not count: ${barred ?? unmet}`, {
    ...(milestone && { location: locationOfEntry(milestone) }),
    help,
  })
}

function refusedReview({ program, base }: ChangeToJudge, phase: string, result: GateResult | undefined): Diagnostic {
  const isGated = result !== undefined && base.gates.get(phase)?.stage === 'exit'
  const why = isGated ? `its exit gate is ${result.verdict} as it is judged now` : 'base has no exit gate for it'
  const entry = program.phases.get(phase)
  return diagnostic('change/not-closed', `this change closes ${phase}, and that does not count: ${why}`, {
    ...(entry && { location: locationOfEntry(entry) }),
    help: isGated
      ? `see what is missing: ${command(program, 'gate check', phase)}`
      : `add an exit gate to ${phase} first, and close it in a later change`,
  })
}

/** Judges gates of base on a change. Never throws; what is not asked for or not known is never met. */
export function judgeAcross(
  change: ChangeToJudge,
  facts: Facts,
  gateIds: readonly string[],
  options: { readonly now: string },
): JudgedChange {
  const { base, case: records, program: claimed } = change
  const { now } = options
  const decided = { case: records, facts, now }
  const barred = new Map(
    change.accepted.flatMap((id) => {
      const why = acceptanceRefused(base, id, decided)
      return why === undefined ? [] : [[id, why]]
    }),
  )
  const refused = notAccepted(base, claimed, change.accepted, new Set(barred.keys()), (program, ids) => {
    const { gates } = judgeGates(program, records, facts, ids, { now })
    return new Set(gates.filter((gate) => gate.verdict === 'met').map((gate) => gate.id))
  })
  const program = withoutAcceptance(base, claimed, refused)
  const judged = judgeGates(program, records, facts, [...gateIds, ...alwaysJudged(change)], { now })
  const byId = new Map(judged.gates.map((gate) => [gate.id, gate]))
  // What head claims to have begun is due, whether or not the claim counts.
  const isDue = dueTest(claimed, records)
  const asDue = (gate: GateResult, entry: GateEntry | undefined): GateResult => ({
    ...gate,
    due: entry !== undefined && (isDue(entry) || change.dueBefore.has(entry.id)),
  })
  const shown = withNewGates(program, base, change.head)
  const fresh = judgeGates(
    shown,
    records,
    facts,
    change.newGates.map(({ id }) => id),
    { now },
  )
  return {
    gates: [...new Set(gateIds)].flatMap((id) => {
      const gate = byId.get(id)
      return gate === undefined ? [] : [asDue(gate, base.gates.get(id))]
    }),
    newGates: fresh.gates.map((gate) => asDue(gate, shown.gates.get(gate.id))),
    notAccepted: [...refused],
    diagnostics: [
      ...change.diagnostics,
      ...judged.diagnostics,
      ...[...refused].map((id) => refusedAcceptance(change, id, byId.get(id), barred.get(id))),
      ...change.closing
        .filter((id) => byId.get(id)?.verdict !== 'met' || base.gates.get(id)?.stage !== 'exit')
        .map((id) => refusedReview(change, id, byId.get(id))),
    ],
  }
}

/** Gates of which nothing is met, because what they are to be decided on is not valid. */
export function unmetByHead(gates: readonly GateResult[], because: string): GateResult[] {
  return gates.map((gate) => {
    const criteria = gate.criteria.map(({ waiver: _, open: __, found: ___, ...one }): GateResult['criteria'][number] => ({
      ...one,
      outcome: 'unmet',
      reason: 'invalid',
      because,
      evidence: [],
      fix: 'refractor validate',
    }))
    return { ...gate, criteria, verdict: 'unmet', counts: countsOf(criteria) }
  })
}
