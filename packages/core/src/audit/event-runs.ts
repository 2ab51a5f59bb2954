import type { AuditEntry } from './audit-log.ts'

/** Where an event stands: in a run each event is the only parent of the next, and the next its only child. */
interface Place {
  readonly entry: AuditEntry
  readonly run: number
  readonly at: number
}

/** Every event with its run. Who walks back goes from run to run, not from event to event: a log has few branches and many events. */
function placesOf(ordered: readonly AuditEntry[]): { readonly places: ReadonlyMap<string, Place>; readonly firsts: readonly AuditEntry[] } {
  const children = new Map<string, number>()
  for (const { event } of ordered) for (const id of event.parents) children.set(id, (children.get(id) ?? 0) + 1)
  const places = new Map<string, Place>()
  const firsts: AuditEntry[] = []
  for (const entry of ordered) {
    const [parent, other] = entry.event.parents
    const before = parent === undefined || other !== undefined || children.get(parent) !== 1 ? undefined : places.get(parent)
    places.set(entry.id, before === undefined ? { entry, run: firsts.length, at: 0 } : { entry, run: before.run, at: before.at + 1 })
    if (before === undefined) firsts.push(entry)
  }
  return { places, firsts }
}

/** Tells those of some events that no other one of them builds on. `ordered`: the whole log, in order. */
export function eventRuns(ordered: readonly AuditEntry[]): (events: readonly AuditEntry[]) => AuditEntry[] {
  const { places, firsts } = placesOf(ordered)
  return (events) => {
    let lowest = Number.POSITIVE_INFINITY
    for (const { event } of events) lowest = Math.min(lowest, event.lamport)
    /** How far each run is built on. */
    const reached = new Map<number, number>()
    const pending = events.flatMap(({ event }) => event.parents)
    for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
      const place = places.get(id)
      if (place === undefined || place.entry.event.lamport < lowest) continue
      const { run, at } = place
      const before = reached.get(run)
      if (before === undefined || before < at) reached.set(run, at)
      if (before === undefined) pending.push(...(firsts[run] as AuditEntry).event.parents)
    }
    return events.filter(({ id }) => {
      const { run, at } = places.get(id) as Place
      return (reached.get(run) ?? -1) < at
    })
  }
}
