import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import type { Entry } from '../link/program-types.ts'
import type { LinkType } from '../schema/timing.ts'
import type { UnknownAmount } from './duration.ts'
import type { ActivityKey, ActivityType, LinkReason, Progress, ScheduleAssumption, ScheduleMode } from './schedule-types.ts'
import type { WeekWindow } from './window.ts'
import type { WorkCalendar } from './work-calendar.ts'

/** Link types as the numbers in a network. */
export const linkTypes: readonly LinkType[] = ['FS', 'SS', 'FF', 'SF']
export const FS = 0
export const SS = 1
export const FF = 2
export const SF = 3

/** An activity of a program, before any date. Containers have a node where they begin and one where they end. */
export interface Piece {
  readonly key: ActivityKey
  readonly type: ActivityType
  readonly id: string
  readonly title: string
  readonly entry: Pick<Entry<unknown>, 'file' | 'pointer'>
  parent: number
  readonly phases: readonly string[]
  readonly owner: string | undefined
  readonly optional: boolean
  /** Working minutes, or minutes of the clock. */
  readonly duration: number | undefined
  readonly clock: boolean
  readonly unknown: UnknownAmount['unknown'] | undefined
  /** What it holds decides its length: its own duration is the least. */
  readonly isContainer: boolean
  open: boolean
  progress: Progress
  done: number
  /** The node that bounds from outside reach, the node that stands for its start, the one of its finish, and that of its own length. */
  first: number
  start: number
  last: number
  work: number
  readonly window: WeekWindow | undefined
  readonly due: string | undefined
}

/** What a link is there for; arrays of the network hold the rest. */
export interface LinkNote {
  readonly from: number
  readonly to: number
  readonly reason: LinkReason | 'own'
  readonly entry: Pick<Entry<unknown>, 'file' | 'pointer'> | undefined
  readonly path: string | undefined
}

/** A constraint that is no link. */
export interface Bound {
  readonly node: number
  readonly at: number
  readonly reason: 'window' | 'not-before'
  readonly location: Location | undefined
}

/** The program as arrays: what the solver works on. Nodes are in no order; `order` is one in which every link leads forward. */
export interface Network {
  readonly size: number
  readonly pieces: readonly Piece[]
  readonly indexOf: ReadonlyMap<ActivityKey, number>
  readonly mode: ScheduleMode
  readonly calendar: WorkCalendar
  /** Piece of each node. */
  readonly owner: Int32Array
  readonly order: Int32Array
  /** By node: length in minutes, of the clock where `clock` is 1. */
  readonly duration: Float64Array
  readonly clock: Uint8Array
  /** By node: the earliest start that a constraint allows. */
  readonly floor: Float64Array
  /** By node: 1 where its finish is part of the finish of the program, 2 where it has no end, else 0. */
  readonly ends: Uint8Array
  /** By node, of a forecast: 0 to come, 1 started, 2 done. */
  readonly state: Uint8Array
  /** By node: when it really began and ended; NaN where that is not known. */
  readonly began: Float64Array
  readonly ended: Float64Array
  /** By node: the latest that what is over can have ended, for want of a date of its own: when what holds it ended, or now. */
  readonly until: Float64Array
  /** The instant before which nothing unfinished lies; -Infinity without a forecast. */
  readonly now: number
  /** Links by number; `into` lists the links into a node from intoAt[node] to intoAt[node + 1], `outOf` those out of it. */
  readonly linkFrom: Int32Array
  readonly linkTo: Int32Array
  readonly linkType: Uint8Array
  readonly linkLag: Float64Array
  readonly linkClock: Uint8Array
  /** Some lag is counted on the clock. */
  readonly hasClockLags: boolean
  readonly notes: readonly LinkNote[]
  readonly into: Int32Array
  readonly intoAt: Int32Array
  readonly outOf: Int32Array
  readonly outOfAt: Int32Array
  readonly bounds: readonly Bound[]
  readonly assumptions: readonly ScheduleAssumption[]
  readonly diagnostics: readonly Diagnostic[]
  /** Day of the data date; undefined without a forecast. */
  readonly dataDay: number | undefined
  readonly start: string
  readonly program: string
}
