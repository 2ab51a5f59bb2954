import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { ownersMissing } from '../link/owners.ts'
import { locationOfEntry, type MilestoneEntry, type Program } from '../link/program-types.ts'

/**
 * Plan 001: owners are assigned before a milestone moves to In Progress. What is missing is what the rule plan/owner-missing
 * warns about; here it refuses. Off when the program says rules.ownersBeforeStart: false.
 */
export function ownerGuard(program: Program, milestone: MilestoneEntry): Diagnostic[] {
  if (program.file.record.rules?.ownersBeforeStart === false) return []
  const { roles, nobody } = ownersMissing(program, milestone)
  const guard = (what: string, help: string): Diagnostic =>
    diagnostic('state/guard', `${milestone.id} cannot start: ${what}`, { location: locationOfEntry(milestone, 'accountable'), help })
  if (nobody) return [guard('it has neither an owner nor an accountable role', `add owner: or accountable: to ${milestone.id}`)]
  return roles.map((role) =>
    guard(
      `nobody holds its accountable role ${role}`,
      `name the owner of ${role} under roles: in ${program.file.file.source.path}, or add owner: to ${milestone.id}`,
    ),
  )
}
