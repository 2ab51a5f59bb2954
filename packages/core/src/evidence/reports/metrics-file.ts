import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import { parseJson } from '../../load/json.ts'
import { pointer } from '../../load/loaded.ts'
import type { SourceFile } from '../../load/source.ts'
import { asObject, own, ownList, ownText } from './json-shape.ts'
import { type MetricReading, type MetricValue, reportError } from './reading.ts'

const help =
  'give { "metrics": [{ "name", "value", "unit"?, "aggregation"?, "samples"?, "window"?, "series"?, "baseline"? }] } with finite numbers'
const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?Z$/

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

/** Why a value is no metric, or undefined. Keys that are not known are kept, as in a record. */
export function metricProblem(value: unknown): string | undefined {
  if (asObject(value) === undefined) return 'is not an object'
  if (!ownText(value, 'name')) return 'has no name'
  if (!isNumber(own(value, 'value'))) return 'has no finite value'
  for (const key of ['unit', 'aggregation'])
    if (own(value, key) !== undefined && !ownText(value, key)) return `has a ${key} that is not text`
  const samples = own(value, 'samples')
  if (samples !== undefined && !(Number.isSafeInteger(samples) && (samples as number) > 0)) return 'has samples that are not a count'
  const series = own(value, 'series')
  if (series !== undefined && !(Array.isArray(series) && series.every(isNumber))) return 'has a series that is not a list of finite numbers'
  const window = own(value, 'window')
  if (window !== undefined && !(instant.test(ownText(window, 'from') ?? '') && instant.test(ownText(window, 'to') ?? '')))
    return 'has a window without from and to in UTC'
  const baseline = own(value, 'baseline')
  if (baseline !== undefined && !(ownText(baseline, 'name') && isNumber(own(baseline, 'value'))))
    return 'has a baseline without name and finite value'
  return undefined
}

/** A metrics file, often written by hand: duplicate keys are refused. One bad metric spoils it all, for it could be the one that matters. */
export function readMetricsFile(source: SourceFile): MetricReading {
  const parsed = parseJson(source)
  const diagnostics: Diagnostic[] = parsed.diagnostics.map((one) => ({ ...one, code: 'evidence/report' }))
  if (diagnostics.length > 0) return { metrics: undefined, diagnostics }
  const list = ownList(parsed.value, 'metrics') ?? []
  for (const [index, metric] of list.entries()) {
    const problem = metricProblem(metric)
    if (problem)
      diagnostics.push(reportError(source, `metric ${index + 1} ${problem}`, parsed.positions[pointer('', 'metrics', index)]?.[0], help))
  }
  if (list.length === 0) diagnostics.push(reportError(source, 'the file holds no metric', 0, help))
  return diagnostics.length > 0 ? { metrics: undefined, diagnostics } : { metrics: list as readonly MetricValue[], diagnostics }
}
