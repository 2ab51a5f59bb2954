import { authoritiesOf } from '../link/policy-authorities.ts'
import { locationOfEntry, type Program } from '../link/program-types.ts'
import { isAssigned } from '../link/state.ts'
import type { Authority } from '../schema/policy.ts'
import { defineRule } from './rule.ts'

/** The persons whom a rule can mean; the owner of a role may be written as a name that is no person of the program. */
function membersOf(program: Program, { roles = [], people = [] }: Authority): Set<string> {
  const members = new Set<string>()
  const fold = (text: string): string => text.trim().toLowerCase()
  const humans = [...program.people.values()].filter(({ record }) => record.kind !== 'bot')
  for (const { id, record } of humans) if (people.includes(id) || record.roles?.some((role) => roles.includes(role))) members.add(id)
  for (const role of roles) {
    const owner = program.roles.get(role)?.record.owner
    if (owner === undefined || !isAssigned(owner)) continue
    const known = humans.find(({ id, record }) =>
      [id, record.name ?? '', ...(record.emails ?? [])].some((one) => one !== '' && fold(owner).includes(fold(one))),
    )
    members.add(known?.id ?? owner)
  }
  return members
}

/** A rule that asks for more persons than there are who could satisfy it. */
export const policyTooFewPeople = defineRule({
  code: 'policy/too-few-people',
  find(program, report) {
    const { policy } = program
    if (policy === undefined) return
    for (const { authority, path, name } of authoritiesOf(policy.record)) {
      const wanted = authority.min ?? 1
      const found = membersOf(program, authority).size
      if (found >= wanted) continue
      const names = [...(authority.roles ?? []), ...(authority.people ?? [])].join(', ')
      const message =
        found === 0
          ? `nobody is ${names}, so nobody can do what ${name} asks for`
          : `${name} asks for ${wanted} of ${names}, and there are ${found}`
      report(message, {
        location: locationOfEntry(policy, path),
        help: `give somebody the role: roles: of a person, or owner: of the role, in ${program.file.file.source.path}`,
      })
    }
  },
})
