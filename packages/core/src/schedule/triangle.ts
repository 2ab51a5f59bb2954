/**
 * A triangular distribution. It is chosen over PERT because each of its parts can be checked by hand: one most likely value, straight
 * sides, a quantile that is a square root. PERT adds a weight for the middle (four) that no plan states, and has no quantile in closed form.
 */
export interface Triangle {
  readonly from: number
  readonly mode: number
  readonly to: number
}

/** The share of the estimates that lies below the low value, and above the high one. */
const tail = 0.1

/** How often the interval of a bisection is halved: to the last bit of a double. */
const halvings = 60

/**
 * The triangle whose tenth percentile is `low`, whose ninetieth is `high`, and whose most likely value is `likely` (low <= likely <= high).
 * With r the share of the values below the mode and w the width, (r - sqrt(r/10)) w = likely - low, and the same of the other side;
 * their ratio falls as r grows, so that bisection finds the one r between a tenth and nine tenths.
 */
export function triangleOf(low: number, likely: number, high: number): Triangle {
  const below = likely - low
  const above = high - likely
  if (!(below + above > 0)) return { from: likely, mode: likely, to: likely }
  const part = (share: number): number => share - Math.sqrt(tail * share)
  let least = tail
  let most = 1 - tail
  for (let step = 0; step < halvings; step++) {
    const share = (least + most) / 2
    if (below * part(1 - share) > above * part(share)) least = share
    else most = share
  }
  const share = (least + most) / 2
  const width = (below + above) / (part(share) + part(1 - share))
  return { from: likely - share * width, mode: likely, to: likely + (1 - share) * width }
}

/** The value that a share of all values lies below. */
export function quantileOf({ from, mode, to }: Triangle, share: number): number {
  const width = to - from
  if (!(width > 0)) return mode
  const rise = mode - from
  return share * width < rise ? from + Math.sqrt(share * width * rise) : to - Math.sqrt((1 - share) * width * (to - mode))
}

export function meanOf({ from, mode, to }: Triangle): number {
  return (from + mode + to) / 3
}

export function varianceOf({ from, mode, to }: Triangle): number {
  return (from * from + mode * mode + to * to - from * mode - from * to - mode * to) / 18
}
