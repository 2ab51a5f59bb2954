import { canonicalJson } from '../load/digest.ts'
import type { AuditEvent } from '../schema/audit-event.ts'
import { type AuditEntry, type BrokenEvent, namedEvent } from './audit-log.ts'
import type { EventLinks } from './new-event.ts'

/** Says whether a value is an event, by the schema, which is too heavy to be loaded here; else what is wrong with it. */
export type EventSchema = (value: unknown) => { readonly event: AuditEvent } | { readonly problem: string }

/** The one value whose canonical text this is; a text with two readings (a key twice, other white space) has none. */
function canonicalValue(text: string): { readonly value: unknown } | undefined {
  try {
    const value: unknown = JSON.parse(text)
    return canonicalJson(value) === text ? { value } : undefined
  } catch {
    // Not JSON, or nested deeper than the stack goes.
    return undefined
  }
}

/** Reads one file of the log. `sha256` is that of its bytes. */
export function readEvent(path: string, text: string, sha256: string, schema: EventSchema): AuditEntry | BrokenEvent {
  if (namedEvent(path) === undefined) return { path, problem: 'its name is not that of an event' }
  const canonical = canonicalValue(text)
  if (canonical === undefined) return { path, problem: 'it is not canonical JSON' }
  const read = schema(canonical.value)
  return 'event' in read ? { path, id: sha256, event: read.event } : { path, problem: read.problem }
}

/** What a new event needs to know of an older one. What is no event is nothing to build on; `refractor audit verify` reports it. */
export function linksOf(text: string, sha256: () => string): EventLinks | undefined {
  try {
    const { lamport, parents } = JSON.parse(text) as Partial<AuditEvent>
    if (!Number.isInteger(lamport) || !Array.isArray(parents)) return undefined
    return { id: sha256(), lamport: lamport as number, parents: parents.filter((one) => typeof one === 'string') }
  } catch {
    return undefined
  }
}
