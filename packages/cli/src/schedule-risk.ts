import type { ActivityKey, Contribution, Schedule, Simulation } from '@refractor/core/schedule'
import { inDays } from './schedule-data.ts'
import type { DateWords } from './schedule-rows.ts'

/** When something ends, as the trials have it. */
export interface RiskEnd {
  readonly key: string
  readonly id: string
  readonly title: string
  readonly type: string
  /** With every duration as the plan has it. */
  readonly planned: string
  readonly p50: string
  readonly p80: string
  readonly p95: string
  /** Working days from the start. */
  readonly mean: number
  readonly deviation: number
  /** Share of the trials that ended no later than planned. */
  readonly chance: number
}

/** What makes the finish uncertain. */
export interface RiskSource {
  readonly key: string
  readonly id: string
  readonly title: string
  readonly kind: Contribution['kind']
  /** Share of the trials in which the finish hung on it. */
  readonly criticality: number
  /** Share of the variance of the finish. */
  readonly share: number
  /** Working days that the finish moves between its good and its bad tenth; of a risk, when it happens. */
  readonly swing: number
  readonly happened?: number
}

/** `risk` in the JSON document of `schedule --risk`. */
export interface RiskView {
  readonly seed: number
  readonly trials: number
  readonly ends: readonly RiskEnd[]
  readonly sources: readonly RiskSource[]
  /** By activity, the share of the trials in which it was critical; those that never were are left out. */
  readonly criticality: Readonly<Record<string, number>>
  /** How many durations have a spread, how many risks a delay, and how many durations never vary. */
  readonly estimates: number
  readonly risks: number
  readonly fixed: number
}

const rounded = (value: number): number => Number(value.toFixed(4))

/** A simulation in days and dates. */
export function riskView(simulation: Simulation, schedule: Schedule, words: DateWords): RiskView {
  const critical = [...simulation.criticality].filter(([, share]) => share > 0) as [ActivityKey, number][]
  return {
    seed: simulation.seed,
    trials: simulation.trials,
    ends: simulation.ends.map((one) => ({
      key: one.key,
      id: one.id,
      title: one.title,
      type: one.type,
      planned: words(schedule, one.planned.date),
      p50: words(schedule, one.p50.date),
      p80: words(schedule, one.p80.date),
      p95: words(schedule, one.p95.date),
      mean: inDays(one.mean, schedule),
      deviation: inDays(one.deviation, schedule),
      chance: rounded(one.chance),
    })),
    sources: simulation.contributions.map((one) => ({
      key: one.key,
      id: one.id,
      title: one.title,
      kind: one.kind,
      criticality: rounded(one.criticality),
      share: rounded(one.share),
      swing: inDays(one.swing, schedule),
      ...(one.happened !== undefined && { happened: rounded(one.happened) }),
    })),
    criticality: Object.fromEntries(critical.map(([key, share]) => [key, rounded(share)])),
    estimates: simulation.estimates,
    risks: simulation.risks,
    fixed: simulation.fixed,
  }
}
