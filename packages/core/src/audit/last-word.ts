import type { AuditEntry } from './audit-log.ts'
import { inOrder } from './audit-log.ts'
import { eventRuns } from './event-runs.ts'

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

/** Tells which of some events had the last word, given in order. `ordered`: the whole log. */
export function lastWordAmong(ordered: readonly AuditEntry[]): (about: readonly AuditEntry[]) => LastWord {
  const branched = branchings(ordered)
  let notBuiltOn: ReturnType<typeof eventRuns> | undefined
  return (about) => {
    const [first, last] = [about[0], about.at(-1)]
    if (first === undefined || last === undefined) return []
    if (about.length === 1 || !branched(first.event.lamport, last.event.lamport)) return [last]
    notBuiltOn ??= eventRuns(ordered)
    return notBuiltOn(about)
  }
}

/** The events about each name, in order. */
export function eventsByName(ordered: readonly AuditEntry[], namesIn: (entry: AuditEntry) => readonly string[]): Map<string, AuditEntry[]> {
  const byName = new Map<string, AuditEntry[]>()
  for (const entry of ordered)
    for (const name of namesIn(entry)) {
      const about = byName.get(name)
      if (about === undefined) byName.set(name, [entry])
      else if (about.at(-1) !== entry) about.push(entry)
    }
  return byName
}

/** For each wanted path that the log speaks of, who had the last word about it. */
export function lastWords(entries: readonly AuditEntry[], isWanted: (path: string) => boolean): Map<string, LastWord> {
  const seen = new Map<string, boolean>()
  const ordered = inOrder(entries)
  const lastWord = lastWordAmong(ordered)
  const byPath = eventsByName(ordered, ({ event }) =>
    event.subjects.flatMap(({ path }) => {
      const wanted = seen.get(path) ?? isWanted(path)
      seen.set(path, wanted)
      return wanted ? [path] : []
    }),
  )
  return new Map([...byPath].map(([path, about]) => [path, lastWord(about)]))
}

/** What an event says of a path; the last mention, if there are several. */
export function digestIn(entry: AuditEntry, path: string): string | null {
  return entry.event.subjects.findLast((subject) => subject.path === path)?.sha256 ?? null
}
