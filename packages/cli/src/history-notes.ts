import { type AuditEntry, type Case, eventsThat, type Found, lifeOfGate, type RecordFile } from '@refractor/core'
import type { HistoryNote } from './history-data.ts'

/** The ids whose records belong to a record: its own, and of what has a gate of the same id those of the criteria. */
function idsOf({ program, type, entry: { id } }: Found): ReadonlySet<string> {
  const hasGate = type === 'phase' || type === 'milestone' || type === 'gate'
  return hasGate && program.gates.has(id) ? lifeOfGate(program, id) : new Set([id])
}

type Author = string | { readonly id: string; readonly name?: string | undefined }

const authorOf = (author: Author): string => (typeof author === 'string' ? author : (author.name ?? author.id))

/** A day as the first instant of it. */
const instant = (date: string): string => (date.length === 10 ? `${date}T00:00:00Z` : date)

type Draft = Omit<HistoryNote, 'path'> | undefined

function* notesOf<T>(files: readonly RecordFile<T>[] | undefined, read: (record: T) => Draft): Generator<HistoryNote> {
  for (const { record, source } of files ?? []) {
    const note = record === undefined ? undefined : read(record)
    if (note !== undefined && note.about.length > 0) yield { ...note, path: source.path }
  }
}

/** What speaks of a record besides the specification: evidence, decisions, waivers, reviews, and the audit log. */
export function historyNotes(
  found: Found,
  records: Case,
  log: readonly AuditEntry[],
  pastReviews: readonly HistoryNote[] = [],
): HistoryNote[] {
  const { program, type, entry } = found
  const ids = idsOf(found)
  const named = (some: readonly (string | undefined)[]): string[] =>
    [...new Set(some)].filter((one) => one !== undefined && ids.has(one)) as string[]
  const commitOf = ({ commit }: { readonly commit?: string | undefined }) => (commit === undefined ? {} : { commit })
  const remembered = (some: readonly { readonly type: string; readonly id: string }[] | undefined): string[] =>
    (some ?? []).flatMap((one) => (one.type === type && one.id === entry.id ? [one.id] : []))

  const notes: HistoryNote[] = [
    ...pastReviews,
    ...notesOf(records.evidence, (one) => {
      if (one.program !== undefined && one.program !== program.id) return undefined
      const tagged = Object.keys(one.result?.tests?.tagged ?? {})
      const about = named([
        ...(one.criteria ?? []),
        ...(one.deliverables ?? []),
        ...tagged,
        ...((one.criteria ?? []).length > 0 ? [] : [one.gate, one.milestone]),
        ...remembered(one.remembers),
      ])
      const says = one.result?.outcome ?? one.kind ?? 'recorded'
      return { event: 'evidence', at: instant(one.date), author: authorOf(one.author), says, about, ...commitOf(one) }
    }),
    ...notesOf(records.approvals, (one) => {
      if (one.program !== program.id) return undefined
      const about = named([one.target.id, ...remembered(one.remembers)])
      const says = one.role === undefined ? one.decision : `${one.decision} as ${one.role}`
      return { event: 'approval', at: one.at, author: one.by, says, about, ...commitOf(one) }
    }),
    ...notesOf(records.waivers, (one) => {
      if (one.program !== program.id) return undefined
      const about = named([one.criterion, one.risk, ...(one.tasks ?? [])])
      return { event: 'waiver', at: one.at, author: one.by, says: `${one.id} ${one.step}, until ${one.expires}`, about, ...commitOf(one) }
    }),
    ...notesOf(records.reviews, (one) => {
      if (one.program !== program.id) return undefined
      const about = named([one.phase, one.gate, ...one.criteria.map(({ id }) => id)])
      return {
        event: 'review',
        at: one.date,
        author: authorOf(one.author),
        says: `${one.phase} closed, ${one.verdict}`,
        about,
        ...commitOf(one),
      }
    }),
    ...notesOf(records.linkReviews, (one) => {
      if (one.program !== program.id) return undefined
      const key = `${type}:${entry.id}`
      const isNamed = one.targets.some(
        (target) => `${target.type}:${target.id}` === key || target.from.some((from) => from.endsWith(` ${key}`)),
      )
      const about = named([one.id, ...(isNamed ? [entry.id] : [])])
      return { event: 'link-review', at: one.at, author: one.by, says: one.reason, about, ...commitOf(one) }
    }),
  ]
  // The log tells of these files once more; what it alone knows is added.
  const told = new Set(notes.map(({ path }) => path))
  for (const { path, event } of eventsThat(log, { ids, program: program.id })) {
    if (event.subjects.some((subject) => told.has(subject.path))) continue
    notes.push({
      event: 'audit',
      at: event.at,
      author: event.actor,
      says: event.type,
      about: named(event.ids ?? []),
      path,
      ...commitOf(event),
    })
  }
  return notes
}
