import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { sortDiagnostics } from '../diagnostics/order.ts'
import type { Program } from '../link/program-types.ts'
import { isoDay } from './civil-day.ts'
import { networkOf } from './network.ts'
import type { Network, Piece } from './network-types.ts'
import { randomStream } from './random.ts'
import type { ActivityKey, ActivityType, ScheduleMode, ScheduleOptions } from './schedule-types.ts'
import { type Contribution, contributions } from './sensitivity.ts'
import { finishOf, newSolution, solveForward } from './solve.ts'
import { pathTracer } from './trial-path.ts'
import { quantileOf } from './triangle.ts'
import { type Unsure, uncertainParts } from './uncertain.ts'

export type { Contribution } from './sensitivity.ts'

export interface SimulationOptions extends ScheduleOptions {
  /** Any whole number: the same one gives the same answer, byte for byte. Default 1. */
  readonly seed?: number
  /** Default 1,000; at least 1, at most 100,000. */
  readonly trials?: number
  /** Called now and then with the trials that are done. */
  readonly onProgress?: (done: number, trials: number) => void
}

/** An instant of the schedule, and the last working day before it. */
export interface SimulatedDate {
  /** Working minutes from the start of the schedule. */
  readonly at: number
  /** YYYY-MM-DD; of a relative schedule a day of its imaginary year. */
  readonly date: string
}

/** When something ends, as the trials have it. */
export interface SimulatedEnd {
  readonly key: ActivityKey | 'program'
  readonly id: string
  readonly title: string
  readonly type: ActivityType | 'program'
  /** With every duration as the plan has it and without any delay. */
  readonly planned: SimulatedDate
  readonly p50: SimulatedDate
  readonly p80: SimulatedDate
  readonly p95: SimulatedDate
  /** Working minutes. */
  readonly mean: number
  readonly deviation: number
  /** The share of the trials that ended no later than planned. */
  readonly chance: number
}

export interface Simulation {
  readonly program: string
  readonly mode: ScheduleMode
  readonly seed: number
  readonly trials: number
  readonly minutesPerDay: number
  readonly start: string
  /** The program first, then phases and gates in order of the plan; what is done, has no end, or never varies with anything is in it too. */
  readonly ends: readonly SimulatedEnd[]
  /** Estimates and risks, those that the finish depends on most first. */
  readonly contributions: readonly Contribution[]
  /** By activity: the share of the trials in which it was on a longest path to the finish. Containers have none. */
  readonly criticality: ReadonlyMap<ActivityKey, number>
  readonly estimates: number
  readonly risks: number
  /** Activities that have a duration and no spread: they never vary. */
  readonly fixed: number
  readonly diagnostics: readonly Diagnostic[]
}

const mostTrials = 100_000
const progressEvery = 50

interface Target {
  readonly end: Pick<SimulatedEnd, 'key' | 'id' | 'title' | 'type'>
  /** Undefined: the finish of everything. */
  readonly node: number | undefined
}

function targetsOf(program: Program, { pieces, ends, state }: Network): Target[] {
  const ofPiece = ({ key, id, title, type, last }: Piece): Target => ({ end: { key, id, title, type }, node: last })
  const isAhead = ({ type, last }: Piece): boolean =>
    (type === 'phase' || type === 'gate') && last >= 0 && ends[last] !== 2 && state[last] !== 2
  return [
    { end: { key: 'program', id: program.id, title: program.name, type: 'program' }, node: undefined },
    ...pieces.filter(isAhead).map(ofPiece),
  ]
}

/**
 * Plays a schedule many times: every estimate with a spread takes a length of its triangle, every risk happens as often as it says.
 * Amounts vary independently of each other. Undefined where there is no end to speak of: of a plan without durations.
 */
export function simulate(program: Program, options: SimulationOptions = {}): Simulation | undefined {
  const network = networkOf(program, options)
  if (network.mode === 'order') return undefined
  const { seed = 1, onProgress } = options
  const trials = Math.max(1, Math.min(mostTrials, Math.floor(options.trials ?? 1000)))
  const { estimates, risks, diagnostics } = uncertainParts(program, network)
  const unsure = [...estimates, ...risks]
  const streams = unsure.map(({ key }) => randomStream(Math.trunc(seed), key))
  const targets = targetsOf(program, network)
  // Where nothing varies one trial is as good as a thousand.
  const runs = unsure.length === 0 ? 1 : trials
  const found = targets.map(() => new Float64Array(runs))
  const solution = newSolution(network)
  const lag = Float64Array.from(network.linkLag)
  const played: Network = { ...network, linkLag: lag }
  const trace = pathTracer(played)
  const counts = new Float64Array(network.size)
  const sensitivity = contributions(unsure, network)
  const duration = Float64Array.from(network.duration)

  const endOf = (node: number | undefined): number =>
    node === undefined ? (finishOf(network, solution) ?? 0) : (solution.finish[node] as number)
  solveForward(network, duration, solution)
  const planned = targets.map(({ node }) => endOf(node))

  const amounts = new Float64Array(unsure.length)
  for (let trial = 0; trial < runs; trial++) {
    duration.set(network.duration)
    lag.set(network.linkLag)
    for (let index = 0; index < unsure.length; index++) {
      const part = unsure[index] as Unsure
      amounts[index] = drawn(part, streams[index] as () => number)
      const minutes = Math.round((amounts[index] as number) * part.left)
      const isRisk = index >= estimates.length
      for (const node of part.nodes) duration[node] = isRisk ? (duration[node] as number) + minutes : minutes
      for (const link of part.links) lag[link] = (lag[link] as number) + minutes
    }
    solveForward(played, duration, solution)
    for (const [index, { node }] of targets.entries()) (found[index] as Float64Array)[trial] = endOf(node)
    const finish = (found[0] as Float64Array)[trial] as number
    const path = trace(duration, solution, finish)
    for (const node of path.critical) counts[node] = (counts[node] as number) + 1
    sensitivity.add(amounts, path, finish)
    if (trial % progressEvery === 0) onProgress?.(trial, runs)
  }
  const varying = new Set<string>(estimates.map(({ key }) => key))
  return {
    program: program.id,
    mode: network.mode,
    seed,
    trials,
    minutesPerDay: network.calendar.minutesPerDay,
    start: network.start,
    ends: targets.map(({ end }, index) => ({ ...end, ...summaryOf(found[index] as Float64Array, planned[index] as number, network) })),
    contributions: sensitivity.of((node) => (counts[node] as number) / runs),
    criticality: new Map(
      network.pieces.flatMap((piece): [ActivityKey, number][] =>
        piece.isContainer || piece.type === 'gate' || piece.work < 0 ? [] : [[piece.key, (counts[piece.work] as number) / runs]],
      ),
    ),
    estimates: estimates.length,
    risks: risks.length,
    fixed: network.pieces.filter((piece) => isFixed(piece, network, varying)).length,
    diagnostics: sortDiagnostics(diagnostics),
  }
}

/** One draw: of a risk nothing when it does not happen. Two numbers are taken for a risk whatever comes of it, so that trials stay comparable. */
function drawn({ triangle, probability }: Unsure, next: () => number): number {
  const share = next()
  if (probability < 1 && next() >= probability) return 0
  // A tail that would reach below nothing ends there: the tenth percentile stays where it is.
  return Math.max(0, quantileOf(triangle, share))
}

function isFixed({ key, duration, work, type }: Piece, { state }: Network, varying: ReadonlySet<string>): boolean {
  return type !== 'gate' && duration !== undefined && work >= 0 && state[work] !== 2 && !varying.has(key)
}

/** The value that a share of a sorted list is not above: the smallest one of its rank. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
  return sorted[Math.max(0, Math.ceil(share * sorted.length - 1e-9) - 1)] as number
}

function summaryOf(values: Float64Array, planned: number, { calendar }: Network): Omit<SimulatedEnd, 'key' | 'id' | 'title' | 'type'> {
  const sorted = Float64Array.from(values).sort()
  const dated = (at: number): SimulatedDate => ({ at, date: isoDay(calendar.dayOf(at, 'finish')) })
  let [sum, squares, inTime] = [0, 0, 0]
  for (const value of sorted) {
    sum += value
    if (value <= planned) inTime++
  }
  const mean = sum / sorted.length
  for (const value of sorted) squares += (value - mean) ** 2
  return {
    planned: dated(planned),
    p50: dated(percentile(sorted, 0.5)),
    p80: dated(percentile(sorted, 0.8)),
    p95: dated(percentile(sorted, 0.95)),
    mean,
    deviation: Math.sqrt(squares / sorted.length),
    chance: inTime / sorted.length,
  }
}
