import type { AuditEntry, AuditLog } from './audit-log.ts'
import { inOrder, namedEvent } from './audit-log.ts'
import { eventsByName, lastWordAmong } from './last-word.ts'

/** A record whose state was set on branches that did not know of each other, to different words. */
export interface ConcurrentStates {
  readonly program: string
  readonly id: string
  /** The last event of each branch, in order; two or more. */
  readonly events: readonly AuditEntry[]
}

/** Two events with one number are what branches leave; without them, nobody need read the log. `names` are those of its files. */
export function mayBeConcurrent(names: readonly string[]): boolean {
  const seen = new Set<number>()
  for (const name of names) {
    const number = namedEvent(name)?.lamport
    if (number === undefined) continue
    if (seen.has(number)) return true
    seen.add(number)
  }
  return false
}

/** The state that an event gave a record. */
export function stateIn({ event }: AuditEntry): string | undefined {
  const to = event.details?.['to']
  return /^(?:task|milestone)\./.test(event.type) && typeof to === 'string' ? to : undefined
}

/**
 * Records whose state branches left in different words, with no event since that builds on both. `above` names what a record belongs
 * to, its milestone and phase: what is decided of those later, settles it.
 */
export function concurrentStates(log: AuditLog, above: (program: string, id: string) => readonly string[] = () => []): ConcurrentStates[] {
  const key = (program: string, id: string): string => `${program}/${id}`
  const ordered = inOrder(log.entries)
  const place = new Map(ordered.map((entry, index) => [entry, index]))
  const lastWord = lastWordAmong(ordered)
  const byName = eventsByName(ordered, ({ event }) => (event.ids ?? []).map((id) => key(event.program, id)))
  const isOpen = (events: readonly AuditEntry[]): boolean => new Set(events.map(stateIn)).size > 1
  return [...byName].flatMap(([name, about]): ConcurrentStates[] => {
    const events = lastWord(about.filter((entry) => stateIn(entry) !== undefined))
    const [first] = events
    if (first === undefined || !isOpen(events)) return []
    const { program } = first.event
    const id = name.slice(program.length + 1)
    // Closing or reopening what a record belongs to is a word about it as well: whoever did it saw the state as it is.
    const around = [id, ...above(program, id)].flatMap((one) => byName.get(key(program, one)) ?? [])
    const said = [...new Set(around)].sort((a, b) => (place.get(a) as number) - (place.get(b) as number))
    const open = lastWord(said).filter((entry) => events.includes(entry))
    return isOpen(open) ? [{ program, id, events: open }] : []
  })
}
