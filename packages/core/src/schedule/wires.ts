import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { leavesOf } from '../link/checks-of.ts'
import { type Entry, locationOfEntry, type Program } from '../link/program-types.ts'
import type { TimedLink } from '../schema/timing.ts'
import { parseLag, parseOverlap, type WorkUnits } from './duration.ts'
import { FF, FS, type LinkNote, linkTypes, type Piece, SS } from './network-types.ts'
import type { Pieces } from './pieces.ts'
import type { ActivityKey, LinkReason } from './schedule-types.ts'

/** A link between two activities, before it is one between nodes. */
export interface Wire extends LinkNote {
  readonly reason: LinkReason
  readonly type: number
  readonly lag: number
  readonly clock: boolean
}

export interface Wires {
  readonly wires: readonly Wire[]
  readonly diagnostics: readonly Diagnostic[]
  /** Milestones, and phases, that follow one another only because nothing else is said. */
  readonly sequences: { readonly milestones: number; readonly phases: number }
}

type Place = Pick<Entry<unknown>, 'file' | 'pointer'>

/** The links that a program states, and those that follow from what it leaves open. */
export function collectWires(program: Program, { list, indexOf }: Pieces, units: WorkUnits, hasDates: boolean): Wires {
  const wires: Wire[] = []
  const diagnostics: Diagnostic[] = []
  const settings = program.file.record.schedule
  const link = (from: number, to: number, reason: LinkReason, entry?: Place, path?: string, type = FS, lag = 0, clock = false): void => {
    if (from !== to) wires.push({ from, to, reason, entry, path, type, lag, clock })
  }

  function addContents(): void {
    const holders = holdersOf(program, indexOf)
    for (const [index, piece] of list.entries()) {
      if (piece.type === 'gate') continue
      const held = new Set<number>(piece.parent >= 0 ? [piece.parent] : [])
      if (piece.type === 'task') for (const holder of holders.get(index) ?? []) held.add(holder)
      // It begins with the first that is still open, and holds up the end of each.
      const first = [...held].find((holder) => (list[holder] as Piece).progress !== 'done') ?? piece.parent
      if (first >= 0) link(first, index, 'contains', piece.entry, undefined, SS)
      for (const holder of held) {
        const isFree = piece.optional && !(list[holder] as Piece).optional
        if (!isFree) link(index, holder, 'contains', piece.entry, undefined, FF)
      }
    }
  }

  function addTimedLinks(
    to: number,
    entry: Entry<{ readonly depends?: readonly TimedLink[] | undefined }>,
    order: readonly string[],
  ): void {
    for (const [position, { on, type = 'FS', lag = '' }] of (entry.record.depends ?? []).entries()) {
      const from = order.map((kind) => indexOf.get(`${kind}:${on}` as ActivityKey)).find((index) => index !== undefined)
      if (from === undefined) continue
      const amount = lag === '' ? { minutes: 0, calendar: false } : parseLag(lag, units, settings?.lag ?? 'working')
      if ('unknown' in amount) {
        diagnostics.push(
          diagnostic('schedule/unreadable-duration', `the lag of ${entry.id} after ${on} cannot be read: ${JSON.stringify(lag)}`, {
            location: locationOfEntry(entry, 'depends', position, 'lag'),
            help: amount.help ?? 'write it as "2 days", "-1 week" or "3 calendar days"; it counts as none until then',
          }),
        )
      }
      const known = 'unknown' in amount ? { minutes: 0, calendar: false } : amount
      link(from, to, 'depends', entry, `depends/${position}`, linkTypes.indexOf(type), known.minutes, known.calendar)
    }
  }

  function addTasks(): void {
    for (const task of program.tasks.values()) {
      const to = indexOf.get(`task:${task.id}`)
      if (to === undefined) continue
      for (const [position, id] of (task.record.prerequisites ?? []).entries()) {
        const from = indexOf.get(`task:${id}`)
        if (from !== undefined) link(from, to, 'prerequisite', task, `prerequisites/${position}`)
      }
      addTimedLinks(to, task, ['task', 'milestone', 'phase'])
    }
  }

  /** What a relation says; milestones that have a place by it need none by their order. */
  function addRelations(): ReadonlySet<number> {
    const placed = new Set<number>()
    for (const milestone of program.milestones.values()) {
      const self = indexOf.get(`milestone:${milestone.id}`) as number
      addTimedLinks(self, milestone, ['milestone', 'task', 'phase'])
      if (milestone.record.depends !== undefined) placed.add(self)
      for (const [position, { type, milestone: id, amount, text }] of (milestone.record.relations ?? []).entries()) {
        const other = indexOf.get(`milestone:${id}`)
        if (other === undefined || other === self) continue
        const path = `relations/${position}`
        placed.add(type === 'before' ? other : self)
        if (type === 'before') link(self, other, 'relation', milestone, path)
        else if (type === 'after' || type === 'overlaps') {
          const said = parseOverlap(amount ?? (type === 'overlaps' ? text : undefined), units)
          if ('unknown' in said && (type === 'overlaps' || said.unknown !== 'none')) {
            diagnostics.push(
              diagnostic('schedule/unreadable-duration', `by how much ${milestone.id} ${type} ${id} cannot be read`, {
                location: locationOfEntry(milestone, path),
                help: 'add amount: "2 days" to the relation; until then one follows the other',
              }),
            )
          }
          const lag = 'unknown' in said ? 0 : said.minutes
          const clock = !('unknown' in said) && said.calendar
          link(other, self, 'relation', milestone, path, FS, type === 'overlaps' && lag > 0 ? -lag : lag, clock)
        } else {
          link(other, self, 'relation', milestone, path, SS)
          if (type === 'aligned') link(other, self, 'relation', milestone, path, FF)
        }
      }
    }
    return placed
  }

  /** One after the other, for those of a list that nothing else places; the number of links. */
  function addSequence(members: readonly number[], placed: ReadonlySet<number>, outgoing: ReadonlyMap<number, readonly number[]>): number {
    let count = 0
    for (const [position, index] of members.entries()) {
      if (placed.has(index)) continue
      const after = reach(index, outgoing)
      for (let before = position - 1; before >= 0; before--) {
        const previous = members[before] as number
        // What already waits for it, and what has no end, cannot be waited for.
        if (after.has(previous) || (list[previous] as Piece).open) continue
        const piece = list[index] as Piece
        link(previous, index, 'sequence', piece.entry)
        count++
        break
      }
    }
    return count
  }

  function addPhases(): void {
    for (const phase of program.phases.values()) {
      const to = indexOf.get(`phase:${phase.id}`) as number
      for (const [position, dependency] of (phase.record.dependencies ?? []).entries()) {
        const from = indexOf.get(`phase:${typeof dependency === 'string' ? dependency : dependency.phase}`)
        if (from !== undefined) link(from, to, 'phase', phase, `dependencies/${position}`)
      }
      addTimedLinks(to, phase, ['phase', 'milestone', 'task'])
    }
  }

  function addGates(): void {
    const ends = list.flatMap((piece, index) => (piece.type === 'phase' && piece.parent < 0 && !piece.open ? [index] : []))
    for (const gate of program.gates.values()) {
      const index = indexOf.get(`gate:${gate.id}`) as number
      const { parent } = list[index] as Piece
      if (gate.stage === 'entry' && parent >= 0) link(parent, index, 'gate', gate, undefined, SS)
      else if (parent >= 0) link(parent, index, 'gate', gate)
      else for (const phase of ends) link(phase, index, 'gate', gate)
      for (const criterion of gate.criteria) {
        if (criterion.record.level !== undefined && criterion.record.level !== 'required') continue
        for (const { leaf, pointer, proposed } of leavesOf(criterion.record)) {
          if (leaf.kind !== 'gate' || leaf.verdict !== undefined || proposed || /(?:^|\/)(?:any|nOf|not)(?:\/|$)/.test(pointer)) continue
          const asked = indexOf.get(`gate:${leaf.gate}`)
          if (asked !== undefined) link(asked, index, 'gate', criterion, `${pointer}/gate`)
        }
      }
    }
  }

  addContents()
  addTasks()
  addPhases()
  const placed = addRelations()
  const outgoing = outgoingOf(wires.filter(({ reason }) => reason === 'relation' || reason === 'depends'))
  let milestones = 0
  // Where there are no dates to give, only what is said gives an order.
  if (hasDates && settings?.milestones !== 'parallel') {
    for (const phase of program.phases.values()) {
      const members = phase.milestones.map((id) => indexOf.get(`milestone:${id}`) as number)
      if (members.length > 1) milestones += addSequence(members, placed, outgoing)
    }
  }
  const phases = hasDates && saysNothingOfPhases(program) ? sequencePhases(program, list, indexOf, addSequence) : 0
  addGates()
  return { wires, diagnostics, sequences: { milestones, phases } }
}

/** True when no phase has a window, a date, or a dependency: then they follow one another as they are listed. */
function saysNothingOfPhases(program: Program): boolean {
  const phases = [...program.phases.values()].map(({ record }) => record)
  return phases.every(
    ({ window, dependencies, depends, notBefore }) =>
      window === undefined && (dependencies ?? []).length === 0 && depends === undefined && notBefore === undefined,
  )
}

function sequencePhases(
  program: Program,
  list: readonly Piece[],
  indexOf: ReadonlyMap<ActivityKey, number>,
  addSequence: (members: readonly number[], placed: ReadonlySet<number>, outgoing: ReadonlyMap<number, readonly number[]>) => number,
): number {
  const parts = new Map<number, number[]>()
  for (const id of program.phases.keys()) {
    const index = indexOf.get(`phase:${id}`) as number
    const { parent } = list[index] as Piece
    parts.set(parent, [...(parts.get(parent) ?? []), index])
  }
  let count = 0
  for (const members of parts.values()) count += addSequence(members, new Set(), new Map())
  return count
}

function outgoingOf(wires: readonly Wire[]): Map<number, number[]> {
  const outgoing = new Map<number, number[]>()
  for (const { from, to } of wires) outgoing.set(from, [...(outgoing.get(from) ?? []), to])
  return outgoing
}

/** Everything that comes after one by links that are stated. */
function reach(from: number, outgoing: ReadonlyMap<number, readonly number[]>): ReadonlySet<number> {
  const met = new Set([from])
  for (const at of met) for (const to of outgoing.get(at) ?? []) met.add(to)
  return met
}

/** The milestones and phases that list a task themselves, in order; a milestone stands for its phase. */
function holdersOf(program: Program, indexOf: ReadonlyMap<ActivityKey, number>): ReadonlyMap<number, readonly number[]> {
  const holders = new Map<number, number[]>()
  const hold = (tasks: readonly (string | { readonly id: string })[] | undefined, holder: number, except: ReadonlySet<number>): number[] =>
    (tasks ?? []).flatMap((one) => {
      const task = indexOf.get(`task:${typeof one === 'string' ? one : one.id}`)
      if (task === undefined || except.has(task)) return []
      const before = holders.get(task)
      if (before) before.push(holder)
      else holders.set(task, [holder])
      return [task]
    })
  for (const phase of program.phases.values()) {
    const inMilestones = new Set<number>()
    for (const id of phase.milestones) {
      const tasks = program.milestones.get(id)?.record.tasks
      for (const task of hold(tasks, indexOf.get(`milestone:${id}`) as number, new Set())) inMilestones.add(task)
    }
    hold(phase.record.tasks, indexOf.get(`phase:${phase.id}`) as number, inMilestones)
  }
  return holders
}
