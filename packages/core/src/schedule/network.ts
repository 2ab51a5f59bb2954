import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type Entry, locationOfEntry, type Program } from '../link/program-types.ts'
import { assumptionsOf } from './assumptions.ts'
import { breakCycles, type NodeLink } from './break-cycles.ts'
import { dayNumber, isoDay } from './civil-day.ts'
import type { WorkUnits } from './duration.ts'
import { type Bound, FS, type LinkNote, type Network, type Piece, SF, SS } from './network-types.ts'
import { collectPieces } from './pieces.ts'
import { carryProgress } from './progress.ts'
import type { ScheduleMode, ScheduleOptions } from './schedule-types.ts'
import { readStates } from './states.ts'
import { adjacency, filled, topologicalOrder } from './topology.ts'
import { instantOfWeek } from './window.ts'
import { collectWires, type Wire } from './wires.ts'
import { minutesOfDay, workCalendar } from './work-calendar.ts'

/** The Monday that a plan without a start begins on, for want of another. */
export const imaginaryStart = '2001-01-01'

/** What the durations of a program are counted with. */
export function unitsOf(program: Program): WorkUnits {
  const { calendar } = program.file.record
  return {
    minutesPerDay: minutesOfDay(program.file.record),
    daysPerWeek: calendar?.workingDays === undefined ? 5 : new Set(calendar.workingDays).size,
  }
}

function modeOf(program: Program, pieces: readonly Piece[], options: ScheduleOptions): ScheduleMode {
  const hasTime = pieces.some(({ type, duration, window }) => type !== 'gate' && (duration !== undefined || window !== undefined))
  if (!hasTime) return 'order'
  return options.from !== undefined || program.file.record.start !== undefined ? 'dated' : 'relative'
}

/** Gives every activity its nodes; the number of nodes, and which activity each belongs to. */
function placeNodes(pieces: readonly Piece[]): number[] {
  const owner: number[] = []
  const node = (index: number): number => owner.push(index) - 1
  for (const [index, piece] of pieces.entries()) {
    piece.first = node(index)
    piece.start = piece.first
    const isTimed = piece.duration !== undefined || (piece.type === 'phase' && piece.window?.to !== undefined)
    if (piece.isContainer) {
      piece.work = isTimed ? node(index) : -1
      piece.last = node(index)
    } else {
      piece.work = piece.first
      piece.last = piece.first
    }
  }
  return owner
}

/** What an entry gate lets begin waits for it. */
function placeEntryGates(program: Program, indexOf: Network['indexOf'], pieces: readonly Piece[]): void {
  for (const { id, stage, phase } of program.gates.values()) {
    const index = stage === 'entry' && phase !== undefined ? indexOf.get(`phase:${phase}`) : undefined
    if (index !== undefined) (pieces[index] as Piece).start = (pieces[indexOf.get(`gate:${id}`) as number] as Piece).first
  }
}

function nodeLinks(wires: readonly Wire[], pieces: readonly Piece[]): NodeLink[] {
  const links: NodeLink[] = []
  for (const wire of wires) {
    const from = pieces[wire.from] as Piece
    const to = pieces[wire.to] as Piece
    const fromStart = wire.type === SS || wire.type === SF
    const isEntryGate = wire.reason === 'gate' && from.start === to.first
    links.push({
      from: fromStart ? (isEntryGate ? from.first : from.start) : from.last,
      to: wire.type === FS || wire.type === SS ? to.first : to.last,
      type: wire.type,
      lag: wire.lag,
      clock: wire.clock,
      note: wire,
    })
  }
  for (const [index, { isContainer, start, work, last, entry }] of pieces.entries()) {
    if (!isContainer) continue
    const note: LinkNote = { from: index, to: index, reason: 'own', entry, path: undefined }
    const own = (from: number, to: number): void => {
      links.push({ from, to, type: FS, lag: 0, clock: false, note })
    }
    if (work >= 0) {
      own(start, work)
      own(work, last)
    } else own(start, last)
  }
  return links
}

/** Activities of which something inside has a duration. */
function timedContainers(pieces: readonly Piece[], indexOf: Network['indexOf']): ReadonlySet<number> {
  const timed = new Set<number>()
  for (const piece of pieces) {
    if (piece.type === 'gate' || (piece.duration === undefined && (piece.type !== 'phase' || piece.window === undefined))) continue
    for (let at = piece.parent, depth = 0; at >= 0 && !timed.has(at) && depth < 100; at = (pieces[at] as Piece).parent, depth++)
      timed.add(at)
    // A task may be in phases that are not above it.
    if (piece.phases.length > 1) for (const id of piece.phases) timed.add(indexOf.get(`phase:${id}`) ?? -1)
  }
  return timed
}

/** Makes the network of a program: everything that a schedule, a simulation or an explanation solves. Linear in activities and links. */
export function networkOf(program: Program, options: ScheduleOptions = {}): Network {
  const units = unitsOf(program)
  const collected = collectPieces(program, units, options)
  const { list: pieces, indexOf } = collected
  carryProgress(pieces)
  const mode = modeOf(program, pieces, options)
  const hasDates = mode !== 'order'
  const start = mode === 'dated' ? (options.from ?? program.file.record.start ?? imaginaryStart) : imaginaryStart
  const calendar = workCalendar(program.file.record, dayNumber(start), mode === 'dated')
  const collectedWires = collectWires(program, collected, units, hasDates)

  const owner = Int32Array.from(placeNodes(pieces))
  placeEntryGates(program, indexOf, pieces)
  const size = owner.length
  const { links, diagnostics: circles } = breakCycles(
    size,
    nodeLinks(collectedWires.wires, pieces),
    pieces,
    (node) => owner[node] as number,
  )

  const duration = new Float64Array(size)
  const clock = new Uint8Array(size)
  const floor = new Float64Array(size)
  const ends = new Uint8Array(size)
  const bounds: Bound[] = []
  const timed = timedContainers(pieces, indexOf)
  const bound = (
    node: number,
    at: number,
    reason: Bound['reason'],
    entry: Pick<Entry<unknown>, 'file' | 'pointer'>,
    field: string,
  ): void => {
    bounds.push({ node, at, reason, location: locationOfEntry(entry, field) })
    floor[node] = Math.max(floor[node] as number, at)
  }
  for (const [index, piece] of pieces.entries()) {
    const { window, entry, type, first, last, work } = piece
    ends[last] = piece.open ? 2 : piece.optional ? 0 : 1
    if (!hasDates) {
      // Without a duration every piece of work counts one: the longest chain is that of the most steps.
      if (!piece.isContainer && type !== 'gate') duration[work] = 1
      continue
    }
    if (window !== undefined) bound(first, instantOfWeek(window.from, calendar), 'window', entry, 'window')
    const notBefore = (entry as Entry<{ readonly notBefore?: string | undefined }>).record?.notBefore
    if (notBefore !== undefined && type !== 'gate' && mode === 'dated') {
      bound(first, calendar.beginOf(dayNumber(notBefore)), 'not-before', entry, 'notBefore')
    }
    if (work < 0) continue
    if (piece.duration !== undefined) {
      duration[work] = piece.duration
      clock[work] = piece.clock ? 1 : 0
    } else if (window?.to !== undefined && !timed.has(index)) {
      duration[work] = instantOfWeek(window.to, calendar) - instantOfWeek(window.from, calendar)
    }
  }
  // What stands at the end, or the beginning, of a phase without an end is no end either.
  for (const piece of pieces) if (piece.type === 'gate' && pieces[piece.parent]?.open === true) ends[piece.last] = 2

  const linkFrom = filled(new Int32Array(links.length), links, ({ from }) => from)
  const linkTo = filled(new Int32Array(links.length), links, ({ to }) => to)
  const into = adjacency(size, linkTo)
  const outOf = adjacency(size, linkFrom)
  const states = readStates(pieces, options, calendar, mode, { size, duration, units, clock })
  const diagnostics: Diagnostic[] = [...collected.diagnostics, ...collectedWires.diagnostics, ...circles]
  return {
    program: program.id,
    size,
    pieces,
    indexOf,
    mode,
    calendar,
    start: isoDay(calendar.startDay),
    owner,
    order: topologicalOrder(size, linkTo, outOf),
    duration,
    clock,
    floor,
    ends,
    ...states,
    linkFrom,
    linkTo,
    linkType: filled(new Uint8Array(links.length), links, ({ type }) => type),
    linkLag: filled(new Float64Array(links.length), links, ({ lag }) => (hasDates ? lag : 0)),
    linkClock: filled(new Uint8Array(links.length), links, ({ clock: isClock }) => (hasDates && isClock ? 1 : 0)),
    hasClockLags: hasDates && links.some(({ clock }) => clock),
    notes: links.map(({ note }) => note),
    into: into.links,
    intoAt: into.at,
    outOf: outOf.links,
    outOfAt: outOf.at,
    bounds,
    assumptions: assumptionsOf(program, mode, collected, collectedWires, options),
    diagnostics,
  }
}
