import {
  type Basis,
  type Case,
  type Diagnostic,
  type Planned,
  type PlannedReview,
  type Program,
  phaseState,
  planFailedReview,
  type ReviewContext,
  reviewOf,
  type Stamp,
  unsignedReview,
} from '@refractor/core'
import { type CaseRead, folderBasis, keepSnapshots, readReviewHistory, reviewProgram } from '@refractor/workspace'
import { type Answer, refused } from './answer.ts'
import type { WorkspaceContext } from './context.ts'
import { gateData } from './gate-data.ts'
import { readProgramCase } from './judge.ts'
import { mutate, planData } from './mutate.ts'
import { gitEffects, gitProblems } from './review-effects.ts'
import { minutesTooLate, readMinutesFor } from './review-minutes.ts'
import type { ReviewOptions } from './review-options.ts'
import { isSigning, signed } from './signing.ts'
import { type SnapshotFirst, snapshotFirst } from './snapshot-first.ts'

/** A review that is worth nothing without a signature is not written: it would stand in the way of one that is signed. */
function unlessUnsigned(planned: Planned, program: Program, phase: string, { author }: Stamp): Planned {
  if (!planned.ok || planned.plan.steps.length === 0) return planned
  const unsigned = unsignedReview(program, phase, author)
  const diagnostics = [...planned.diagnostics, ...unsigned]
  return unsigned.some(({ severity }) => severity === 'error') ? { ok: false, diagnostics } : { ...planned, diagnostics }
}

/** One review, and what it is held on. */
interface Held {
  readonly context: WorkspaceContext
  readonly program: Program
  readonly phase: string
  readonly stamp: Stamp
  readonly read: CaseRead
  readonly options: ReviewOptions
}

type Given = Pick<ReviewContext, 'minutes' | 'snapshot'>
const noSnapshot: SnapshotFirst & { readonly ok: true } = { ok: true, steps: [], diagnostics: [], keep: () => [] }

/** The plan of a review; where the program demands a snapshot before, one that has it. */
async function planWithSnapshot(
  { context, program, phase, stamp, read }: Held,
  given: Given,
): Promise<{ readonly planned: PlannedReview; readonly snapshot: SnapshotFirst & { readonly ok: true } }> {
  const plan = (more: Given = {}) => reviewProgram(context.snapshot, program, phase, stamp, read, { ...given, ...more })
  const planned = await plan()
  if (!planned.ok || planned.plan.steps.length === 0) return { planned, snapshot: noSnapshot }
  const request = { gates: [phase], reason: `before the review of ${phase}` }
  const snapshot = snapshotFirst(context, program, read.case, 'review', stamp, request)
  if (!snapshot.ok) return { planned: { ...planned, ok: false, diagnostics: snapshot.diagnostics }, snapshot: noSnapshot }
  if (snapshot.id === undefined) return { planned, snapshot }
  const again = await plan({ snapshot: { id: snapshot.id, steps: snapshot.steps } })
  return { planned: { ...again, diagnostics: [...again.diagnostics, ...snapshot.diagnostics] }, snapshot }
}

/** Where a record may turn up, while a person thinks about the plan, that says something else. */
function placesOfRecords({ root }: WorkspaceContext, { folders }: Program): readonly Basis[] {
  const records = ['approvals', 'waivers', 'links'].map((name) => `.refractor/${name}`)
  return folderBasis(root, [folders.specification, folders.inbox, folders.outbox, folders.evidence, ...records])
}

const withBasis = (planned: Planned, basis: readonly Basis[]): Planned =>
  planned.ok && planned.plan.steps.length > 0
    ? { ...planned, plan: { ...planned.plan, basis: [...(planned.plan.basis ?? []), ...basis] } }
    : planned

/** Files that the review failed, where that is asked for. The answer stays no. */
async function recordFailed(held: Held, { gate, review, ...planned }: PlannedReview, answer: Answer, minutes?: string): Promise<Answer> {
  const { context, program, phase, stamp, options } = held
  if (options.recordFailed !== true || planned.ok || gate === undefined) return answer
  const { reviews } = await readReviewHistory(context.snapshot, program)
  const last = reviews.flatMap((one) => (one.kind === 'failed' && one.phase === phase ? (one.file.record ?? []) : [])).at(-1)
  const plan = planFailedReview(program, phase, gate, planned.diagnostics, stamp, { last, minutes })
  const filed = await mutate(context, plan, { root: context.root })
  const { plan: steps, applied, dryRun } = filed.data as { plan?: unknown; applied?: boolean; dryRun?: boolean }
  const data = { ...answer.data, ...(steps !== undefined && { plan: steps }), applied, dryRun, failed: true }
  // What was found is told in full: that is what was recorded.
  const { refused: _, ...told } = answer
  return { ...told, data, diagnostics: [...answer.diagnostics, ...filed.diagnostics] }
}

/** The plan as text: what a person reads before they say yes. */
async function previewOf({ io, now }: WorkspaceContext, planned: Planned, answer: Answer): Promise<string> {
  const [{ text }, { reviewRunText }, { plainPaint }] = await Promise.all([
    import('./reporters/text.ts'),
    import('./reporters/text/review-run.ts'),
    import('./reporters/paint.ts'),
  ])
  const { width, version } = io
  const data = { ...answer.data, ...(planned.ok && { plan: planData(planned.plan) }), applied: false, dryRun: true }
  const context = { exitCode: 0 as const, width, paint: plainPaint, verbose: false, version, now, pathPrefix: '', sources: new Map() }
  return text({ ...answer, data }, context, reviewRunText).replace('Dry run: nothing was changed.\n', '')
}

/** Does what comes after the transaction: keeps the objects of the snapshot, commits, tags. A second run completes what the first did not. */
async function finish({ context, program, phase, options }: Held, answer: Answer, keep: () => readonly Diagnostic[]): Promise<Answer> {
  const kept = keep()
  const { git, diagnostics } = await gitEffects(context, program, phase, options)
  return {
    ...answer,
    diagnostics: [...answer.diagnostics, ...kept, ...diagnostics],
    data: { ...answer.data, ...(git !== undefined && { git }) },
  }
}

async function keepOf({ context }: Held, records: Case): Promise<() => readonly Diagnostic[]> {
  if ((records.snapshots ?? []).length === 0) return () => []
  return () => {
    keepSnapshots(context.root, records)
    return []
  }
}

/** The exit review of a phase: judged on the state that it would produce, and applied only if that is met. */
export async function reviewPhase(
  context: WorkspaceContext,
  program: Program,
  phase: string,
  stamp: Stamp,
  options: ReviewOptions,
): Promise<Answer> {
  const places = placesOfRecords(context, program)
  const read = await readProgramCase(context, program)
  const held: Held = { context, program, phase, stamp, read, options }
  const closing = reviewOf(program, read.case, phase)?.record
  const isClosed = phaseState(program, phase, read.case) === 'closed'
  const late = options.minutes !== undefined && closing !== undefined ? minutesTooLate(context, program, closing, options.minutes) : []
  if (late.some(({ severity }) => severity === 'error')) return refused(context.command, late)
  const filed =
    options.minutes === undefined || isClosed ? undefined : await readMinutesFor(context, program, phase, options.minutes, stamp)
  if (filed?.ok === false) return refused(context.command, filed.diagnostics)
  const { planned, snapshot } = await planWithSnapshot(held, filed === undefined ? {} : { minutes: filed.minutes })
  const { gate, review, ...outcome } = planned
  const told = withBasis({ ...outcome, diagnostics: [...outcome.diagnostics, ...(filed?.diagnostics ?? []), ...late] }, places)
  const trusted = isSigning(options) ? signed(context, program, stamp, told, options) : unlessUnsigned(told, program, phase, stamp)
  const hindered = trusted.ok && trusted.plan.steps.length > 0 ? gitProblems(context, program, phase, trusted.plan, options) : []
  const final: Planned = hindered.length === 0 ? trusted : { ok: false, diagnostics: [...trusted.diagnostics, ...hindered] }
  const gates = gate === undefined ? [] : [gate]
  const data = { gates: gates.map((one) => gateData(one)), ...(review !== undefined && { review }) }
  const next = isClosed ? undefined : review?.follows[0]?.command
  const preview = (): Promise<string> =>
    previewOf(context, final, { command: context.command, diagnostics: final.diagnostics, data, gates })
  const asking = { ask: `Close ${phase}?`, preview }
  const changed = await mutate(context, final, { root: context.root, ...asking, data, ...(next !== undefined && { next }) })
  const answer: Answer = { ...changed, gates }
  if (!final.ok) return recordFailed(held, planned, answer, filed?.minutes.record.path)
  if (context.common.dryRun === true) return answer
  if ((answer.data as { applied?: boolean }).applied === true) return finish(held, answer, snapshot.keep)
  return isClosed ? finish(held, answer, await keepOf(held, read.case)) : answer
}
