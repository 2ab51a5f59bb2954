import { diagnostic, type Found, locationOfEntry, type RecordType, recordTypes } from '@refractor/core'
import { type HistoryRead, type ProgramSnapshot, type RecordHistory, readAuditLog, readHistory, workTree } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'
import { type HistoryData, type HistoryNote, stateSpans, timeLine } from '../history-data.ts'
import { historyNotes } from '../history-notes.ts'
import { readProgramCase } from '../judge.ts'
import { pastReviewNotes, pastReviewsOf } from '../past-reviews.ts'
import { type Resolved, resolveId } from '../resolve-id.ts'

export interface HistoryOptions {
  readonly all?: boolean
}

/** The past of a record of one program; its type is found where it is not known. */
function pastOf(context: WorkspaceContext, of: ProgramSnapshot, id: string, found?: Found): Promise<HistoryRead> {
  const states = of.program?.states
  const initial = (type: RecordType): string | undefined => (type === 'task' || type === 'milestone' ? states?.[type][0] : undefined)
  // A file with errors may hold a record that is not found.
  const isBroken = of.diagnostics.some(({ severity }) => severity === 'error')
  const onDisk = found === undefined ? isBroken && { onDisk: 'unknown' as const } : { type: found.type, onDisk: found.entry.file.source }
  return readHistory(context.root, { id, specification: of.folders.specification, initial, ...onDisk })
}

/** The programs that may have had a record which is there no more, and what it was called in them. */
function formerPrograms(context: WorkspaceContext, id: string): { of: ProgramSnapshot; id: string }[] {
  const slash = id.indexOf('/')
  const programs = context.snapshot.programs.filter((one) => context.common.program === undefined || one.id === context.common.program)
  const named = slash < 0 ? undefined : programs.find((one) => one.id === id.slice(0, slash))
  return named === undefined ? programs.map((of) => ({ of, id })) : [{ of: named, id: id.slice(slash + 1) }]
}

async function notesOf(context: WorkspaceContext, found: Found) {
  const [read, log] = [await readProgramCase(context, found.program), await readAuditLog(workTree(context.root))]
  const past = found.type === 'phase' ? await pastReviewsOf(context, found.program, found.entry.id) : { reviews: [], diagnostics: [] }
  const notes = historyNotes(found, read.case, log.entries, pastReviewNotes(past.reviews))
  return { notes, diagnostics: [...read.diagnostics, ...past.diagnostics] }
}

function dataOf(
  history: RecordHistory,
  about: Pick<HistoryData, 'program' | 'type' | 'id' | 'title'> & Partial<Pick<HistoryData, 'location'>>,
  notes: readonly HistoryNote[] = [],
): HistoryData {
  const { events, read, folders } = history
  return { ...about, states: stateSpans(events), events: timeLine(events, notes), read, formerly: folders.slice(1) }
}

/** One record through the commits: every change of what it says, with who made it and when. */
export async function run(context: WorkspaceContext, [id = '']: readonly string[], options: HistoryOptions): Promise<Answer> {
  const resolved = resolveId(context, id, recordTypes)
  if (!resolved.ok) return former(context, id, resolved)
  const { found } = resolved
  const of = context.snapshot.programs.find((one) => one.id === found.program.id) as ProgramSnapshot
  const past = await pastOf(context, of, found.entry.id, found)
  if (!past.ok) return refused(context.command, [...context.diagnostics, ...past.diagnostics])
  const { notes, diagnostics } = options.all ? await notesOf(context, found) : { notes: [], diagnostics: [] }
  const about = {
    program: found.program.id,
    type: found.type,
    id: found.entry.id,
    title: past.history.title,
    location: locationOfEntry(found.entry),
  }
  return {
    command: context.command,
    diagnostics: [...context.diagnostics, ...diagnostics],
    data: { ...dataOf(past.history, about, notes) },
  }
}

/** A record that the program has no more. */
async function former(context: WorkspaceContext, id: string, resolved: Resolved & { readonly ok: false }): Promise<Answer> {
  const isAmbiguous = resolved.diagnostic.code !== 'cli/unknown-id'
  for (const one of isAmbiguous ? [] : formerPrograms(context, id)) {
    const past = await pastOf(context, one.of, one.id)
    if (!past.ok) return refused(context.command, [...context.diagnostics, ...past.diagnostics])
    const { type } = past.history
    if (type === undefined) continue
    const data = dataOf(past.history, { program: one.of.id, type, id: one.id, title: past.history.title })
    return { command: context.command, diagnostics: context.diagnostics, data: { ...data } }
  }
  const { message, help, expected } = resolved.diagnostic
  const told = isAmbiguous
    ? resolved.diagnostic
    : diagnostic('cli/unknown-id', `${message}, and no commit of HEAD has one`, { help, expected })
  return refused(context.command, [...context.diagnostics, told])
}
