import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { Draft, DraftGate } from './draft.ts'
import { type CriterionEntry, locationOfEntry } from './program-types.ts'

/** Criteria that may be included in other gates, all gates together: a long chain of gates that include each other grows with its square. */
const includeLimit = 500_000

/** Adds the criteria of included gates, and of those that these include, each gate once. */
export function includeCriteria(draft: Draft): void {
  let left = includeLimit
  const own = new Map<string, readonly CriterionEntry[]>()
  for (const gate of draft.gates.values()) if (gate.record.includes) own.set(gate.id, [...gate.criteria])
  for (const gate of draft.gates.values()) {
    const seen = new Set([gate.id])
    const open = [...(gate.record.includes ?? [])].reverse()
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      const included = draft.gates.get(id)
      if (included === undefined || seen.has(id)) continue
      seen.add(id)
      const criteria = own.get(id) ?? included.criteria
      left -= criteria.length + 1
      if (left < 0) {
        draft.diagnostics.push(tooManyIncluded(gate))
        return
      }
      for (const criterion of criteria) gate.criteria.push(criterion)
      for (const next of [...(included.record.includes ?? [])].reverse()) open.push(next)
    }
  }
}

function tooManyIncluded(gate: DraftGate): Diagnostic {
  return diagnostic(
    'link/too-many-criteria',
    `the gates include more than ${includeLimit} criteria of each other, so gate ${gate.id} is not complete`,
    {
      location: locationOfEntry(gate, 'includes'),
      help: 'include fewer gates, or in shorter chains',
    },
  )
}
