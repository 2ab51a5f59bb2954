import type { LeafOf } from '../schema/check.ts'

type Operator = NonNullable<LeafOf<'metric'>['op']>

const tests: Readonly<Record<Exclude<Operator, 'between'>, (a: number, b: number) => boolean>> = {
  eq: (a, b) => a === b,
  ne: (a, b) => a !== b,
  lt: (a, b) => a < b,
  lte: (a, b) => a <= b,
  gt: (a, b) => a > b,
  gte: (a, b) => a >= b,
}

const symbols: Readonly<Record<Exclude<Operator, 'between'>, string>> = { eq: '=', ne: '≠', lt: '<', lte: '≤', gt: '>', gte: '≥' }

/** What a number is compared with; `between` includes both ends. */
export interface Threshold {
  readonly op?: Operator | undefined
  readonly value?: number | undefined
  readonly min?: number | undefined
  readonly max?: number | undefined
}

/** A threshold that can decide. */
export interface Comparison {
  readonly holds: (value: number) => boolean
  /** "≤ 30", "between 1 and 2". */
  readonly text: string
}

/** The comparison that a threshold stands for; undefined when a number or the operator is missing. Nothing infinite ever holds. */
export function comparisonOf({ op, value, min, max }: Threshold): Comparison | undefined {
  if (op === 'between') {
    if (!Number.isFinite(min) || !Number.isFinite(max)) return undefined
    const [low, high] = [min as number, max as number]
    return { holds: (found) => Number.isFinite(found) && found >= low && found <= high, text: `between ${low} and ${high}` }
  }
  if (op === undefined || !Object.hasOwn(tests, op) || !Number.isFinite(value)) return undefined
  const wanted = value as number
  return { holds: (found) => Number.isFinite(found) && tests[op](found, wanted), text: `${symbols[op]} ${wanted}` }
}
