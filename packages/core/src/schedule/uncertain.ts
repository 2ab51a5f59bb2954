import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type Entry, locationOfEntry, type Program } from '../link/program-types.ts'
import type { RiskDelay, Spread } from '../schema/timing.ts'
import { statedState } from '../trace/risk-state.ts'
import { type Amount, parseDuration } from './duration.ts'
import type { Network, Piece } from './network-types.ts'
import type { ActivityKey } from './schedule-types.ts'
import { type Triangle, triangleOf } from './triangle.ts'

/** An amount of time that is not known: its name gives it a stream of random numbers of its own. */
export interface Unsure {
  readonly key: ActivityKey | `risk:${string}`
  readonly id: string
  readonly title: string
  /** Minutes, as the plan has it. */
  readonly triangle: Triangle
  /** 1 of an estimate; of a risk, how likely it happens. */
  readonly probability: number
  /** The share of it that is still to come: 1 of what has not begun. */
  readonly left: number
  /** Nodes of the network that it makes longer. An estimate takes the place of their length, a risk adds to it. */
  readonly nodes: readonly number[]
  /** Links that it makes longer: what delays a container delays its end after everything in it. */
  readonly links: readonly number[]
}

interface UncertainParts {
  readonly estimates: readonly Unsure[]
  readonly risks: readonly Unsure[]
  readonly diagnostics: readonly Diagnostic[]
}

interface ThreePoints {
  readonly low: string
  readonly likely?: string | undefined
  readonly high: string
}

type Points =
  | { readonly triangle: Triangle; readonly clock: boolean }
  | { readonly problem: string; readonly help: string; readonly field: string }

/** Reads three points: all of them amounts of one kind of time, in order. `usual` is the likely one where none is given. */
function readPoints(points: ThreePoints, usual: Pick<Amount, 'minutes' | 'calendar'> | undefined, units: Network['calendar']): Points {
  const read = (field: 'low' | 'likely' | 'high', text: string): Amount | Exclude<Points, { triangle: Triangle }> => {
    const found = parseDuration(text, units)
    if (!('unknown' in found)) return found
    return { problem: `${field} cannot be read: ${JSON.stringify(text)}`, help: found.help ?? 'write an amount of time: "3 days"', field }
  }
  const low = read('low', points.low)
  if ('problem' in low) return low
  const high = read('high', points.high)
  if ('problem' in high) return high
  const middle = { minutes: (low.minutes + high.minutes) / 2, calendar: low.calendar }
  const likely = points.likely === undefined ? (usual ?? middle) : read('likely', points.likely)
  if ('problem' in likely) return likely
  if (low.calendar !== likely.calendar || high.calendar !== likely.calendar || (usual !== undefined && usual.calendar !== likely.calendar))
    return {
      problem: 'some of it counts working days and some of it days of the calendar',
      help: 'write all of it in one kind of time',
      field: 'low',
    }
  if (!(low.minutes <= likely.minutes && likely.minutes <= high.minutes))
    return {
      problem: 'the likely amount is not between the low and the high one',
      help: 'low is what is missed one time in ten, high what is exceeded one time in ten; likely (or the duration) lies between',
      field: points.likely === undefined ? 'low' : 'likely',
    }
  return { triangle: triangleOf(low.minutes, likely.minutes, high.minutes), clock: likely.calendar }
}

type WithSpread = Entry<{ readonly spread?: Spread | undefined }>

function entryOf(program: Program, { type, id }: Piece): WithSpread | undefined {
  if (type === 'task') return program.tasks.get(id)
  return type === 'milestone' ? program.milestones.get(id) : type === 'phase' ? program.phases.get(id) : undefined
}

const unusable = (
  what: string,
  entry: Entry<unknown>,
  path: string,
  { problem, help, field }: Exclude<Points, { triangle: Triangle }>,
): Diagnostic =>
  diagnostic('schedule/spread', `the ${path} of ${what} ${entry.id} is left out: ${problem}`, {
    location: locationOfEntry(entry, path, field),
    help,
  })

/** What is not known of a program: three-point estimates of what is not done, and delays of risks that are not over. */
export function uncertainParts(program: Program, network: Network): UncertainParts {
  const diagnostics: Diagnostic[] = []
  const { pieces, state, duration, calendar } = network

  const estimateOf = (piece: Piece): Unsure[] => {
    const entry = entryOf(program, piece)
    const spread = entry?.record.spread
    if (entry === undefined || spread === undefined) return []
    const usual = piece.duration === undefined ? undefined : { minutes: piece.duration, calendar: piece.clock }
    const points = readPoints(spread, usual, calendar)
    if ('problem' in points) {
      diagnostics.push(unusable(piece.type, entry, 'spread', points))
      return []
    }
    const node = piece.work
    if (node < 0 || state[node] === 2) return []
    const left = state[node] === 1 && piece.duration !== undefined && piece.duration > 0 ? (duration[node] as number) / piece.duration : 1
    return [{ key: piece.key, id: piece.id, title: piece.title, triangle: points.triangle, probability: 1, left, nodes: [node], links: [] }]
  }

  const riskOf = (
    entry: Entry<{ readonly title: string; readonly status?: string | undefined; readonly delay?: RiskDelay | undefined }>,
  ): Unsure[] => {
    const { delay, title, status } = entry.record
    if (delay === undefined) return []
    const points = readPoints(delay, undefined, calendar)
    if ('problem' in points) {
      diagnostics.push(unusable('risk', entry, 'delay', points))
      return []
    }
    const affected = delay.affects.flatMap((id) => pieceOf(network, id) ?? [])
    const timeless = delay.affects.find((id) => pieceOf(network, id) === undefined)
    if (timeless !== undefined) {
      const problem = `${timeless} is no task, milestone or phase`
      diagnostics.push(unusable('risk', entry, 'delay', { problem, help: 'name what becomes longer', field: 'affects' }))
    }
    // What takes its time by the clock cannot be lengthened by working time, nor the other way round.
    const other = affected.find((piece) => !piece.isContainer && piece.duration !== undefined && piece.clock !== points.clock)
    if (other !== undefined || (points.clock && affected.some(({ isContainer }) => isContainer))) {
      const problem = `${other?.id ?? 'what it affects'} counts another kind of time`
      diagnostics.push(unusable('risk', entry, 'delay', { problem, help: 'write the delay in the time of what it affects', field: 'low' }))
      return []
    }
    const open = [...new Set(affected)].filter(({ last }) => last >= 0 && state[last] !== 2)
    if (statedState(status) === 'closed' || open.length === 0) return []
    // A container ends later; what is in it does not become longer.
    const nodes = open.flatMap(({ isContainer, work }) => (isContainer ? [] : [work]))
    const links = open.flatMap(({ isContainer, last }) => (isContainer ? linksToEnd(network, last) : []))
    return [
      { key: `risk:${entry.id}`, id: entry.id, title, triangle: points.triangle, probability: delay.probability, left: 1, nodes, links },
    ]
  }
  return { estimates: pieces.flatMap(estimateOf), risks: [...program.risks.values()].flatMap(riskOf), diagnostics }
}

function pieceOf({ indexOf, pieces }: Network, id: string): Piece | undefined {
  for (const type of ['task', 'milestone', 'phase'] as const) {
    const index = indexOf.get(`${type}:${id}`)
    if (index !== undefined) return pieces[index]
  }
  return undefined
}

/** The links from what a container holds, and from its own beginning, to its end. */
function linksToEnd({ into, intoAt, notes }: Network, last: number): number[] {
  const within = [...into.subarray(intoAt[last], intoAt[last + 1])]
  return within.filter((link) => notes[link]?.reason === 'contains' || notes[link]?.reason === 'own')
}
