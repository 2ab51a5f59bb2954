import { inPlan, type RecordSource } from '../link/planned-place.ts'
import { type Entry, locationOfEntry, type Program } from '../link/program-types.ts'
import { defineRule } from './rule.ts'

type Sourced = Entry<{ readonly source?: RecordSource | undefined }>

/** "Eq 3" as prefix and number; the numbered components of a plan share a prefix. */
const numbered = /^(?:.*\s)?(\p{L}{1,12})\.? ?(\d+)$/u

/** The same in the middle of a text. */
const mention = /(?<![\p{L}\d])(\p{L}{1,12})\.? ?(\d+)(?!\d|\.\d)/gu

/** Numbers that are declared, by prefix. */
function declared(program: Program): Map<string, Set<string>> {
  const byPrefix = new Map<string, Set<string>>()
  for (const { id } of program.components.values()) {
    const [, prefix, number] = numbered.exec(id) ?? []
    if (prefix === undefined || number === undefined) continue
    const numbers = byPrefix.get(prefix) ?? new Set()
    byPrefix.set(prefix, numbers.add(number))
  }
  // One of a kind is a name, not a series.
  return new Map([...byPrefix].filter(([, numbers]) => numbers.size > 1))
}

const textsOf = (value: unknown): string[] =>
  typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : []

/** A numbered component (an equation, say) that the plan uses and does not declare. */
export const undeclaredComponent = defineRule({
  code: 'plan/undeclared-component',
  find(program, report) {
    const byPrefix = declared(program)
    if (byPrefix.size === 0) return
    const told = new Set<string>()
    for (const entry of [...program.tasks.values(), ...program.components.values()] as Sourced[])
      for (const text of textsOf(entry.record))
        for (const [, prefix = '', number = ''] of text.slice(0, 2000).matchAll(mention)) {
          const id = `${prefix} ${number}`
          const numbers = byPrefix.get(prefix)
          if (numbers === undefined || numbers.has(number) || told.has(id)) continue
          told.add(id)
          report(`${entry.id} uses ${id}, which is not declared`, {
            location: locationOfEntry(entry, 'id'),
            related: inPlan(entry.record.source),
            help: `declare ${id} in components.yaml of the specification, or correct the reference`,
          })
        }
  },
})
