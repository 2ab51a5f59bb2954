import type { MilestoneEntry, Program } from '../../link/program-types.ts'
import { isFinished } from '../../link/state.ts'
import { inState } from './union-program.ts'

/**
 * Milestones that head calls accepted and base does not, in order of the plan of head. The words of head count as well: a change that
 * makes another word the last one accepts what stands in it.
 */
export function newlyAccepted(base: Program, head: Program | undefined): string[] {
  const words = base.states.milestone
  const isAccepted = ({ record }: MilestoneEntry): boolean =>
    isFinished(record.state, words) || (head !== undefined && isFinished(record.state, head.states.milestone))
  return [...(head?.milestones.values() ?? [])]
    .filter((entry) => isAccepted(entry) && !isFinished(base.milestones.get(entry.id)?.record.state, words))
    .map(({ id }) => id)
}

/** The program in which some milestones are as base has them; one that base has not is in its first state. */
export function withoutAcceptance(base: Program, program: Program, ids: ReadonlySet<string>): Program {
  if (ids.size === 0) return program
  const milestones = new Map(
    [...program.milestones].map(([id, entry]) => [id, ids.has(id) ? inState(entry, base.milestones.get(id)?.record.state) : entry]),
  )
  // Written out, for `tasksOfRisk` is only worked out when somebody asks.
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(program), milestones: { value: milestones, enumerable: true } },
  ) as Program
}

/** Tells which of some acceptance gates are met in a program. */
export type MetIn = (program: Program, gates: readonly string[]) => ReadonlySet<string>

/** The acceptances that follow from those of base, one from the other; those in `never` are left out. */
function follow(base: Program, claimed: Program, fresh: readonly string[], never: ReadonlySet<string>, metIn: MetIn): Set<string> {
  const open = new Set(fresh)
  for (;;) {
    const asked = [...open].filter((id) => !never.has(id))
    if (asked.length === 0) return open
    const met = metIn(withoutAcceptance(base, claimed, open), asked)
    if (met.size === 0) return open
    for (const id of met) open.delete(id)
  }
}

/**
 * The newly accepted milestones that do not count. One counts only if its acceptance gate of base is met on the case of head, without
 * leaning on itself or on another that does not count: the least fixed point from the states of base. A gate that asks for less to be
 * accepted may be met on the way and not at the end; then its milestone is left out and all starts again, so it ends.
 */
export function notAccepted(
  base: Program,
  claimed: Program,
  fresh: readonly string[],
  /** Milestones that policy keeps from being accepted. */
  barred: ReadonlySet<string>,
  metIn: MetIn,
): ReadonlySet<string> {
  // Where base lets milestones be accepted without their gate, the word of head is enough.
  if (base.file.record.rules?.acceptanceBeforeAccepted === false) return barred
  const never = new Set(fresh.filter((id) => barred.has(id) || base.gates.get(id)?.stage !== 'acceptance'))
  for (;;) {
    const open = follow(base, claimed, fresh, never, metIn)
    const counted = fresh.filter((id) => !open.has(id))
    const met = metIn(withoutAcceptance(base, claimed, open), counted)
    const fallen = counted.filter((id) => !met.has(id))
    if (fallen.length === 0) return open
    for (const id of fallen) never.add(id)
  }
}
