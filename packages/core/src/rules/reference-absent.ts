import { inPlan } from '../link/planned-place.ts'
import { recordsOf, recordTypes } from '../link/record-types.ts'
import { locate } from '../load/loaded.ts'
import { defineRule } from './rule.ts'

const id = /(?<![\p{L}\d-])[A-Z]{1,12}(?:-[A-Z]{1,12}){0,3}-\d{1,4}(?![\p{L}\d-])/gu

/** An id that the assumptions of the plan refer to and that no record has. */
export const referenceAbsent = defineRule({
  code: 'plan/reference-absent',
  find(program, report) {
    const { assumptions = [] } = program.file.record
    const known = new Set(recordTypes.flatMap((type) => [...recordsOf(program, type).keys()]))
    for (const one of assumptions) if (typeof one !== 'string' && one.id !== undefined) known.add(one.id)
    for (const [index, one] of assumptions.entries()) {
      const text = typeof one === 'string' ? one : one.title
      const absent = [...new Set([...text.slice(0, 5000).matchAll(id)].map(([match]) => match))].filter((match) => !known.has(match))
      if (absent.length === 0) continue
      report(`the plan refers to ${absent.join(', ')}, which no record has`, {
        location: locate(program.file.file, `/assumptions/${index}`),
        related: inPlan(typeof one === 'string' ? program.file.record.source : one.source),
        help: 'write down what they say, as assumptions with these ids',
      })
    }
  },
})
