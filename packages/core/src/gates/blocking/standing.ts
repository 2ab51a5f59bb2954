import type { Location } from '../../diagnostics/diagnostic.ts'
import type { Program } from '../../link/program-types.ts'
import type { PhaseState } from '../phase-state.ts'
import type { CriterionResult, GateResult } from '../result.ts'

/** What can hold up work. `role`: nobody holds it; `owner`: the milestone of this id has none. */
export type BlockerType = 'task' | 'milestone' | 'phase' | 'gate' | 'criterion' | 'role' | 'owner'

/** Something that has to happen first. */
export interface Need {
  readonly type: BlockerType
  readonly id: string
  /** What joins the two, before the id of the second: "needs", "is in B, which comes after". Empty for a criterion of a gate. */
  readonly how: string
}

/** How one thing stands on its way to its end: a task that is done, a phase that is closed, a gate that is met. */
export interface Standing {
  readonly title: string
  /** In words: "open, in no phase", "unmet". */
  readonly state: string
  readonly location: Location
  /** What has to happen before it begins, or once that is nothing, before its end. */
  readonly needs: readonly Need[]
  /** How many needs of its end come after those of its beginning. */
  readonly later?: number
  /** The command that takes it on: to its end, or one step nearer. */
  readonly command?: string | undefined
  /** The next step can be taken although its end still needs something. */
  readonly canStep?: boolean
  /** What to do where no command does it. */
  readonly advice?: string
}

/** What is known of a program when it is asked what holds up its work. */
export interface Blocking {
  readonly program: Program
  readonly stateOf: (phase: string) => PhaseState
  readonly gates: ReadonlyMap<string, GateResult>
  readonly criteria: ReadonlyMap<string, CriterionResult>
  /** True where tasks are meant to be in phases. */
  readonly hasSchedule: boolean
  /** Milestones that come before another one, by what the two say of each other. */
  readonly before: ReadonlyMap<string, readonly string[]>
}

/** What keeps a thing from beginning hides what it needs for its end. */
export function firstNeeds(beginning: readonly Need[], end: readonly Need[]): Pick<Standing, 'needs' | 'later'> {
  return beginning.length === 0 ? { needs: end } : { needs: beginning, later: end.length }
}

/** Words of a state as people write them: "in progress". */
export const inWords = (state: string): string => state.replace(/-/g, ' ')
