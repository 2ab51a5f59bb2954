import { locationOfEntry } from '../link/program-types.ts'
import { defineRule } from './rule.ts'

/** Addresses and accounts are compared as they are written: one with a star is that of nobody, whatever it was meant to be. */
export const policyWildcard = defineRule({
  code: 'policy/wildcard',
  find(program, report) {
    for (const entry of program.people.values()) {
      for (const field of ['emails', 'accounts'] as const) {
        for (const [index, one] of (entry.record[field] ?? []).entries()) {
          if (!/[*?]/.test(one)) continue
          report(`${one} of ${entry.id} stands for nobody: it is compared as it is written`, {
            location: locationOfEntry(entry, field, index),
            help: 'list each address or account by itself',
          })
        }
      }
    }
  },
})
