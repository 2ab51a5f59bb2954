import type { CriterionEntry, GateEntry } from '../link/program-types.ts'
import { digestOf } from '../load/digest.ts'

const known = new WeakMap<CriterionEntry | GateEntry, string>()

function remember<T extends CriterionEntry | GateEntry>(entry: T, digest: (entry: T) => string): string {
  const before = known.get(entry)
  if (before !== undefined) return before
  const now = digest(entry)
  known.set(entry, now)
  return now
}

/** What a key means when it is left out, so that writing the default down changes nothing. */
const defaults: Readonly<Record<string, unknown>> = { level: 'required', waivable: true, trust: 'self', continuous: false }

/** Keys that explain a criterion and decide nothing. */
const explains = new Set(['source', 'hint', 'notes', 'mark', 'attributes', 'commands', 'expected'])

/**
 * SHA-256 of what a criterion demands: approvals and reviews are bound to it, so a change of the statement, the check or a modifier
 * voids them, and a change of a hint, a note, the order of keys or an explicit default does not.
 */
export function criterionDefinition(criterion: CriterionEntry): string {
  return remember(criterion, ({ record }) => {
    const demands = Object.entries(record).filter(([key, value]) => !explains.has(key) && value !== defaults[key])
    return digestOf(Object.fromEntries(demands))
  })
}

/** SHA-256 over the definitions of the criteria of a gate, included ones too, whatever their order. */
export function gateDefinition(gate: GateEntry): string {
  return remember(gate, ({ id, criteria }) => digestOf({ gate: id, criteria: criteria.map(criterionDefinition).sort() }))
}
