import type { SourceFile } from '../../load/source.ts'
import { asObject, type JsonObject, own, ownCount } from './json-shape.ts'
import { type CoverageName, percent } from './percent.ts'
import { type MetricReading, reportError } from './reading.ts'

const names: readonly CoverageName[] = ['lines', 'branches', 'functions', 'statements']

/** The json-summary reporter of istanbul, c8 and vitest: `{ "total": { "lines": { "total", "covered" } } }`. */
export function isCoverageSummary(root: JsonObject): boolean {
  const total = own(root, 'total')
  return names.some((name) => asObject(own(total, name)) !== undefined)
}

export function readCoverageSummary(source: SourceFile, root: JsonObject): MetricReading {
  const metrics = names.flatMap((name) => {
    const row = own(own(root, 'total'), name)
    const [covered, total] = [ownCount(row, 'covered'), ownCount(row, 'total')]
    return covered === undefined || total === undefined ? [] : percent(name, { covered, total })
  })
  if (metrics.length > 0) return { metrics, diagnostics: [] }
  return { metrics: undefined, diagnostics: [reportError(source, 'the coverage report covers nothing')] }
}
