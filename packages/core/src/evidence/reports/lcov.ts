import type { SourceFile } from '../../load/source.ts'
import { linesOf } from './lines.ts'
import { percent } from './percent.ts'
import { type MetricReading, reportError } from './reading.ts'

/** What one source file of the tracefile says, merged over repeated sections: key → hits. */
interface FileHits {
  readonly lines: Map<string, number>
  readonly branches: Map<string, number>
  readonly functions: Map<string, number>
}

export function isLcov(text: string): boolean {
  return /^(?:TN:|SF:)/.test(text.trimStart())
}

/** An lcov tracefile, counted from its DA, BRDA and FNDA lines. A section without end_of_record was cut off. */
export function readLcov(source: SourceFile): MetricReading {
  const files = new Map<string, FileHits>()
  let open: FileHits | undefined
  const fail = (message: string, offset: number): MetricReading => ({
    metrics: undefined,
    diagnostics: [reportError(source, message, offset)],
  })
  for (const { text, offset } of linesOf(source.text)) {
    const line = text.trim()
    if (line === 'end_of_record') {
      if (!open) return fail('end_of_record stands outside a section', offset)
      open = undefined
      continue
    }
    const colon = line.indexOf(':')
    const key = line.slice(0, Math.max(0, colon))
    const rest = line.slice(colon + 1)
    if (key === 'SF') {
      if (open) return fail('a section starts before the last one ended', offset)
      open = files.get(rest) ?? { lines: new Map(), branches: new Map(), functions: new Map() }
      files.set(rest, open)
    } else if (key === 'DA' || key === 'BRDA' || key === 'FNDA') {
      if (!open) return fail(`${key} stands outside a section`, offset)
      const hit = hitOf(key, rest)
      if (!hit) return fail(`${key} is not readable`, offset)
      const into = key === 'DA' ? open.lines : key === 'BRDA' ? open.branches : open.functions
      into.set(hit.of, (into.get(hit.of) ?? 0) + hit.count)
    } else if (key === 'FN' && open) {
      const name = rest.slice(rest.lastIndexOf(',') + 1)
      open.functions.set(name, open.functions.get(name) ?? 0)
    }
  }
  if (open) return fail('the report is cut off: end_of_record is missing', source.text.length)
  const sum = (pick: (file: FileHits) => Map<string, number>): { covered: number; total: number } => {
    const result = { covered: 0, total: 0 }
    for (const file of files.values()) {
      for (const hits of pick(file).values()) {
        result.total++
        if (hits > 0) result.covered++
      }
    }
    return result
  }
  const metrics = [
    ...percent(
      'lines',
      sum((file) => file.lines),
    ),
    ...percent(
      'branches',
      sum((file) => file.branches),
    ),
    ...percent(
      'functions',
      sum((file) => file.functions),
    ),
  ]
  return metrics.length > 0 ? { metrics, diagnostics: [] } : fail('the coverage report covers nothing', 0)
}

/** `DA:line,hits`, `BRDA:line,block,branch,taken|-`, `FNDA:hits,name`. */
function hitOf(key: 'DA' | 'BRDA' | 'FNDA', rest: string): { of: string; count: number } | undefined {
  const parts = rest.split(',')
  const [of, count] =
    key === 'DA'
      ? [parts[0], parts[1]]
      : key === 'BRDA'
        ? [parts.slice(0, -1).join(','), parts.at(-1) === '-' ? '0' : parts.at(-1)]
        : [parts.slice(1).join(','), parts[0]]
  return of && count !== undefined && /^\d{1,15}$/.test(count) ? { of, count: Number(count) } : undefined
}
