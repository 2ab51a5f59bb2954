import { authoritiesOf } from '../link/policy-authorities.ts'
import { locationOfEntry } from '../link/program-types.ts'
import { defineRule } from './rule.ts'

/** A person who has to sign what they decide and for whom no key is listed: whatever they sign counts for nothing. */
export const policyNoKey = defineRule({
  code: 'policy/no-key',
  find(program, report) {
    const { policy } = program
    if (policy === undefined) return
    const { trust = {} } = policy.record
    const signing = new Set(Object.entries(trust).flatMap(([role, demanded]) => (demanded === 'signed' && role !== '*' ? [role] : [])))
    const named = new Set<string>()
    for (const { authority } of authoritiesOf(policy.record)) {
      if (authority.trust !== 'signed') continue
      for (const role of authority.roles ?? []) signing.add(role)
      for (const person of authority.people ?? []) named.add(person)
    }
    for (const entry of program.people.values()) {
      const { keys, kind, roles = [], active } = entry.record
      if (keys !== undefined || kind === 'bot' || active?.to !== undefined) continue
      const role = roles.find((one) => signing.has(one))
      if (role === undefined && !named.has(entry.id)) continue
      report(`${entry.id} has to sign what they decide${role === undefined ? '' : ` as ${role}`}, and has no key`, {
        location: locationOfEntry(entry),
        help: `add the public key under keys: of ${entry.id}, as it stands in an .pub file`,
      })
    }
  },
})
