import { approversOfGate } from '../gates/approvals/approvers.ts'
import { acceptanceRule } from '../gates/approvals/policy-rules.ts'
import type { Case } from '../gates/case.ts'
import { notAccepted } from '../gates/change/accepted.ts'
import type { GateResult } from '../gates/result.ts'
import { command } from '../link/command-line.ts'
import type { MilestoneEntry, PhaseEntry, Program } from '../link/program-types.ts'
import { wordOf } from '../link/state.ts'
import type { StateChange } from './edit-state.ts'
import type { Stamp, Step } from './plan.ts'
import { notAuthorized } from './policy-guard.ts'
import { programAfter } from './program-after.ts'
import { milestoneTransition } from './transition.ts'

/**
 * Judges gates of a program on a case; one result for each, in any order. Both are as some steps leave them, so that what is known of
 * the files can follow.
 */
export type JudgeOfReview = (after: Case, gateIds: readonly string[], program: Program, steps: readonly Step[]) => readonly GateResult[]

/** A milestone that becomes accepted with the review. */
export type Acceptance = StateChange & { readonly entry: MilestoneEntry }

/** The milestones of a phase that are under review: those that the review accepts, and those that it leaves as they are. */
export interface Acceptances {
  readonly accepted: readonly Acceptance[]
  readonly left: readonly { readonly id: string; readonly because: string }[]
}

/** Milestones of a phase that were submitted and not decided on. Where the words of the program have no such state, there are none. */
function underReview(program: Program, phase: PhaseEntry): MilestoneEntry[] {
  const words = program.states.milestone
  const submitted = milestoneTransition(words, 'submit')?.to
  if (submitted === undefined) return []
  return phase.milestones
    .flatMap((id) => program.milestones.get(id) ?? [])
    .filter(({ record }) => wordOf(record.state, words) === submitted)
}

/** Why somebody may not accept a milestone; undefined when they may. */
function barredFor(program: Program, records: Case, entry: MilestoneEntry, { author, now }: Stamp): string | undefined {
  if ((program.gates.get(entry.id)?.criteria.length ?? 0) === 0) return 'it has no acceptance criteria'
  const deed = { what: `${entry.id} is accepted`, author, now, entry }
  const approve = command(program, 'approve', entry.id)
  return notAuthorized(program, acceptanceRule(program, entry.id), deed, approversOfGate(program, records, entry.id), approve)[0]?.message
}

/**
 * What the review of a phase does with its milestones under review. One is accepted when its acceptance gate is met on the state that
 * the review leaves, without leaning on itself or on another that is not accepted, and when whoever reviews may accept it. The same
 * rule decides which acceptances of a change count.
 */
export function acceptancesOf(
  program: Program,
  records: Case,
  phase: PhaseEntry,
  judge: (after: Case, gateIds: readonly string[], program: Program) => readonly GateResult[],
  stamp: Stamp,
): Acceptances {
  const waiting = underReview(program, phase)
  const word = program.states.milestone.at(-1) as string
  const changeOf = (entry: MilestoneEntry): Acceptance => ({ entry, word, finished: true })
  const barred = new Map(
    waiting.flatMap((entry) => {
      const why = barredFor(program, records, entry, stamp)
      return why === undefined ? [] : [[entry.id, why] as const]
    }),
  )
  const ids = waiting.map(({ id }) => id)
  const metIn = (under: Program, gates: readonly string[]): ReadonlySet<string> =>
    new Set(judge(records, gates, under).flatMap(({ id, verdict }) => (verdict === 'met' && gates.includes(id) ? [id] : [])))
  // Where a program lets people accept milestones whose gate is not met, a review still does so only for those whose gate is.
  const free = program.file.record.rules?.acceptanceBeforeAccepted === false
  const unmet = free && ids.length > 0 ? metIn(program, ids) : undefined
  const never = new Set(ids.filter((id) => barred.has(id) || (unmet !== undefined && !unmet.has(id))))
  const open = ids.length === 0 ? never : notAccepted(program, programAfter(program, waiting.map(changeOf)), ids, never, metIn)
  return {
    accepted: waiting.filter(({ id }) => !open.has(id)).map(changeOf),
    left: ids.filter((id) => open.has(id)).map((id) => ({ id, because: barred.get(id) ?? 'its acceptance gate is not met' })),
  }
}
