import { type Entry, locationOfEntry } from '../link/program-types.ts'
import type { Person } from '../schema/program.ts'
import { defineRule } from './rule.ts'

/** What tells people apart, each with the field that it stands in: type and text of a key, without its remark. */
function marksOf({
  emails = [],
  keys = [],
  accounts = [],
}: Person): { readonly mark: string; readonly field: string; readonly noun: string }[] {
  const fold = (text: string): string => text.trim().toLowerCase()
  return [
    ...emails.map((one, index) => ({ mark: `address ${fold(one)}`, field: `emails/${index}`, noun: 'the address' })),
    ...accounts.map((one, index) => ({ mark: `account ${fold(one)}`, field: `accounts/${index}`, noun: 'the account' })),
    ...keys.map((one, index) => ({ mark: `key ${one.split(' ').slice(0, 2).join(' ')}`, field: `keys/${index}`, noun: 'a key' })),
  ]
}

/** Two people who share a key, an address or an account: what they decide cannot be told apart, so it counts for neither. */
export const policySharedIdentity = defineRule({
  code: 'policy/shared-identity',
  find(program, report) {
    const owners = new Map<string, Entry<Person>>()
    for (const entry of program.people.values()) {
      for (const { mark, field, noun } of marksOf(entry.record)) {
        const other = owners.get(mark)
        if (other === undefined) owners.set(mark, entry)
        else if (other !== entry)
          report(`${entry.id} has ${noun} of ${other.id}`, {
            location: locationOfEntry(entry, field),
            related: [{ message: `${other.id} has it too`, location: locationOfEntry(other) }],
            help: 'give it to one of them; one person who is listed twice is one entry with several addresses',
          })
      }
    }
  },
})
