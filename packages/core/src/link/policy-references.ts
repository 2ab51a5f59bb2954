import { authoritiesOf } from './policy-authorities.ts'
import type { Program } from './program-types.ts'
import type { ReferenceCheck } from './reference-check.ts'

/** Checks every role and person that policy.yaml names: one that is misspelled would make a rule hold for nobody, or for too many. */
export function checkPolicyReferences(program: Program, references: ReferenceCheck): void {
  const { policy } = program
  if (policy === undefined) return
  const from = policy
  const noun = 'policy'
  // Where no role is declared, a role is what the people are said to hold.
  const checkRole = (id: string, path: string): void => {
    if (program.roles.size > 0) references.check({ to: 'role', as: 'role', noun, id, from, path })
  }
  for (const { authority, path } of authoritiesOf(policy.record)) {
    for (const [index, id] of (authority.roles ?? []).entries()) checkRole(id, `${path}/roles/${index}`)
    for (const [index, id] of (authority.people ?? []).entries())
      references.check({ to: 'person', as: 'person', noun, id, from, path: `${path}/people/${index}` })
  }
  for (const role of Object.keys(policy.record.trust ?? {}))
    if (role !== '*') checkRole(role, `trust/${role.replaceAll('~', '~0').replaceAll('/', '~1')}`)
  for (const [index, role] of (policy.record.forge?.roles ?? []).entries()) checkRole(role, `forge/roles/${index}`)
}
