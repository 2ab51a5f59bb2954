import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type AuditEntry, type AuditLog, type BrokenEvent, namedEvent } from './audit-log.ts'

const at = (file: string) => ({ file, line: 1, column: 1 })
const restore = (path: string): string => `put the file back as it was: git log --follow -- ${path}`

/** "event 42 (approval.added P2.3)" */
export function nameOf({ event }: AuditEntry): string {
  const about = event.ids === undefined || event.ids.length === 0 ? '' : ` ${event.ids.slice(0, 3).join(', ')}`
  return `event ${event.lamport} (${event.type}${about})`
}

/** The finding for a file among the events that is none, or cannot be read. */
export function brokenFile({ path, problem, unreadable }: BrokenEvent): Diagnostic {
  if (unreadable)
    return diagnostic('workspace/unreadable', `cannot read ${path}: ${problem}`, {
      location: at(path),
      help: 'make it a regular file that you may read',
    })
  const help = namedEvent(path) === undefined ? `move ${path} elsewhere: only events belong there` : restore(path)
  return diagnostic('audit/invalid-event', `${path} is no event: ${problem}`, { location: at(path), help })
}

/** An event of base that is not there any more, or not as it was. */
export function removedEvent(entry: AuditEntry, log: AuditLog, base: { readonly name: string; readonly revision?: string }): Diagnostic {
  const { path } = entry
  const stands = log.entries.some((one) => one.path === path) || log.broken.some((one) => one.path === path)
  return diagnostic('audit/event-removed', `${nameOf(entry)} of ${base.name} was ${stands ? 'changed' : 'removed'}`, {
    location: at(path),
    help: `git checkout ${base.revision ?? base.name} -- ${path}`,
  })
}

/** The content of an event must be the one that its name was made of. */
function wrongName(entry: AuditEntry): Diagnostic[] {
  const named = namedEvent(entry.path)
  const [number, digits] = [named?.lamport, named?.digits]
  if (digits === entry.id.slice(0, 16) && number === entry.event.lamport) return []
  const what =
    digits === entry.id.slice(0, 16) ? `its name says ${number}` : `its id is ${entry.id.slice(0, 16)}, and its name says ${digits}`
  return [
    diagnostic('audit/wrong-id', `${nameOf(entry)} was changed, or its file renamed: ${what}`, {
      location: at(entry.path),
      help: restore(entry.path),
    }),
  ]
}

/** Problems that have been told already: ids of events of base that are missing, and paths that are told of. */
interface Told {
  readonly known: ReadonlySet<string>
  readonly named: ReadonlySet<string>
}

/**
 * Names, parents and numbers. A number is one more than the highest of the parents: so no event can come before what it builds on,
 * and there is no circle.
 */
export function structureOf(log: AuditLog, told: Told): Diagnostic[] {
  const numbers = new Map(log.entries.map(({ id, event }) => [id, event.lamport]))
  // What was renamed or edited is reported at its own place, and not again by everything that builds on it.
  const suspects = [
    ...log.broken.map(({ path }) => path),
    ...log.entries.filter((one) => wrongName(one).length > 0).map(({ path }) => path),
  ]
  const misplaced = new Set(suspects.flatMap((path) => namedEvent(path)?.digits ?? []))
  const problems: Diagnostic[] = []
  for (const entry of log.entries) {
    const { event, path } = entry
    const wrong = wrongName(entry)
    if (!told.named.has(path)) problems.push(...wrong)
    const missing = event.parents.filter((id) => !numbers.has(id))
    for (const id of missing)
      if (!told.known.has(id) && !misplaced.has(id.slice(0, 16)))
        problems.push(
          diagnostic('audit/missing-parent', `${nameOf(entry)} builds on ${id.slice(0, 16)}, which is not there`, {
            location: at(path),
            help: `find the file that ends with -${id.slice(0, 16)}.json in the history, and put it back`,
          }),
        )
    const highest = event.parents.reduce((most, id) => Math.max(most, numbers.get(id) ?? 0), 0)
    if (missing.length === 0 ? event.lamport !== highest + 1 : event.lamport <= highest)
      problems.push(
        diagnostic('audit/wrong-number', `${nameOf(entry)} should have the number ${highest + 1}: its parents end with ${highest}`, {
          location: at(path),
          help: restore(path),
        }),
      )
  }
  return problems
}
