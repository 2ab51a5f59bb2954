import type { Loaded } from '../load/loaded.ts'
import type { PhaseFile } from '../schema/phase.ts'
import { compareIds } from './natural-order.ts'

/** First week of a window: 0 for "0-2", 28 for "28+"; undefined without a window. */
export function windowStart(window: string | undefined): number | undefined {
  const start = window === undefined ? undefined : /^\d+(?:\.\d+)?/.exec(window)?.[0]
  return start === undefined ? undefined : Number(start)
}

/** The ids of the phases that a phase says it depends on, as written. */
export function dependenciesOf(phase: Pick<PhaseFile, 'dependencies'>): string[] {
  return (phase.dependencies ?? []).map((dependency) => (typeof dependency === 'string' ? dependency : dependency.phase))
}

/** Ids so that what a phase depends on, and what it is a part of, comes first; else in order of id. Circles are cut where they are met. */
function dependencyOrder(phases: ReadonlyMap<string, PhaseFile>): Map<string, number> {
  const before = (id: string): string[] => {
    const phase = phases.get(id) as PhaseFile
    const ids = dependenciesOf(phase)
    if (phase.parent !== undefined) ids.push(phase.parent)
    return ids.filter((one) => phases.has(one)).sort(compareIds)
  }
  const rank = new Map<string, number>()
  const met = new Set<string>()
  for (const root of [...phases.keys()].sort(compareIds)) {
    if (met.has(root)) continue
    met.add(root)
    const open = [{ id: root, waiting: before(root), next: 0 }]
    for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
      const id = top.waiting[top.next++]
      if (id === undefined) {
        rank.set(top.id, rank.size)
        open.pop()
      } else if (!met.has(id)) {
        met.add(id)
        open.push({ id, waiting: before(id), next: 0 })
      }
    }
  }
  return rank
}

export type LoadedPhase = Loaded<PhaseFile> & { readonly record: PhaseFile }

/** Phases by the start of their window (none: last), then dependencies first, then id. The order of the files does not matter. */
export function orderPhases(phases: readonly LoadedPhase[]): LoadedPhase[] {
  const rank = dependencyOrder(new Map(phases.map(({ record }) => [record.id, record])))
  const keyed = phases.map((phase) => ({
    phase,
    start: windowStart(phase.record.window) ?? Number.POSITIVE_INFINITY,
    rank: rank.get(phase.record.id) as number,
  }))
  keyed.sort((a, b) => (a.start === b.start ? a.rank - b.rank : a.start - b.start))
  return keyed.map(({ phase }) => phase)
}
