import { placeOf } from '../link/planned-place.ts'
import { defineRule } from './rule.ts'

/** A gate without a required criterion, own or included, has nothing to decide and is never met. */
export const emptyGate = defineRule({
  code: 'plan/empty-gate',
  find(program, report) {
    for (const gate of program.gates.values()) {
      if (gate.criteria.some(({ record }) => (record.level ?? 'required') === 'required')) continue
      report(`gate ${gate.id} has no required criterion, so it is never met`, {
        ...placeOf(gate, 'id'),
        help:
          gate.criteria.length === 0
            ? `add a criterion to gate ${gate.id}, or remove the gate`
            : `make a criterion of gate ${gate.id} required`,
      })
    }
  },
})
