import { longestAscending } from '../link/longest-ascending.ts'
import type { CriterionEntry, DeliverableEntry, Entry, MilestoneEntry, Program, TaskEntry } from '../link/program-types.ts'
import type { RecordType } from '../link/record-types.ts'
import type { FileMove, Move } from './compare-types.ts'
import type { MatchedRecords, RecordPair } from './match-records.ts'

type Place = Readonly<Partial<Record<Exclude<Move['what'], 'order'>, string | undefined>>>

/** Where a record belongs. Gates belong to what they are the gate of, and move with it. */
function placeOf(type: RecordType, entry: Entry<unknown>): Place {
  if (type === 'milestone') return { phase: (entry as MilestoneEntry).phase }
  if (type === 'deliverable') return { phase: (entry as DeliverableEntry).phase, milestone: (entry as DeliverableEntry).milestone }
  if (type === 'criterion') return { gate: (entry as CriterionEntry).gate }
  if (type !== 'task') return {}
  const { phases, milestone, parent } = entry as TaskEntry
  return { phase: phases.length === 0 ? undefined : phases.join(', '), milestone, parent }
}

const typeOfPlace = { phase: 'phase', milestone: 'milestone', parent: 'task', gate: 'gate' } as const

/** The phases, milestones, gates and parents that a record was moved between. */
export function movesOf({ type, before, after }: RecordPair, idInHead: MatchedRecords['idInHead']): Move[] {
  const [was, is] = [placeOf(type, before), placeOf(type, after)]
  return (Object.keys({ ...was, ...is }) as (keyof Place)[]).flatMap((what) => {
    const old = was[what]
      ?.split(', ')
      .map((id) => idInHead(id, typeOfPlace[what]))
      .join(', ')
    if (old === is[what]) return []
    return [{ what, ...(was[what] !== undefined && { before: was[what] }), ...(is[what] !== undefined && { after: is[what] }) }]
  })
}

/**
 * Milestones of a phase follow each other in the order in which they are written, so their order is part of the plan. The fewest that
 * explain the new order are told; the order of everything else says nothing.
 */
export function orderMoves(base: Program, head: Program, { pairs }: Pick<MatchedRecords, 'pairs'>): ReadonlyMap<Entry<unknown>, Move> {
  const found = new Map<Entry<unknown>, Move>()
  const beforeOf = new Map(pairs.flatMap((pair) => (pair.type === 'milestone' ? [[pair.after.id, pair.before as MilestoneEntry]] : [])))
  for (const phase of head.phases.values()) {
    const stayed = phase.milestones.flatMap((id) => {
      const before = beforeOf.get(id)
      const was = pairs.length === 0 || before === undefined ? undefined : base.phases.get(before.phase)?.milestones.indexOf(before.id)
      const after = head.milestones.get(id)
      return was === undefined || after === undefined ? [] : [{ after, from: before?.phase, was }]
    })
    const own = stayed.filter(({ from }) => from === stayed[0]?.from)
    const run = longestAscending(own.map(({ was }) => was))
    for (const [at, { after, was, from }] of own.entries()) {
      if (run.has(at)) continue
      const [before, now] = [from && base.phases.get(from)?.milestones[was - 1], phase.milestones[phase.milestones.indexOf(after.id) - 1]]
      found.set(after, { what: 'order', ...(before !== undefined && { before }), ...(now !== undefined && { after: now }) })
    }
  }
  return found
}

/** Files whose records lie in another file now, each pair once. `placed`: records ("task:T-1") whose move is told as one of its own. */
export function fileMoves(pairs: readonly RecordPair[], placed: ReadonlySet<string>): FileMove[] {
  const moves = new Map<string, { before: string; after: string; records: number }>()
  for (const { type, before, after } of pairs) {
    const [was, is] = [before.file.source.path, after.file.source.path]
    // What stands in another record goes where that goes: only what a file is about is counted.
    if (was === is || type === 'gate' || type === 'criterion' || placed.has(`${type}:${after.id}`)) continue
    const key = JSON.stringify([was, is])
    const known = moves.get(key)
    if (known === undefined) moves.set(key, { before: was, after: is, records: 1 })
    else known.records += 1
  }
  return [...moves].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, move]) => move)
}
