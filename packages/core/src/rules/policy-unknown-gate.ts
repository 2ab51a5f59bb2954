import { nearest } from '../diagnostics/nearest.ts'
import { locationOfEntry } from '../link/program-types.ts'
import { defineRule } from './rule.ts'

/** A gate that a change has to meet and that is none: no change could ever be judged by the rule. */
export const policyUnknownGate = defineRule({
  code: 'policy/unknown-gate',
  find(program, report) {
    const { policy } = program
    for (const [rule, { gates }] of (policy?.record.merge?.require ?? []).entries()) {
      for (const [index, gate] of gates.entries()) {
        if (policy === undefined || /\{(?:phase|milestone)\}/.test(gate) || program.gates.has(gate)) continue
        const expected = nearest(gate, [...program.gates.keys(), '{phase}', '{phase}.entry', '{milestone}'])
        report(`the policy of ${program.id} asks for gate ${gate}, which does not exist`, {
          location: locationOfEntry(policy, 'merge', 'require', rule, 'gates', index),
          expected,
          help: expected.length > 0 ? `did you mean ${expected.join(' or ')}?` : 'name a gate of the program: refractor gate list',
        })
      }
    }
  },
})
