import { canonicalJson, sha256Hex } from '../load/digest.ts'
import type { AuditEvent } from '../schema/audit-event.ts'
import { auditPath } from './audit-log.ts'

/** What an event builds on: where the log ends now. */
export interface AuditTip {
  readonly id: string
  readonly lamport: number
}

/** What is known of an event, as far as it is known. */
export interface EventLinks extends AuditTip {
  readonly parents: readonly string[]
}

/** The ends of a log: the events that no other one builds on, in order of id. Linear. */
export function tipsOf(events: readonly EventLinks[]): AuditTip[] {
  const parents = new Set(events.flatMap((one) => one.parents))
  return events
    .filter((one) => !parents.has(one.id))
    .map(({ id, lamport }) => ({ id, lamport }))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

/** An event before it has a place in the log. The nonce makes two events that say the same two files. */
export type EventParts = Omit<AuditEvent, 'v' | 'lamport' | 'parents'>

/** The event that follows all tips, as the file that it is. */
export function newEvent(
  parts: EventParts,
  tips: readonly AuditTip[],
): { readonly path: string; readonly text: string; readonly id: string } {
  const lamport = 1 + tips.reduce((highest, tip) => Math.max(highest, tip.lamport), 0)
  const event: AuditEvent = { ...parts, v: 1, lamport, parents: [...new Set(tips.map((tip) => tip.id))].sort() }
  const text = canonicalJson(event)
  const id = sha256Hex(text)
  return { path: auditPath(lamport, id), text, id }
}
