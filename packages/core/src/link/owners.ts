import type { MilestoneEntry, Program } from './program-types.ts'
import { isAssigned } from './state.ts'

/** True when somebody holds the role: its owner, or a person who lists it. */
function isHeld(program: Program, role: string): boolean {
  if (isAssigned(program.roles.get(role)?.record.owner)) return true
  for (const person of program.people.values()) if (person.record.roles?.includes(role)) return true
  return false
}

/**
 * The accountable roles of a milestone that nobody holds; none when the milestone has an owner of its own.
 * A milestone without accountable roles has to have an owner only where the plan has roles at all: then `true` is the second part.
 */
export function ownersMissing(
  program: Program,
  milestone: MilestoneEntry,
): { readonly roles: readonly string[]; readonly nobody: boolean } {
  if (isAssigned(milestone.record.owner)) return { roles: [], nobody: false }
  const accountable = milestone.record.accountable ?? []
  return { roles: accountable.filter((role) => !isHeld(program, role)), nobody: accountable.length === 0 && program.roles.size > 0 }
}
