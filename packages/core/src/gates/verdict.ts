import type { Counts, CriterionResult, Verdict } from './result.ts'

type Judged = Pick<CriterionResult, 'outcome' | 'level'>

/** True for an outcome that does not stand in the way of the gate. */
export function isSatisfied({ outcome }: Pick<CriterionResult, 'outcome'>): boolean {
  return outcome === 'met' || outcome === 'waived' || outcome === 'not-applicable'
}

export function requiredOf<T extends Judged>(criteria: readonly T[]): T[] {
  return criteria.filter((criterion) => criterion.level === 'required')
}

/**
 * The verdict of a gate: met iff every required criterion is met, waived or not applicable, and at least one of them is met; unmet if
 * any of them is unmet; else unknown. Of no criteria, or of none that applies, nothing is known.
 */
export function verdictOf(criteria: readonly Judged[]): Verdict {
  const required = requiredOf(criteria)
  if (required.some((criterion) => criterion.outcome === 'unmet')) return 'unmet'
  return required.every(isSatisfied) && required.some((criterion) => criterion.outcome === 'met') ? 'met' : 'unknown'
}

/** How many criteria of all levels have each outcome. */
export function countsOf(criteria: readonly Pick<CriterionResult, 'outcome'>[]): Counts {
  const number = (outcome: CriterionResult['outcome']): number => criteria.filter((criterion) => criterion.outcome === outcome).length
  return {
    met: number('met'),
    unmet: number('unmet'),
    waived: number('waived'),
    notApplicable: number('not-applicable'),
    unknown: number('unknown'),
  }
}
