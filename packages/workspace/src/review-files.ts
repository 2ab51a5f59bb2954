import { type AuditEntry, tipsOf } from '@refractor/core'
import { readAuditLog } from './audit-log.ts'
import { workTree } from './work-tree.ts'

/** What the review that closed a phase wrote, as the audit log has it. */
export interface ReviewWritten {
  /** The event that closed it; undefined when the log does not tell. */
  readonly event: AuditEntry | undefined
  /** The files as the review left them, the event among them; removed ones too. */
  readonly paths: readonly string[]
  /** Files that were changed since: what is in them now is not what the review wrote. */
  readonly changed: readonly string[]
  /** The ids of the events that no other one builds on. */
  readonly heads: readonly string[]
}

/** Finds out what the review wrote whose record is at `path` with this digest. */
export async function reviewWritten(root: string, path: string, sha256: string): Promise<ReviewWritten> {
  const tree = workTree(root)
  const { entries } = await readAuditLog(tree)
  const heads = tipsOf(entries.map(({ id, event }) => ({ id, lamport: event.lamport, parents: event.parents }))).map(({ id }) => id)
  const closings = entries.filter(
    ({ event }) => event.type === 'phase.closed' && event.subjects.some((one) => one.path === path && one.sha256 === sha256),
  )
  const event = closings.sort((a, b) => a.event.lamport - b.event.lamport).at(-1)
  if (event === undefined) return { event, paths: [], changed: [], heads }
  const facts = tree.facts(() => undefined)
  const isAsLeft = (one: { readonly path: string; readonly sha256: string | null }): boolean => {
    const fact = facts.fact(one.path)
    return one.sha256 === null ? fact.state === 'missing' : fact.sha256 === one.sha256
  }
  const { subjects } = event.event
  return {
    event,
    paths: [...subjects.filter(isAsLeft).map((one) => one.path), event.path],
    changed: subjects.filter((one) => !isAsLeft(one)).map((one) => one.path),
    heads,
  }
}
