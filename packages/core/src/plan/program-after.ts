import { inState } from '../gates/change/union-program.ts'
import type { MilestoneEntry, Program } from '../link/program-types.ts'
import type { StateChange } from './edit-state.ts'

/** The program as it will be once some milestones are in another state; everything else of it is the same. */
export function programAfter(program: Program, changes: readonly (StateChange & { readonly entry: MilestoneEntry })[]): Program {
  if (changes.length === 0) return program
  const milestones = new Map(program.milestones)
  for (const { entry, word } of changes) milestones.set(entry.id, inState(entry, word))
  // Written out, for `tasksOfRisk` is only worked out when somebody asks.
  return Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(program), milestones: { value: milestones, enumerable: true } },
  ) as Program
}
