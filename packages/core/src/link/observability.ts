import type { ProgramFiles } from '../load/program-files.ts'
import { type Draft, declareAll } from './draft.ts'
import type { Entry } from './program-types.ts'

type ObservabilityRecord = NonNullable<NonNullable<ProgramFiles['observability']>['record']>
type MetricRecord = NonNullable<ObservabilityRecord['metrics']>[number]
type Alert = NonNullable<ObservabilityRecord['alerts']>[number]

/** Metrics and alerts: only linked, no part of the program reads them yet. */
export interface Observability {
  readonly metrics: ReadonlyMap<string, Entry<MetricRecord>>
  readonly alerts: ReadonlyMap<string, Entry<Alert>>
}

/** Declares the metrics and alerts. */
export function collectObservability(draft: Draft, file: ProgramFiles['observability']): Observability {
  return {
    metrics: declareAll(draft, 'metric', file, { records: file?.record?.metrics, pointer: '/metrics' }),
    alerts: declareAll(draft, 'alert', file, { records: file?.record?.alerts, pointer: '/alerts' }),
  }
}
