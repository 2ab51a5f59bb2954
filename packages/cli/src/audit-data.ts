import type { AuditEntry, AuditEvent } from '@refractor/core'

/** An event as the commands show it. */
export interface EventLine extends Omit<AuditEvent, 'v' | 'lamport' | 'nonce'> {
  /** Its place in the order of the log. */
  readonly number: number
  readonly id: string
  readonly path: string
}

/** An event as lists and the JSON output show it. */
export function eventLine({ id, path, event }: AuditEntry): EventLine {
  const { v: _v, nonce: _nonce, lamport, ...rest } = event
  return { number: lamport, id, path, ...rest }
}
