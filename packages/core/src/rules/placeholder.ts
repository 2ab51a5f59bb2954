import { placeholdersIn } from '../link/placeholder-text.ts'
import { inPlanAt, type RecordSource } from '../link/planned-place.ts'
import { type Entry, locationOfEntry, type Program } from '../link/program-types.ts'
import { recordsOf, recordTypes } from '../link/record-types.ts'
import { defineRule } from './rule.ts'

type Sourced = Entry<{ readonly source?: RecordSource | undefined }>

/** Keys that hold records of their own, which are looked at for themselves; and where the record came from. */
const elsewhere = new Set([
  'archive',
  'check',
  'inputs',
  'source',
  'milestones',
  'tasks',
  'children',
  'deliverables',
  'criteria',
  'acceptance',
  'entry',
  'exit',
  'gates',
  'roles',
  'people',
])

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => (elsewhere.has(key) ? [] : textsOf(part)))
}

function* records(program: Program): Iterable<readonly [string, Sourced]> {
  yield ['program', program.file as Sourced]
  for (const type of recordTypes) for (const entry of recordsOf(program, type).values()) if (type !== 'gate') yield [type, entry as Sourced]
}

/** Text that was meant to be replaced. In a template it is told, elsewhere it is a fault. */
export const placeholder = defineRule({
  code: 'plan/placeholder',
  find(program, report, { read }) {
    const isTemplate = program.file.record.template === true
    for (const [type, entry] of records(program)) {
      const found = [...new Set(textsOf(entry.record).flatMap((text) => placeholdersIn(text.slice(0, 20_000), isTemplate)))]
      if (found.length === 0) continue
      const shown = found.length > 3 ? `${found.slice(0, 3).join(', ')} and ${found.length - 3} more` : found.join(', ')
      report(`${type} ${entry.id} holds ${found.length === 1 ? 'a placeholder' : 'placeholders'}: ${shown}`, {
        location: locationOfEntry(entry),
        related: inPlanAt(entry.record.source, found[0] as string, read),
        help: isTemplate ? 'fill it in when the template is used' : 'write what it stands for',
        ...(isTemplate && { severity: 'info' as const }),
      })
    }
  },
})
