import type { AuditEvent } from '../schema/audit-event.ts'

/** Where the events are: one file for each, so that branches merge as a union of files. */
export const auditFolder = '.refractor/audit'

/** An event as it was found. */
export interface AuditEntry {
  readonly path: string
  /** SHA-256 of the bytes of the file, lower hex: the id of the event, if it is the one that its name says. */
  readonly id: string
  readonly event: AuditEvent
}

/** A file among the events that is none. */
export interface BrokenEvent {
  readonly path: string
  /** "it is not canonical JSON" */
  readonly problem: string
  /** It could not be read at all: that is no answer, rather than a wrong one. */
  readonly unreadable?: true
}

/** Everything below `.refractor/audit`, of a folder or of a revision. */
export interface AuditLog {
  readonly entries: readonly AuditEntry[]
  readonly broken: readonly BrokenEvent[]
}

const namePattern = /^(\d{8})-([0-9a-f]{16})\.json$/

/** The number and the first digits of the id that the name of a file says; undefined when it is no name of an event. */
export function namedEvent(path: string): { readonly lamport: number; readonly digits: string } | undefined {
  const [, number, digits] = namePattern.exec(path.slice(path.lastIndexOf('/') + 1)) ?? []
  return number === undefined || digits === undefined ? undefined : { lamport: Number(number), digits }
}

/** The place of an event. */
export function auditPath(lamport: number, id: string): string {
  return `${auditFolder}/${String(lamport).padStart(8, '0')}-${id.slice(0, 16)}.json`
}

/** By number, then by id: each event comes after everything that it builds on, and every copy of the log has the same order. */
export function inOrder(entries: readonly AuditEntry[]): AuditEntry[] {
  return [...entries].sort((a, b) => a.event.lamport - b.event.lamport || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}
