import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { approversOfGate } from '../gates/approvals/approvers.ts'
import { reviewRule } from '../gates/approvals/policy-rules.ts'
import type { Case, Facts } from '../gates/case.ts'
import { unreadableIn } from '../gates/phase-folder.ts'
import { gatesOfPhase, phaseState } from '../gates/phase-state.ts'
import type { GateResult } from '../gates/result.ts'
import { reviewFiles } from '../gates/review-of.ts'
import { command } from '../link/command-line.ts'
import { locationOfEntry, type PhaseEntry, type Program } from '../link/program-types.ts'
import type { ReviewRecord } from '../schema/records.ts'
import { archiveAll, incompleteness, stampWarnings } from './archive.ts'
import { reviewPath } from './archive-name.ts'
import { caseAfterArchive } from './case-after.ts'
import { localId } from './local-id.ts'
import { unknownId } from './lookup.ts'
import { planned, recordText, refused } from './outcome.ts'
import type { Planned, Stamp, Step } from './plan.ts'
import { notAuthorized } from './policy-guard.ts'
import { programAfter } from './program-after.ts'
import { type Acceptances, acceptancesOf, type JudgeOfReview } from './review-acceptances.ts'
import { baselineOf, type PlanFile } from './review-baseline.ts'
import { basisOf } from './review-basis.ts'
import { minutesMissing, planNotUpdated } from './review-demands.ts'
import { reviewRecord } from './review-record.ts'
import { type ReviewReport, reviewReport } from './review-report.ts'
import { phasesFreed, seedSteps } from './review-seeds.ts'
import { type SupersededEvidence, supersededEvidence } from './review-superseded.ts'
import { planStates } from './state-plan.ts'
import { isChecklist } from './tick-conflicts.ts'

/** A plan, the exit gate as it was judged on the state that the plan would produce, and what people want to know beside it. */
export type PlannedReview = Planned & { readonly gate?: GateResult; readonly review?: ReviewReport }

/** What a review is given beside the program and the case. */
export interface ReviewContext {
  /** The files of the specification: without them no baseline is frozen, and no update of the plan is seen. */
  readonly files?: readonly PlanFile[]
  /** What the gates were judged on, and what is known of deliverables. */
  readonly facts?: Facts
  /** The minutes of the meeting: the steps that file them, and what the record says of them. */
  readonly minutes?: { readonly steps: readonly Step[]; readonly record: NonNullable<ReviewRecord['minutes']> }
  /** A snapshot that is taken before: its id, and the steps that record it. */
  readonly snapshot?: { readonly id: string; readonly steps?: readonly Step[] }
}

const nothingKnown: Facts = { head: undefined, knownCommits: undefined, files: new Map(), globs: new Map(), inputs: new Map() }

/** A review record that is there and does not close the phase must not be overwritten: it says something that nobody can read. */
function strangeRecord(program: Program, records: Case, phase: PhaseEntry, path: string): Diagnostic[] {
  const help = `look at it, and move it away before the review of ${phase.id}`
  const location = { file: path, line: 1, column: 1 }
  if (reviewFiles(program, records, phase.id).length > 0) {
    return [diagnostic('review/invalid-record', `${path} exists and is no valid review of ${phase.id}`, { location, help })]
  }
  return []
}

/** What nobody could read in the folders of the phase: it may hold open boxes, or a review. */
function unreadableFiles(program: Program, records: Case, phase: PhaseEntry): Diagnostic[] {
  const { inbox, outbox } = program.folders
  const paths = new Set([...unreadableIn(records, inbox, phase.id), ...unreadableIn(records, outbox, phase.id)])
  return records.unreadable
    .filter((file) => paths.has(file.path))
    .map(({ path, reason }) => {
      const details = { location: { file: path, line: 1, column: 1 }, help: `make ${path} readable, UTF-8 text` }
      return diagnostic('workspace/unreadable', `${path} cannot be read: ${reason}`, details)
    })
}

/** Phases are closed in the order in which they depend on each other. */
function openDependencies(program: Program, records: Case, phase: PhaseEntry): Diagnostic[] {
  return phase.dependsOn
    .filter((id) => phaseState(program, id, records) !== 'closed')
    .map((id) =>
      diagnostic('state/guard', `${phase.id} cannot be closed: it depends on ${id}, which is open`, {
        location: locationOfEntry(phase, 'dependencies'),
        help: command(program, 'review', id),
      }),
    )
}

function notMet(program: Program, phase: PhaseEntry, gate: GateResult): Diagnostic[] {
  if (gate.verdict === 'met') return []
  const open = gate.criteria.filter((one) => one.level === 'required' && (one.outcome === 'unmet' || one.outcome === 'unknown'))
  const names = open.length > 0 ? `: ${open.map((one) => one.id).join(', ')}` : ''
  return [
    diagnostic('review/not-met', `the exit gate of ${phase.id} is ${gate.verdict}, so the phase stays open${names}`, {
      location: gate.location,
      related: open.map((one) => ({ message: `${one.id} is ${one.outcome}: ${one.because}`, location: one.location })),
      help: open.find((one) => one.fix !== undefined)?.fix ?? command(program, 'gate check', phase.id),
    }),
  ]
}

/** Who may not close a phase by policy. */
function notByThem(program: Program, records: Case, phase: PhaseEntry, { author, now }: Stamp): Diagnostic[] {
  const deed = { what: `${phase.id} is closed`, author, now, entry: phase }
  const others = approversOfGate(program, records, phase.id)
  return notAuthorized(program, reviewRule(program, phase.id), deed, others, command(program, 'approve', phase.id))
}

/** A closed phase needs nothing; but "already" must not hide that what closed it has changed. */
function closedAlready(id: string, result: GateResult | undefined): PlannedReview {
  const broken = result?.criteria.find((one) => one.reason === 'tampered')
  if (result === undefined) return planned(`${id} is closed already`, [])
  if (broken === undefined) return { ...planned(`${id} is closed already`, []), gate: result }
  const details = { location: broken.location, help: 'restore what the review recorded' }
  return { ...refused([diagnostic('review/tampered', `${id} is closed, and ${broken.because}`, details)]), gate: result }
}

const inWords = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`

/** The state that a review leaves, and how its gates are judged on it. */
interface Outcome {
  readonly steps: readonly Step[]
  readonly after: Case
  readonly acceptances: Acceptances
  readonly superseded: readonly SupersededEvidence[]
  readonly results: readonly GateResult[]
  readonly diagnostics: readonly Diagnostic[]
}

const outcomesOf = (results: readonly GateResult[]): string =>
  JSON.stringify(results.map(({ id, verdict, criteria }) => [id, verdict, criteria.map((one) => [one.id, one.outcome, one.reason])]))

/** Works out the state: archived checklists, then accepted milestones, then superseded evidence out of the way. */
function outcomeOf(
  program: Program,
  records: Case,
  phase: PhaseEntry,
  judge: JudgeOfReview,
  stamp: Stamp,
  { facts = nothingKnown, minutes, snapshot }: ReviewContext,
): Outcome {
  const files = records.inbox.filter((file) => file.phase === phase.id && isChecklist(file.checklist))
  const archive = archiveAll(program, records, files, stamp, (file) => incompleteness(program, file))
  const archived = caseAfterArchive(records, archive)
  const before = [...(snapshot?.steps ?? []), ...archive.steps]
  const acceptances = acceptancesOf(program, archived, phase, (after, ids, under) => judge(after, ids, under, before), stamp)
  const next = programAfter(program, acceptances.accepted)
  const states = planStates('', acceptances.accepted, { type: 'milestone.accepted', program: program.id })
  const gates = gatesOfPhase(program, phase.id).map(({ id }) => id)
  const stated = states.ok ? [...before, ...states.plan.steps] : before
  const found = judge(archived, gates, next, stated)
  const superseded = supersededEvidence(
    next,
    archived,
    phase.id,
    found.flatMap(({ criteria }) => criteria),
    facts,
    stamp.now,
  )
  const moves = superseded.flatMap((one) => one.moves)
  const filed = minutes?.steps ?? []
  const all = { acceptances, diagnostics: [...archive.diagnostics, ...(states.ok ? [] : states.diagnostics)] }
  if (moves.length > 0) {
    const steps = [...stated, ...moves]
    const after = caseAfterArchive(records, { steps }, program)
    const results = judge(after, gates, next, steps)
    if (outcomesOf(results) === outcomesOf(found)) return { ...all, steps: [...steps, ...filed], after, superseded, results }
  }
  return { ...all, steps: [...stated, ...filed], after: archived, superseded: [], results: found }
}

/** What the record of a review says beside what it decided. */
function frozenWith(
  program: Program,
  phase: PhaseEntry,
  { steps, acceptances, superseded }: Outcome,
  { files, facts = nothingKnown, minutes, snapshot }: ReviewContext,
): Parameters<typeof reviewRecord>[5] {
  const { forum } = program.file.record.review ?? {}
  const accepted = acceptances.accepted.map(({ entry }) => entry.id)
  const moved = superseded.map(({ record, by, moves }) => ({
    from: record.source.path,
    path: moves[0]?.to ?? '',
    sha256: record.sha256,
    by,
  }))
  return {
    ...(forum !== undefined && { forum }),
    ...(accepted.length > 0 && { accepted }),
    ...(moved.length > 0 && { superseded: moved }),
    ...(files !== undefined && { baseline: baselineOf(program, phase, files, facts, steps) }),
    ...(minutes !== undefined && { minutes: minutes.record }),
    ...(snapshot !== undefined && { snapshot: snapshot.id }),
  }
}

/** Minutes may list what is to be done in boxes: they are no checklist of the phase all the same. */
function withoutMinutes(records: Case, { minutes }: ReviewContext): Case {
  const moved = new Set(minutes?.steps.flatMap((step) => (step.type === 'move' ? [step.from] : [])))
  return moved.size === 0 ? records : { ...records, inbox: records.inbox.filter(({ checklist }) => !moved.has(checklist.source.path)) }
}

/** The title of the plan: "archive 1 checklist, accept P0.M1 and close P0". */
function titleOf(phase: string, { checklists, states, superseded }: ReviewReport): string {
  const some = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`
  return inWords([
    ...(checklists.length === 0 ? [] : [`archive ${some(checklists.length, 'checklist')}`]),
    ...(superseded.length === 0 ? [] : [`put away ${some(superseded.length, 'superseded record')}`]),
    ...(states.length === 0 ? [] : [`accept ${inWords(states.map(({ id }) => id))}`]),
    `close ${phase}`,
  ])
}

/**
 * The exit review of a phase: archives its checklists, accepts what is under review and met, puts superseded evidence away, makes the
 * checklists of the phases that can begin, and writes the record that closes it. The gates of the phase are judged on the state that
 * this plan would produce, and unless the verdict of the exit gate is met nothing is done. The others decide nothing: the record binds
 * what they found. A phase that is closed needs nothing.
 */
export function planReview(
  program: Program,
  given: Case,
  phaseId: string,
  judge: JudgeOfReview,
  stamp: Stamp,
  context: ReviewContext = {},
): PlannedReview {
  const id = localId(program, phaseId)
  const records = withoutMinutes(given, context)
  const phase = program.phases.get(id)
  if (!phase) return refused([unknownId(program, phaseId, 'phase', program.phases.keys(), 'refractor phase list')])
  const gate = program.gates.get(id)
  if (phaseState(program, id, records) === 'closed') return closedAlready(id, gate && judge(records, [id], program, [])[0])
  if (!gate) {
    const help = `add exit: to ${phase.file.source.path}`
    return refused([
      diagnostic('gate/nothing-evaluated', `${id} has no exit gate, so nothing can close it`, { location: locationOfEntry(phase), help }),
    ])
  }
  const { files = [], facts = nothingKnown, minutes, snapshot } = context
  const outcome = outcomeOf(program, records, phase, judge, stamp, context)
  const { after, acceptances, superseded, results } = outcome
  const result = results.find((one) => one.id === id) as GateResult
  const path = reviewPath(program, id)
  const freed = phasesFreed(program, records, phase)
  const seeds = seedSteps(program, records, freed, stamp)
  const steps = [...outcome.steps, ...seeds]
  const review = reviewReport({
    program,
    records: after,
    phase,
    results,
    steps,
    acceptances,
    superseded,
    freed,
    stamp,
    minutes: minutes?.record.path,
    snapshot: snapshot?.id,
  })
  const problems = [
    ...outcome.diagnostics,
    ...unreadableFiles(program, records, phase),
    ...strangeRecord(program, records, phase, path),
    ...openDependencies(program, records, phase),
    ...minutesMissing(program, phase, minutes !== undefined),
    ...planNotUpdated(program, records, files, facts),
    ...notByThem(program, after, phase, stamp),
    ...notMet(program, phase, result),
  ]
  if (problems.length > 0) return { ...refused(problems), gate: result, review }
  const { record, diagnostics } = reviewRecord(program, after, id, results, stamp, frozenWith(program, phase, outcome, context))
  const all = [...steps, { type: 'create', path, text: recordText(record), why: `the review that closes ${id}` } as const]
  const accepted = acceptances.accepted.map(({ entry }) => entry.id)
  const event = {
    type: 'phase.closed',
    program: program.id,
    ids: [id, ...accepted],
    details: { verdict: result.verdict, ...(accepted.length > 0 && { accepted: accepted.join(', ') }) },
  }
  const made = planned(titleOf(id, review), all, [...diagnostics, ...stampWarnings(stamp)], event)
  const basis = basisOf(records, files, context.facts, all)
  return { ...made, plan: { ...made.plan, basis }, gate: result, review }
}
