/** When a decision was made: as it says, and when it came into the line of the base branch (undefined: not yet, or not known). */
export interface Moment {
  readonly at: number
  readonly landed: number | undefined
}

/**
 * True when a decision answers an earlier one that was against it. The order is that of landing; what has not landed is newer than all
 * that has. What a decision says of its own time can only make it older, never newer. A tie counts against it.
 */
export function isAfter(one: Moment, other: Moment): boolean {
  if (one.landed === other.landed) return one.at > other.at
  if (one.landed !== undefined && (other.landed === undefined || one.landed < other.landed)) return false
  // It landed later, or is still to land. It must also say so, for old bytes may land anew; a claim from the future is cut short.
  const since = other.landed as number
  return one.at > (Number.isNaN(other.at) ? since : Math.min(other.at, since))
}
