import type { CriterionResult, GateResult } from '../gates/result.ts'
import type { CriterionMove, GateChange, Standing } from './compare-types.ts'
import type { MatchedRecords } from './match-records.ts'

const standing = ({ outcome, reason, because }: CriterionResult): Standing => ({ outcome, ...(reason && { reason }), because })

function criterionMoves(base: GateResult, head: GateResult, idInHead: MatchedRecords['idInHead']): CriterionMove[] {
  const before = new Map(base.criteria.map((one) => [idInHead(one.id, 'criterion'), one]))
  const moves: CriterionMove[] = head.criteria.flatMap((after) => {
    const was = before.get(after.id)
    before.delete(after.id)
    if (was !== undefined && was.outcome === after.outcome && was.reason === after.reason) return []
    return [{ id: after.id, statement: after.statement, ...(was && { before: standing(was) }), after: standing(after) }]
  })
  return [...moves, ...[...before.values()].map((one) => ({ id: one.id, statement: one.statement, before: standing(one) }))]
}

/** The gates whose verdict is another one, or a criterion of which stands otherwise; and those that came or went. In order of head. */
export function gateChanges(base: readonly GateResult[], head: readonly GateResult[], idInHead: MatchedRecords['idInHead']): GateChange[] {
  const before = new Map(base.map((gate) => [idInHead(gate.id, 'gate'), gate]))
  const changes: GateChange[] = []
  for (const gate of head) {
    const was = before.get(gate.id)
    before.delete(gate.id)
    const { id, title, stage, due, location } = gate
    const criteria = was === undefined ? [] : criterionMoves(was, gate, idInHead)
    if (was !== undefined && was.verdict === gate.verdict && criteria.length === 0) continue
    const renamed = was !== undefined && was.id !== id
    const ends = { before: was?.verdict ?? null, after: gate.verdict }
    changes.push({ id, ...(renamed && { was: was.id }), title, stage, due, ...ends, location, criteria })
  }
  for (const { id, title, stage, due, verdict, location } of before.values())
    changes.push({ id, title, stage, due, before: verdict, after: null, location, criteria: [] })
  return changes
}
