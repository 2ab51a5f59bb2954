import { type AuditEntry, type Diagnostic, verifyAudit } from '@refractor/core'
import type { ReportEvent } from '@refractor/core/page'
import { readAuditLog, workTree } from '@refractor/workspace'
import type { ReportSource } from './report-source.ts'

/** So many of the newest events are shown. */
export const eventsShown = 200

/** "planned → started" says more than its two keys; everything else is told with its key. */
function wordsOf({ event: { type, details = {} } }: AuditEntry): string {
  const { from, to, ...rest } = details
  const change = from === undefined || to === undefined ? [] : [`${from} → ${to}`]
  const told = [...change, ...Object.entries(rest).map(([key, value]) => `${key} ${value}`)]
  const what = type.replace(/[.-]/g, ' ')
  return told.length === 0 ? what : `${what}: ${told.join(', ')}`
}

export interface EventsPart {
  readonly events: readonly ReportEvent[]
  readonly total: number
  /** The log as it was read, of this program, oldest first. */
  readonly entries: readonly AuditEntry[]
  readonly diagnostics: readonly Diagnostic[]
}

/** The newest events of the audit log that are of this program, and what is wrong with the log. */
export async function eventsPart({ context, program }: Pick<ReportSource, 'context' | 'program'>): Promise<EventsPart> {
  const { entries, diagnostics } = verifyAudit(await readAuditLog(workTree(context.root)))
  const own = entries.filter(({ event }) => event.program === program.id)
  const newest = own.slice(-eventsShown).reverse()
  return {
    events: newest.map((entry) => ({
      at: entry.event.at,
      // An address is of no use to a reader of the page, and travels with it.
      actor: entry.event.actor.replace(/\s*<[^<>]*>$/, ''),
      type: entry.event.type,
      ids: entry.event.ids ?? [],
      words: wordsOf(entry),
    })),
    total: own.length,
    entries: own,
    diagnostics,
  }
}
