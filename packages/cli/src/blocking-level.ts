import { type CriterionResult, type GateResult, isSatisfied, verdictOf } from '@refractor/core'

export type Level = CriterionResult['level']

const levels: readonly Level[] = ['required', 'recommended', 'stretch']

/**
 * The gate as if the criteria up to a level were required. It can only become harder: what is required already stays so,
 * and a recommendation that is met cannot stand for a required criterion.
 */
export function raisedTo(level: Level, gate: GateResult): GateResult {
  if (level === 'required') return gate
  const raised = levels.slice(0, levels.indexOf(level) + 1)
  const criteria = gate.criteria.map((one) => (raised.includes(one.level) ? { ...one, level: 'required' as const } : one))
  const verdict = verdictOf(criteria)
  const open = criteria.some((one) => one.level === 'required' && !isSatisfied(one))
  return { ...gate, criteria, verdict: open ? verdict : gate.verdict }
}
