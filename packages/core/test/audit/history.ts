import type { AuditEntry, AuditLog } from '../../src/audit/audit-log.ts'
import { newEvent, tipsOf } from '../../src/audit/new-event.ts'
import { readEvent } from '../../src/audit/read-event.ts'
import { sha256Hex } from '../../src/load/digest.ts'
import { AuditEvent } from '../../src/schema/audit-event.ts'

/** Files of a log by path, as a branch of git holds them. */
export type EventFiles = Map<string, string>

const schema = (value: unknown) => {
  const read = AuditEvent.safeParse(value)
  return read.success ? { event: read.data } : { problem: read.error.issues[0]?.message ?? 'it does not fit' }
}

/** What is read from such files. */
export function logOf(files: EventFiles): AuditLog {
  const read = [...files].map(([path, text]) => readEvent(path, text, sha256Hex(text), schema))
  return {
    entries: read.filter((one): one is AuditEntry => 'event' in one),
    broken: read.flatMap((one) => ('event' in one ? [] : [one])),
  }
}

let made = 0

/** Adds the event that comes after everything that a branch has. */
export function append(files: EventFiles, parts: Partial<AuditEvent> = {}): string {
  const tips = tipsOf(logOf(files).entries.map(({ id, event }) => ({ id, lamport: event.lamport, parents: event.parents })))
  const { path, text } = newEvent(
    {
      type: 'task.done',
      program: 'harbour',
      actor: 'Lead <lead@example.org>',
      at: '2026-11-21T10:00:00Z',
      subjects: [],
      nonce: (made++).toString(16).padStart(16, '0'),
      ...parts,
    },
    tips,
  )
  files.set(path, text)
  return path
}

/** What git makes of two branches that only ever add files. */
export const mergeOf = (a: EventFiles, b: EventFiles): EventFiles => new Map([...a, ...b])
