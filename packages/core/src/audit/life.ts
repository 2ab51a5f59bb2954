import type { Program } from '../link/program-types.ts'
import type { AuditEntry } from './audit-log.ts'

/** Which events are wanted; what is absent lets everything pass. */
export interface EventFilter {
  /** Any of these ids, or a path that is or lies below one of them. */
  readonly ids?: ReadonlySet<string>
  /** Ids count only in this program. */
  readonly program?: string
  /** "approval.added", or "approval" for all of them. */
  readonly types?: readonly string[]
  /** A part of the name or address, in any case. */
  readonly actor?: string
  /** Dates or times, RFC 3339: `since` is included, and so is the whole day or the instant of `until`. */
  readonly since?: string
  readonly until?: string
}

function isAbout({ event }: AuditEntry, ids: ReadonlySet<string>): boolean {
  if (event.ids?.some((id) => ids.has(id)) || ids.has(event.program)) return true
  return event.subjects.some(({ path }) => {
    for (let end = path.length; end > 0; end = path.lastIndexOf('/', end - 1)) if (ids.has(path.slice(0, end))) return true
    return false
  })
}

/** The whole day, or the instant, as a bound that timestamps compare with as texts. */
const endOf = (bound: string): string => (bound.length === 10 ? `${bound}T\uffff` : bound)

/** Times of different precision sort as texts only without their Z and fraction dot; both end alike here. */
const comparable = (at: string): string => at.replace(/Z$/, '')

/** The events that pass, in the order given. */
export function eventsThat(entries: readonly AuditEntry[], filter: EventFilter): AuditEntry[] {
  const { ids, program, types, actor, since, until } = filter
  const wanted = actor?.toLowerCase()
  return entries.filter((entry) => {
    const { event } = entry
    const at = comparable(event.at)
    return (
      (program === undefined || event.program === program) &&
      (ids === undefined || isAbout(entry, ids)) &&
      (types === undefined || types.some((type) => event.type === type || event.type.startsWith(`${type}.`))) &&
      (wanted === undefined || event.actor.toLowerCase().includes(wanted)) &&
      (since === undefined || at >= comparable(since)) &&
      (until === undefined || at <= comparable(endOf(until)))
    )
  })
}

/** What the life of a gate is made of: itself (and with it its phase or milestone, which share its id) and its criteria. */
export function lifeOfGate(program: Program, gateId: string): Set<string> {
  const gate = program.gates.get(gateId)
  return new Set([gateId, ...(gate?.criteria.map(({ id }) => id) ?? [])])
}
