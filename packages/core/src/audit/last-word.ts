import type { AuditEntry } from './audit-log.ts'
import { inOrder } from './audit-log.ts'

/** The last events about a path: several, when branches that did not know of each other wrote it. */
export type LastWord = readonly AuditEntry[]

/** Numbers that two or more events have, as running counts: where there is none between two events, the later builds on the earlier. */
function branchings(ordered: readonly AuditEntry[]): (from: number, to: number) => boolean {
  const shared = new Set<number>()
  let previous = 0
  for (const { event } of ordered) {
    if (event.lamport === previous) shared.add(previous)
    previous = event.lamport
  }
  const sorted = [...shared]
  return (from, to) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((sorted[middle] as number) < from) low = middle + 1
      else high = middle
    }
    return low < sorted.length && (sorted[low] as number) <= to
  }
}

/** Those of some events that no other one of them builds on. */
function notBuiltOn(events: readonly AuditEntry[], byId: ReadonlyMap<string, AuditEntry>): AuditEntry[] {
  const lowest = Math.min(...events.map(({ event }) => event.lamport))
  const reached = new Set<string>()
  const pending = events.flatMap(({ event }) => event.parents)
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    const entry = byId.get(id)
    if (entry === undefined || reached.has(id) || entry.event.lamport < lowest) continue
    reached.add(id)
    pending.push(...entry.event.parents)
  }
  return events.filter(({ id }) => !reached.has(id))
}

/** For each wanted path that the log speaks of, who had the last word about it. */
export function lastWords(entries: readonly AuditEntry[], isWanted: (path: string) => boolean): Map<string, LastWord> {
  const ordered = inOrder(entries)
  const branched = branchings(ordered)
  const byPath = new Map<string, AuditEntry[]>()
  const seen = new Map<string, boolean>()
  for (const entry of ordered)
    for (const { path } of entry.event.subjects) {
      const wanted = seen.get(path) ?? isWanted(path)
      seen.set(path, wanted)
      if (!wanted) continue
      const about = byPath.get(path)
      if (about === undefined) byPath.set(path, [entry])
      else if (about.at(-1) !== entry) about.push(entry)
    }
  const byId = new Map(entries.map((entry) => [entry.id, entry]))
  const words = new Map<string, LastWord>()
  for (const [path, about] of byPath) {
    const [first, last] = [about[0] as AuditEntry, about.at(-1) as AuditEntry]
    const isChain = !branched(first.event.lamport, last.event.lamport)
    words.set(path, about.length === 1 || isChain ? [last] : notBuiltOn(about, byId))
  }
  return words
}

/** What an event says of a path; the last mention, if there are several. */
export function digestIn(entry: AuditEntry, path: string): string | null {
  return entry.event.subjects.findLast((subject) => subject.path === path)?.sha256 ?? null
}
