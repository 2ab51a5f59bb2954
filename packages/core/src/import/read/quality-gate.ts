import { readClauses } from './clauses.ts'
import type { Content } from './entries.ts'
import { addGate } from './gate-place.ts'
import type { Reading, Scope } from './reading.ts'

/** Reads what a plan calls quality gates into one gate beside the exit gate of its phase; further lines under the same words go to it. */
export function readQualityGate(content: Content, label: string, scope: Scope, reading: Reading): boolean {
  if (content.text === '' && content.items.length === 0) return false
  const last = (scope.phase ? scope.phase.gates : reading.draft.gates)?.at(-1)
  const gate = last?.stage === 'quality' && last.title === label ? last : addGate('quality', label, 'quality', scope, reading)
  return readClauses(content, { id: gate.id, body: gate, splitsItems: true }, reading)
}
