import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import { type CriterionEntry, type GateEntry, locationOfEntry, type Program } from '../link/program-types.ts'
import type { Case, Facts } from './case.ts'
import { closedDiagnostics, recordedFinding } from './closed.ts'
import { instantOf } from './instant.ts'
import { criterionResult, judgeCriterion } from './judge-criterion.ts'
import type { GateStanding, JudgeContext, Suppositions } from './judging.ts'
import { judgingOrder } from './judging-order.ts'
import { dueTest } from './phase-state.ts'
import { recordDiagnostics } from './record-diagnostics.ts'
import { type RecordState, recordState } from './record-state.ts'
import { stateByTrust } from './record-trust.ts'
import type { Finding, GateResult } from './result.ts'
import { strangeReviews } from './review-of.ts'
import { signedByOthers } from './signature-diagnostics.ts'
import { supposedWaiver } from './simulating/suppositions.ts'
import type { EvidenceFile } from './speaks-for.ts'
import { asksForLinks, linksCriterion } from './suspects/links-criterion.ts'
import { type RestingOn, stateByMeaning } from './suspects/remembered.ts'
import { type LinkStanding, linkStanding } from './suspects/suspects-of.ts'
import { countsOf, isSatisfied, requiredOf, verdictOf } from './verdict.ts'
import { withWaivers } from './waivers/cover.ts'
import { type WaivedCriterion, waiverDiagnostics } from './waivers/waiver-diagnostics.ts'
import { waiversByCriterion } from './waivers/waiver-standing.ts'

export interface JudgeOptions {
  /** RFC 3339. */
  readonly now: string
  /** Ignore review records: judge closed phases as they are now. */
  readonly live?: boolean | undefined
  /** Suppose what nobody has done (`gate simulate`): what comes of it is no verdict. */
  readonly suppose?: Suppositions | undefined
  /** By id: what a criterion is judged as, a part of it. What comes of it is no verdict. */
  readonly parts?: ReadonlyMap<string, CriterionEntry> | undefined
}

export interface Judgements {
  /** One for each gate that was asked for and exists, in the order of the question. */
  readonly gates: readonly GateResult[]
  readonly diagnostics: readonly Diagnostic[]
}

function standingOf({ verdict, criteria }: GateResult): GateStanding {
  const required = requiredOf(criteria)
  const open = required.filter((criterion) => !isSatisfied(criterion))
  const worst = open.find((criterion) => criterion.reason === 'tampered') ?? open[0]
  return { verdict, satisfied: required.length - open.length, required: required.length, reason: worst?.reason }
}

/** The state of each record, computed once for each maximum age. */
function stateMemo(facts: Facts, now: string): (file: EvidenceFile, maxAge: string | undefined) => RecordState {
  const known = new Map<EvidenceFile, Map<string | undefined, RecordState>>()
  return (file, maxAge) => {
    const states = known.get(file) ?? new Map<string | undefined, RecordState>()
    known.set(file, states)
    const state = states.get(maxAge) ?? recordState(file, facts, { now, maxAge })
    states.set(maxAge, state)
    return state
  }
}

/**
 * Judges gates on a case and on facts about the repository. A gate of a closed phase is judged on its review, every other gate as it
 * stands; gates and criteria that others wait for are judged first, and a circle blocks all that are in it. Never throws.
 */
export function judgeGates(program: Program, records: Case, facts: Facts, gateIds: readonly string[], options: JudgeOptions): Judgements {
  const { now, live = false, suppose, parts } = options
  const asked = [...new Set(gateIds)].flatMap((id) => program.gates.get(id) ?? [])
  const { nodes, isCircular, closedOf } = judgingOrder(program, records, asked, live)
  const stateOf = stateMemo(facts, now)
  const isDue = dueTest(program, records)
  const findings = new Map<CriterionEntry, Finding>()
  const results = new Map<GateEntry, GateResult>()
  const waivers = waiversByCriterion(program, records, facts, now)
  const waived: WaivedCriterion[] = []
  const links = (): LinkStanding => linkStanding(program, records, facts, now)
  const wantsLinks = asksForLinks(program, records)
  const meaningfulState = (file: EvidenceFile, maxAge: string | undefined, resting: RestingOn): RecordState =>
    stateByMeaning(stateOf(file, maxAge), file, program, resting, links)

  /** How a criterion stands where a gate sees it: by the review of the gate, else as it is now. */
  const seenFrom = (gate: GateEntry, criterion: CriterionEntry): Finding => {
    const closed = closedOf(gate)
    const recorded = closed?.recorded.get(criterion)
    // The order puts every criterion before what looks at it.
    return closed && recorded ? recordedFinding(closed, recorded, program, records, facts) : (findings.get(criterion) as Finding)
  }

  const judgeOne = (criterion: CriterionEntry): Finding => {
    const gate = program.gates.get(criterion.gate) as GateEntry
    const context: JudgeContext = {
      program,
      case: records,
      gate,
      criterion: parts?.get(criterion.id) ?? criterion,
      facts,
      now,
      ...(suppose && { suppose }),
      stateOf: (file) =>
        stateByTrust(
          meaningfulState(file, criterion.record.maxAge, { gate, criteria: [criterion] }),
          file,
          criterion.record.trust ?? 'self',
          { program, facts },
        ),
      standingOf(id) {
        const other = program.gates.get(id)
        if (other === undefined) return undefined
        return isCircular(criterion, other) ? 'circular' : standingOf(results.get(other) as GateResult)
      },
    }
    const judged = judgeCriterion(context, (id) => {
      const other = program.criteria.get(id)
      return other === undefined || isCircular(criterion, other) ? undefined : seenFrom(program.gates.get(other.gate) as GateEntry, other)
    })
    const finding = suppose?.waived.has(criterion.id) ? supposedWaiver(criterion, judged) : judged
    const own = waivers.get(criterion.id)
    if (own === undefined || finding !== judged) return finding
    waived.push({ id: criterion.id, finding, waivers: own })
    return withWaivers(finding, own, instantOf(now))
  }

  const judgeGate = (gate: GateEntry): GateResult => {
    const closed = closedOf(gate)
    const own = gate.criteria.map((criterion) => criterionResult(criterion, seenFrom(gate, criterion)))
    const suspect = closed === undefined && wantsLinks ? linksCriterion(program, gate, records, links()) : undefined
    const criteria = suspect === undefined ? own : [...own, suspect]
    return {
      id: gate.id,
      program: program.id,
      title: gate.title,
      phase: gate.phase,
      milestone: gate.milestone,
      stage: gate.stage,
      verdict: verdictOf(criteria),
      due: isDue(gate),
      ...(closed && { closed: { at: closed.review.record.date, record: closed.review.source.path } }),
      criteria,
      counts: countsOf(criteria),
      location: locationOfEntry(gate),
    }
  }

  for (const node of nodes) {
    if (node.type === 'criterion') findings.set(node.entry, judgeOne(node.entry))
    else results.set(node.entry, judgeGate(node.entry))
  }

  const gates = nodes.flatMap((node) => (node.type === 'gate' ? [node.entry] : []))
  const diagnostics = [
    ...gateIds.filter((id) => !program.gates.has(id)).map((id) => unknownGate(program, id)),
    ...(live ? [] : gates.flatMap((gate) => strangeReviews(program, records, gate.phase))),
    ...closedDiagnostics(
      gates.flatMap((gate) => closedOf(gate) ?? []),
      program,
      records,
      facts,
    ),
    ...waiverDiagnostics(program, waived, instantOf(now)),
    ...signedByOthers(program, records, facts),
    ...recordDiagnostics(program, records, facts, [...findings.keys()], (file) => meaningfulState(file, undefined, {})),
  ]
  return { gates: asked.map((gate) => results.get(gate) as GateResult), diagnostics: sortDiagnostics(diagnostics) }
}

function unknownGate(program: Program, id: string): Diagnostic {
  return diagnostic('gate/nothing-evaluated', `there is no gate ${id} in ${program.id}`, {
    expected: nearest(id, program.gates.keys()),
    help: 'list the gates: refractor gate list',
  })
}
