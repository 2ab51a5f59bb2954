import { placeOf } from '../link/planned-place.ts'
import { defineRule } from './rule.ts'

/** A property without a number beside others that have one: the import marks it with attributes.numbered. */
export const unnumberedProperty = defineRule({
  code: 'plan/unnumbered-property',
  find(program, report) {
    const properties = [...program.properties.values()]
    const without = properties.filter(({ record }) => record.attributes?.numbered === 'no')
    if (without.length === properties.length) return
    for (const property of without)
      report(`property ${property.id} has no number, so tests and tasks cannot refer to it`, {
        ...placeOf(property, 'id'),
        help: `give it a number of its own as id, and remove numbered from its attributes`,
      })
  },
})
