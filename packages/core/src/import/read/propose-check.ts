import type { Check } from '../../schema/check.ts'
import type { Criterion } from '../../schema/gate.ts'

/** A proposed check, unless the criterion has one. */
export function proposeCheck(criterion: Criterion, check: Check | undefined): void {
  if (check !== undefined && (criterion.check === undefined || criterion.check.proposed === true)) criterion.check = check
}
