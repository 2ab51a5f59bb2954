import type { MetricValue } from './reading.ts'

export type CoverageName = 'lines' | 'branches' | 'functions' | 'statements'

/** Covered and total; nothing to cover is no coverage of 100 %, it is no number at all. */
export interface Covered {
  covered: number
  total: number
}

/** The metric `coverage.<name>` in percent, rounded down to two digits so that rounding never reaches a threshold. */
export function percent(name: CoverageName, { covered, total }: Covered): MetricValue[] {
  if (!(total > 0) || !(covered >= 0)) return []
  return [{ name: `coverage.${name}`, value: Math.floor((Math.min(covered, total) * 10_000) / total) / 100, unit: '%' }]
}
