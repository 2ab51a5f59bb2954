import { compareIds } from '../link/natural-order.ts'
import {
  type CriterionEntry,
  type Entry,
  type GateEntry,
  locationOfEntry,
  type MilestoneEntry,
  type Program,
  type TaskEntry,
} from '../link/program-types.ts'
import { type RecordType, recordTypes } from '../link/record-types.ts'
import type { Move, RecordChange } from './compare-types.ts'
import { fieldChanges, type Reading } from './field-changes.ts'
import type { MatchedRecords, RecordPair } from './match-records.ts'
import { movesOf, orderMoves } from './moves.ts'

type Fields = Readonly<Record<string, unknown>>

/** What a record is called: its title, name or statement. */
export function titleOf({ record }: Entry<unknown>): string {
  const { title, name, statement } = record as Fields
  return String(title ?? name ?? statement ?? '')
}

/** What a record stands in, as "type:id"; it was added or removed with it. */
function holdersOf(type: RecordType, entry: Entry<unknown>, program: Program): string[] {
  const { phase, milestone } = entry as { readonly phase?: unknown; readonly milestone?: unknown }
  const held: string[] = []
  if (type === 'criterion') {
    const gate = program.gates.get((entry as CriterionEntry).gate)
    held.push(`gate:${(entry as CriterionEntry).gate}`)
    if (gate?.milestone !== undefined) held.push(`milestone:${gate.milestone}`)
    if (gate?.phase !== undefined) held.push(`phase:${gate.phase}`)
  }
  if (type === 'task') {
    const { parent, phases } = entry as TaskEntry
    if (parent !== undefined) held.push(`task:${parent}`)
    if (typeof milestone === 'string') held.push(`milestone:${milestone}`)
    // A task that several phases hold came with none of them.
    if (phases.length === 1) held.push(`phase:${phases[0]}`)
    return held
  }
  if ((type === 'gate' || type === 'deliverable') && typeof milestone === 'string') held.push(`milestone:${milestone}`)
  if ((type === 'gate' || type === 'deliverable' || type === 'milestone') && typeof phase === 'string')
    held.push(`phase:${(entry as MilestoneEntry).phase}`)
  return held
}

type Unpaired = MatchedRecords['added']

function comeOrGone(change: 'added' | 'removed', program: Program, entries: Unpaired): RecordChange[] {
  const keys = new Set(entries.map(({ type, entry }) => `${type}:${entry.id}`))
  return entries.map(({ type, entry }) => {
    // The widest of what came or went with it.
    const within = holdersOf(type, entry, program)
      .filter((key) => keys.has(key))
      .at(-1)
    return {
      change,
      type,
      id: entry.id,
      title: titleOf(entry),
      location: locationOfEntry(entry),
      fields: [],
      moved: [],
      ...(within !== undefined && { within }),
    }
  })
}

/** The gate of a phase or milestone has its id from there: that of the phase or milestone is told. */
const isOfPlace = ({ stage }: GateEntry): boolean => stage === 'entry' || stage === 'exit' || stage === 'acceptance'

function pairChange(pair: RecordPair, reading: Reading, moved: readonly Move[]): RecordChange | undefined {
  const { type, before, after } = pair
  const isRenamed = before.id !== after.id
  const fields = before.record === after.record ? [] : fieldChanges(type, before.record as Fields, after.record as Fields, reading)
  const isTold = isRenamed && !(type === 'gate' && isOfPlace(after as GateEntry))
  if (!isTold && fields.length === 0 && moved.length === 0) return undefined
  return {
    change: isTold ? 'renamed' : fields.length > 0 ? 'changed' : 'moved',
    type,
    id: after.id,
    ...(isRenamed && { was: before.id }),
    title: titleOf(after),
    location: locationOfEntry(after),
    fields,
    moved,
  }
}

/** What became of the records of a program, by type in the order of the help and by id. */
export function recordChanges(base: Program, head: Program, matched: MatchedRecords): RecordChange[] {
  const order = orderMoves(base, head, matched)
  const idInHead = (id: string): string => matched.idInHead(id)
  const initial = (type: RecordType): Reading => {
    if (type !== 'task' && type !== 'milestone') return { idInHead }
    return { idInHead, initialState: { before: base.states[type][0] as string, after: head.states[type][0] as string } }
  }
  const changes = [
    ...comeOrGone('added', head, matched.added),
    ...comeOrGone('removed', base, matched.removed),
    ...matched.pairs.flatMap((pair) => {
      const place = order.get(pair.after)
      return pairChange(pair, initial(pair.type), [...movesOf(pair, matched.idInHead), ...(place === undefined ? [] : [place])]) ?? []
    }),
  ]
  const rank = new Map(recordTypes.map((type, index) => [type, index]))
  const rankOf = (type: RecordType): number => rank.get(type) as number
  return changes.sort((a, b) => rankOf(a.type) - rankOf(b.type) || compareIds(a.id, b.id) || (a.change < b.change ? -1 : 1))
}
