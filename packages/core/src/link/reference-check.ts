import { type DiagnosticCode, diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic, Severity } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { knownIds } from './find.ts'
import { type Entry, locationOfEntry, type Program } from './program-types.ts'
import { type RecordType, recordsOf, recordTypes } from './record-types.ts'
import { resolveRecord } from './resolve-record.ts'

/** What a reference may name; metrics are no records of the program, and `record` is one of any type. */
export type Target = RecordType | 'metric' | 'record'

/** A reference: the id, and the place that it stands at (a JSON pointer below the record that holds it). */
export interface Reference {
  readonly to: Target
  readonly id: string
  /** What the reference is to its record: "prerequisite", "parent". */
  readonly as: string
  readonly from: Entry<unknown>
  /** What the record is: "task". */
  readonly noun: string
  readonly path: string
  readonly severity?: Severity | undefined
}

export interface ReferenceCheck {
  readonly diagnostics: Diagnostic[]
  /** The quick question: large plans ask it for each of their references before they describe one. */
  exists(to: Target, id: string): boolean
  /** Reports the reference unless its target exists, or may stand in a file that could not be read. */
  check(reference: Reference): void
}

/** Comparisons that may be spent on suggestions: each costs about a microsecond, and a lost file makes every reference dangle. */
const comparisonLimit = 200_000

/** Checks references against the records of a program. `incomplete`: the types whose files could not all be read. */
export function referenceCheck(
  program: Program,
  metrics: ReadonlyMap<string, unknown>,
  gaps: { readonly incomplete: ReadonlySet<Target>; readonly hidden: ReadonlySet<string> },
): ReferenceCheck {
  const diagnostics: Diagnostic[] = []
  const known = (to: Exclude<Target, 'record'>): ReadonlyMap<string, unknown> => (to === 'metric' ? metrics : recordsOf(program, to))
  const idsOf = (to: Target): readonly string[] => (to === 'record' ? knownIds([program]) : [...known(to).keys()])
  let budget = comparisonLimit
  const suggested = new Map<string, readonly string[]>()

  function suggest(to: Target, id: string): readonly string[] {
    const key = `${to} ${id}`
    const before = suggested.get(key)
    if (before) return before
    // A list of every id is made once something is to be suggested from it, and not at all when that would take too long.
    const ids = budget < 0 ? [] : idsOf(to)
    budget -= ids.length
    const found = budget < 0 ? [] : nearest(id, ids)
    suggested.set(key, found)
    return found
  }

  function helpFor({ to, id }: Reference, near: readonly string[]): string {
    if (to === 'gate' && program.phases.has(id)) return `phase ${id} has no exit gate: add exit to it, or name another gate`
    if (to === 'gate' && program.milestones.has(id))
      return `milestone ${id} has no acceptance criteria: add acceptance to it, or name another gate`
    const other = recordTypes.find((type) => type !== to && recordsOf(program, type).has(id))
    if (other) return `${id} is the id of a ${other}: name a ${to} instead`
    const declared = to === 'record' ? `a record ${id}` : `${to} ${id}`
    return near.length > 0 ? `write ${near.join(' or ')}, or declare ${declared}` : `declare ${declared}, or remove the reference`
  }

  const exists = (to: Target, id: string): boolean => (to === 'record' ? resolveRecord(program, id) !== undefined : known(to).has(id))

  /** A record of any type may stand in whatever file could not be read. */
  const mayBeElsewhere = (to: Target): boolean => (to === 'record' ? gaps.incomplete.size > 0 : gaps.incomplete.has(to))

  function check(reference: Reference): void {
    const { to, id, as, from, noun } = reference
    if (exists(to, id) || mayBeElsewhere(to) || gaps.hidden.has(id)) return
    const code: DiagnosticCode = to === 'role' ? 'link/unknown-role' : 'link/unknown-id'
    const near = suggest(to, id)
    diagnostics.push(
      diagnostic(code, `${as} ${id} of ${noun} ${from.id} does not exist`, {
        location: locationOfEntry(from, reference.path),
        help: helpFor(reference, near),
        expected: near,
        severity: reference.severity,
      }),
    )
  }
  return { diagnostics, exists, check }
}
