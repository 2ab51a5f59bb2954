import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { reviewRule } from '../gates/approvals/policy-rules.ts'
import type { ArchivedChecklist, Case } from '../gates/case.ts'
import { phaseState } from '../gates/phase-state.ts'
import { type Review, reviewFiles, reviewOf, strangeReviews } from '../gates/review-of.ts'
import { command, shellWord } from '../link/command-line.ts'
import { fileNameToId, idToFileName } from '../link/file-name.ts'
import { locationOfEntry, type PhaseEntry, type Program } from '../link/program-types.ts'
import { sha256Hex } from '../load/digest.ts'
import type { ReopenedReview } from '../schema/review-history.ts'
import { localId } from './local-id.ts'
import { unknownId } from './lookup.ts'
import { planned, recordText, refused } from './outcome.ts'
import type { Planned, Stamp, Step } from './plan.ts'
import { notAuthorized } from './policy-guard.ts'
import { compactTime, historyFolder, historyPath } from './review-history.ts'

/** The text of a file of the workspace; undefined where there is none. */
export type TextAt = (path: string) => string | undefined

/** Closed phases that depend on this one, directly or not, in the order in which they have to be opened: the last one closed first. */
function closedDependents(program: Program, records: Case, phase: string): string[] {
  const reached = new Set([phase])
  const inOrder = [...program.phases.values()]
  // A circle is an error of the plan; as many rounds as there are phases reach everything all the same.
  for (let found = true; found; ) {
    found = false
    for (const { id, dependsOn } of inOrder) {
      if (reached.has(id) || !dependsOn.some((one) => reached.has(one))) continue
      reached.add(id)
      found = true
    }
  }
  reached.delete(phase)
  return inOrder
    .map(({ id }) => id)
    .filter((id) => reached.has(id) && phaseState(program, id, records) === 'closed')
    .reverse()
}

function dependentsClosed(program: Program, records: Case, phase: PhaseEntry, reason: string): Diagnostic[] {
  const closed = closedDependents(program, records, phase.id)
  const [first] = closed
  if (first === undefined) return []
  const order = closed.length === 1 ? '' : `, in this order: ${closed.join(', ')}`
  const verb = closed.length === 1 ? 'rests' : 'rest'
  return [
    diagnostic(
      'state/guard',
      `${phase.id} cannot be reopened: ${closed.join(', ')} ${verb} on it and ${closed.length === 1 ? 'is' : 'are'} closed`,
      {
        location: locationOfEntry(phase),
        help: `reopen what rests on it first${order}: ${command(program, 'review reopen', first)} --reason ${shellWord(reason)}`,
      },
    ),
  ]
}

/** The checklists that the review itself archived; what was archived before it stays where it is. */
function archivedBy(records: Case, { record }: Review): ArchivedChecklist[] {
  const bound = new Set(record.archived.map(({ path }) => path))
  return records.outbox.filter(
    ({ checklist, phase, metadata }) =>
      phase === record.phase && bound.has(checklist.source.path) && metadata?.record?.date === record.date,
  )
}

/** The place that a checklist had in the inbox of the phase; undefined for metadata that name another one. */
function placeBefore(program: Program, { metadata, phase }: ArchivedChecklist): string | undefined {
  const from = metadata?.record?.from ?? ''
  const [folder, name, ...rest] = from.startsWith(`${program.folders.inbox}/`)
    ? from.slice(program.folders.inbox.length + 1).split('/')
    : []
  const isOwn = folder !== undefined && fileNameToId(folder) === phase && rest.length === 0 && /^[^.].*\.md$/i.test(name ?? '')
  return isOwn ? from : undefined
}

interface Back {
  readonly steps: readonly Step[]
  readonly diagnostics: readonly Diagnostic[]
  readonly to?: string
}

/** Brings one checklist back; its metadata goes to the history, and the pointer that stands for it is taken away. */
function bringBack(program: Program, records: Case, file: ArchivedChecklist, stamp: Stamp, textAt: TextAt): Back {
  const { metadata } = file
  const { path } = file.checklist.source
  const location = { file: path, line: 1, column: 1 }
  const to = placeBefore(program, file)
  if (to === undefined || metadata === undefined) {
    const help = `move it back yourself, to ${program.folders.inbox}/${idToFileName(file.phase)}/`
    const message = `${path} stays in the outbox: its metadata do not say where it was in the inbox`
    return { steps: [], diagnostics: [diagnostic('checklist/invalid-record', message, { location, help })] }
  }
  const taken = [...records.inbox.map((one) => one.checklist.source.path), ...records.unreadable.map((one) => one.path)]
  if (taken.some((one) => one.toLowerCase() === to.toLowerCase())) {
    const details = { location, help: `move ${to} away first` }
    return {
      steps: [],
      diagnostics: [diagnostic('workspace/would-overwrite', `${path} cannot go back to the inbox: ${to} exists`, details)],
    }
  }
  const name = metadata.source.path.slice(metadata.source.path.lastIndexOf('/') + 1)
  const kept = `${historyFolder(program, file.phase)}/${compactTime(stamp.now)}-${name}`
  const pointer = `${to.slice(0, to.lastIndexOf('/'))}/${path.slice(path.lastIndexOf('/') + 1).replace(/\.md$/i, '')}.archived.txt`
  const steps: Step[] = [
    { type: 'move', from: path, to, before: file.sha256, why: 'the phase is open again' },
    { type: 'move', from: metadata.source.path, to: kept, before: metadata.sha256, why: `when and by whom ${path} was archived` },
  ]
  const standing = textAt(pointer)
  if (standing?.trim() === path) steps.push({ type: 'remove', path: pointer, before: sha256Hex(standing), why: `${to} is there again` })
  return { steps, diagnostics: [], to }
}

/** What the review bound in the outbox and is not as it was; it is said, and does not keep the phase closed. */
function differing(records: Case, { record, source }: Review): { paths: string[]; diagnostics: Diagnostic[] } {
  const present = new Map(
    records.outbox.flatMap(({ checklist, sha256, metadata }) => [
      [checklist.source.path, sha256] as const,
      ...(metadata === undefined ? [] : [[metadata.source.path, metadata.sha256] as const]),
    ]),
  )
  const paths = record.archived.filter(({ path, sha256 }) => present.get(path) !== sha256).map(({ path }) => path)
  const diagnostics = paths.map((path) =>
    diagnostic('review/tampered', `${path} is not what the review of ${record.phase} archived`, {
      severity: 'warning',
      location: { file: source.path, line: 1, column: 1 },
      help: `look at what became of it: git log -- ${shellWord(path)}`,
    }),
  )
  return { paths, diagnostics }
}

/** Who may not reopen a phase: whom policy does not let close it. One of them is enough, for nothing passes by it. */
function notByThem(program: Program, phase: PhaseEntry, { author, now }: Stamp): Diagnostic[] {
  const ruled = reviewRule(program, phase.id)
  const one = ruled && { ...ruled, rule: { ...ruled.rule, min: 1 } }
  const deed = { what: `${phase.id} is reopened`, author, now, entry: phase }
  return notAuthorized(program, one, deed, [], command(program, 'approve', phase.id))
}

/** What lies in the place of the review and closes nothing: whether the phase is open, only it could tell. */
function damagedReviews(program: Program, records: Case, phase: string): Diagnostic[] {
  const unreadable = reviewFiles(program, records, phase).flatMap(({ record, source: { path } }) =>
    record !== undefined
      ? []
      : diagnostic('review/invalid-record', `${path} cannot be read, so nobody knows whether ${phase} is closed`, {
          location: { file: path, line: 1, column: 1 },
          help: `put it back as it was: git log -- ${shellWord(path)}`,
        }),
  )
  return [...unreadable, ...strangeReviews(program, records, phase).filter(({ code }) => code === 'review/invalid-record')]
}

/**
 * Opens a closed phase again: its review goes to the history of the phase, the checklists that the review archived go back to the inbox,
 * and a record says why. Nothing is deleted, and the next review closes the phase again. Refused while a phase that depends on it is
 * closed. A phase that is open needs nothing.
 */
export function planReopen(
  program: Program,
  records: Case,
  phaseId: string,
  reason: string,
  stamp: Stamp,
  textAt: TextAt = () => undefined,
): Planned {
  const id = localId(program, phaseId)
  const phase = program.phases.get(id)
  if (!phase) return refused([unknownId(program, phaseId, 'phase', program.phases.keys(), 'refractor phase list')])
  const review = reviewOf(program, records, id)
  if (review === undefined) {
    const damaged = damagedReviews(program, records, id)
    return damaged.length > 0 ? refused(damaged) : planned(`${id} is open already`, [])
  }

  const kept = historyPath(program, id, stamp.now, 'closed')
  const files = archivedBy(records, review)
  const back = files.map((file) => ({ file, ...bringBack(program, records, file, stamp, textAt) }))
  const differs = differing(records, review)
  const findings = [
    ...dependentsClosed(program, records, phase, reason),
    ...notByThem(program, phase, stamp),
    ...back.flatMap(({ diagnostics }) => diagnostics),
    ...differs.diagnostics,
  ]
  if (findings.some(({ severity }) => severity === 'error')) return refused(findings)
  const checklists = back.flatMap(({ file, to }) =>
    to === undefined ? [] : [{ path: to, sha256: file.sha256, archived: file.checklist.source.path }],
  )
  const record: ReopenedReview = {
    format: 1,
    kind: 'reopened-review',
    program: program.id,
    phase: id,
    reason,
    author: stamp.author,
    date: stamp.now,
    ...(stamp.commit !== undefined && { commit: stamp.commit }),
    review: { path: kept, sha256: review.sha256 },
    ...(checklists.length > 0 && { checklists }),
    ...(differs.paths.length > 0 && { differs: differs.paths }),
  }
  const { signature } = review
  const steps: Step[] = [
    { type: 'move', from: review.source.path, to: kept, before: review.sha256, why: `the review that closed ${id}` },
    ...(signature === undefined
      ? []
      : [{ type: 'move', from: signature.path, to: `${kept}.sig`, before: sha256Hex(signature.text), why: 'its signature' } as const]),
    ...back.flatMap((one) => one.steps),
    { type: 'create', path: historyPath(program, id, stamp.now, 'reopened'), text: recordText(record), why: `why ${id} is open again` },
  ]
  const count = checklists.length === 0 ? '' : `, with ${checklists.length} checklist${checklists.length === 1 ? '' : 's'}`
  const event = { type: 'phase.reopened', program: program.id, ids: [id], details: { reason } }
  return planned(`reopen ${id}${count}`, steps, findings, event)
}
