import { authoritiesOf } from '../link/policy-authorities.ts'
import { locationOfEntry } from '../link/program-types.ts'
import { defineRule } from './rule.ts'

/** A person who has to sign what they decide and for whom no key is listed: whatever they sign counts for nothing. */
export const policyNoKey = defineRule({
  code: 'policy/no-key',
  find(program, report) {
    const { policy } = program
    if (policy === undefined) return
    const trust = new Map(Object.entries(policy.record.trust ?? {}))
    // What is asked of every other role, and of whoever decides in none.
    const general = trust.get('*')
    const signing = new Set<string>()
    const named = new Set<string>()
    for (const { authority } of authoritiesOf(policy.record)) {
      if (authority.trust === 'signed') for (const role of authority.roles ?? []) signing.add(role)
      if (authority.trust === 'signed' || general === 'signed') for (const person of authority.people ?? []) named.add(person)
    }
    const hasToSign = (role: string): boolean => signing.has(role) || (trust.get(role) ?? general) === 'signed'
    for (const entry of program.people.values()) {
      const { keys, kind, roles = [], active } = entry.record
      if (keys !== undefined || kind === 'bot' || active?.to !== undefined) continue
      const role = roles.find(hasToSign)
      if (role === undefined && !named.has(entry.id)) continue
      report(`${entry.id} has to sign what they decide${role === undefined ? '' : ` as ${role}`}, and has no key`, {
        location: locationOfEntry(entry),
        help: `add the public key under keys: of ${entry.id}, as it stands in an .pub file`,
      })
    }
  },
})
