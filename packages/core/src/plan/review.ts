import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { approversOfGate } from '../gates/approvals/approvers.ts'
import { reviewRule } from '../gates/approvals/policy-rules.ts'
import type { Case } from '../gates/case.ts'
import { unreadableIn } from '../gates/phase-folder.ts'
import { gatesOfPhase, phaseState } from '../gates/phase-state.ts'
import type { GateResult } from '../gates/result.ts'
import { reviewFiles } from '../gates/review-of.ts'
import { command } from '../link/command-line.ts'
import { locationOfEntry, type PhaseEntry, type Program } from '../link/program-types.ts'
import { archiveAll, incompleteness, stampWarnings } from './archive.ts'
import { reviewPath } from './archive-name.ts'
import { caseAfterArchive } from './case-after.ts'
import { localId } from './local-id.ts'
import { unknownId } from './lookup.ts'
import { planned, recordText, refused } from './outcome.ts'
import type { Planned, Stamp } from './plan.ts'
import { notAuthorized } from './policy-guard.ts'
import { reviewRecord } from './review-record.ts'
import { isChecklist } from './tick-conflicts.ts'

/** Judges gates on a case; one result for each, in any order. */
export type JudgeOfReview = (after: Case, gateIds: readonly string[]) => readonly GateResult[]

/** A plan, and the exit gate as it was judged on the state that the plan would produce. */
export type PlannedReview = Planned & { readonly gate?: GateResult }

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

/**
 * The exit review of a phase: archives its checklists and writes the record that closes it. The gates of the phase are judged on the
 * state that this plan would produce, and unless the verdict of the exit gate is met nothing is done. The others decide nothing: the
 * record binds what they found. A phase that is closed needs nothing.
 */
export function planReview(program: Program, records: Case, phaseId: string, judge: JudgeOfReview, stamp: Stamp): PlannedReview {
  const id = localId(program, phaseId)
  const phase = program.phases.get(id)
  if (!phase) return refused([unknownId(program, phaseId, 'phase', program.phases.keys(), 'refractor phase list')])
  const gate = program.gates.get(id)
  if (phaseState(program, id, records) === 'closed') return closedAlready(id, gate && judge(records, [id])[0])
  if (!gate) {
    const help = `add exit: to ${phase.file.source.path}`
    return refused([
      diagnostic('gate/nothing-evaluated', `${id} has no exit gate, so nothing can close it`, { location: locationOfEntry(phase), help }),
    ])
  }
  const files = records.inbox.filter((file) => file.phase === id && isChecklist(file.checklist))
  const archive = archiveAll(program, records, files, stamp, (file) => incompleteness(program, file))
  const after = caseAfterArchive(records, { title: '', steps: archive.steps })
  const gates = gatesOfPhase(program, id)
  const results = judge(
    after,
    gates.map((one) => one.id),
  )
  const result = results.find((one) => one.id === id) as GateResult
  const path = reviewPath(program, id)
  const problems = [
    ...archive.diagnostics,
    ...unreadableFiles(program, records, phase),
    ...strangeRecord(program, records, phase, path),
    ...openDependencies(program, records, phase),
    ...notByThem(program, after, phase, stamp),
    ...notMet(program, phase, result),
  ]
  if (problems.length > 0) return { ...refused(problems), gate: result }
  const { record, diagnostics } = reviewRecord(program, after, id, results, stamp)
  const moved = files.length === 0 ? '' : `archive ${files.length} checklist${files.length === 1 ? '' : 's'} and `
  const steps = [...archive.steps, { type: 'create', path, text: recordText(record), why: `the review that closes ${id}` } as const]
  const event = { type: 'phase.closed', program: program.id, ids: [id], details: { verdict: result.verdict } }
  return { ...planned(`${moved}close ${id}`, steps, [...diagnostics, ...stampWarnings(stamp)], event), gate: result }
}
