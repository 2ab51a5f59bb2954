import type { Program } from '../link/program-types.ts'
import { recordsOf, recordTypes } from '../link/record-types.ts'
import { undeclaredRequirements } from '../trace/trace-ids.ts'
import type { TestTotals } from './reports/reading.ts'

type Tagged = NonNullable<TestTotals['tagged']>
type Counts = Tagged[string]

/** What a test may be about; what is more general than that is no tag. */
const tagTypes = recordTypes.filter((type) => type !== 'role' && type !== 'person')

/** "Property 3" is what tests call the property "3", "P3" or "P-3" as well. */
const numberOf = (id: string): string | undefined => /^(?:property[ _-]?|p[ _-]?)?0*(\d+)$/i.exec(id)?.[1]

function resolver(program: Program): (tag: string) => string | undefined {
  const properties = new Map<string, string>()
  for (const id of program.properties.keys()) {
    const number = numberOf(id)
    if (number !== undefined && !properties.has(number)) properties.set(number, id)
  }
  const undeclared = undeclaredRequirements(program)
  return (tag) => {
    if (undeclared.has(tag)) return tag
    if (tagTypes.some((type) => recordsOf(program, type).has(tag))) return tag
    const number = /^property[ _-]?0*(\d+)$/i.exec(tag)?.[1]
    return number === undefined ? undefined : properties.get(number)
  }
}

/** Adds up results of tests by tag. */
export function addTagged(into: Map<string, Counts>, tag: string, { total, passed, failed, skipped }: Counts): void {
  const known = into.get(tag)
  into.set(tag, {
    total: total + (known?.total ?? 0),
    passed: passed + (known?.passed ?? 0),
    failed: failed + (known?.failed ?? 0),
    skipped: skipped + (known?.skipped ?? 0),
  })
}

/** Tags in order; nothing where there are none. */
export function taggedOf(tags: ReadonlyMap<string, Counts>): Tagged | undefined {
  if (tags.size === 0) return undefined
  return Object.fromEntries([...tags].sort(([a], [b]) => (a < b ? -1 : 1)))
}

/** The same totals with the tags that are ids of the program, in its spelling: only these are recorded. */
export function withKnownTags(program: Program, tests: TestTotals): TestTotals {
  if (tests.tagged === undefined) return tests
  const resolve = resolver(program)
  const known = new Map<string, Counts>()
  for (const [tag, counts] of Object.entries(tests.tagged)) {
    const id = resolve(tag)
    if (id !== undefined) addTagged(known, id, counts)
  }
  const { tagged: _, ...rest } = tests
  const tagged = taggedOf(known)
  return { ...rest, ...(tagged && { tagged }) }
}
