import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import { type AuditEntry, type AuditLog, inOrder } from './audit-log.ts'
import { checkFiles, type FileDigests, unloggedRecords } from './check-files.ts'
import { brokenFile, removedEvent, structureOf } from './log-problems.ts'
import { tipsOf } from './new-event.ts'

/** A revision that is trusted: what it has must still be there. */
export interface AuditBase {
  /** As people name it: "origin/main". */
  readonly name: string
  /** As git takes it; default: the name. */
  readonly revision?: string
  readonly log: AuditLog
  /** Files that differ from their events there already were let in before: here they are warnings. */
  readonly files?: FileDigests
}

/** What a log is compared with; without any of it only the log itself is verified. */
export interface AuditOptions {
  readonly base?: AuditBase
  /** Digests of the files that `auditedPaths` names; a path that is not in it is not compared. */
  readonly files?: FileDigests
  /** Every record that there is, to say which of them no event speaks of. */
  readonly records?: readonly string[]
}

/** What a log is worth. It holds when no diagnostic is an error. */
export interface AuditVerification {
  /** Every event, in order. */
  readonly entries: readonly AuditEntry[]
  /** Ids of the events that nothing builds on. */
  readonly heads: readonly string[]
  /** How many files were compared with what the log says of them. */
  readonly files: number
  readonly diagnostics: readonly Diagnostic[]
}

/**
 * Verifies a log: each event is what its name says, follows what it says it follows, and nothing that base has is gone; and the
 * records are what their last events say. Without a base the last events can be taken away unseen. Linear in the number of events.
 */
export function verifyAudit(log: AuditLog, options: AuditOptions = {}): AuditVerification {
  const { base, files, records } = options
  const removed = base === undefined ? [] : missingFrom(log, base)
  const known = new Set(removed.map(({ id }) => id))
  const inBase = new Set(removed.map(({ path }) => path))
  const compared = checkFiles(log.entries, files, base)
  return {
    entries: inOrder(log.entries),
    heads: tipsOf(log.entries.map(({ id, event }) => ({ id, lamport: event.lamport, parents: event.parents }))).map((tip) => tip.id),
    files: compared.count,
    diagnostics: sortDiagnostics([
      ...removed.map((entry) => removedEvent(entry, log, base as AuditBase)),
      // An event that base has under this name, and that was edited, is named already.
      ...log.broken.filter(({ path, unreadable }) => unreadable || !inBase.has(path)).map(brokenFile),
      ...structureOf(log, { known, named: inBase }),
      ...compared.diagnostics,
      ...unloggedRecords(log.entries, records ?? []),
    ]),
  }
}

function missingFrom(log: AuditLog, base: AuditBase): AuditEntry[] {
  const ids = new Set(log.entries.map(({ id }) => id))
  return base.log.entries.filter(({ id }) => !ids.has(id))
}
