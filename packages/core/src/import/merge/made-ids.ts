import { isMapping } from '../../load/parsed.ts'
import { lineStarts, type SourceFile } from '../../load/source.ts'
import type { Unit } from './units.ts'

/** Records whose ids are places in a list, unless the plan writes them. */
const counted: ReadonlySet<string> = new Set(['criterion', 'deliverable'])

/**
 * Tells ids that the plan writes ("T-001", "Phase 2" for P2) from those that the import made up, from the first line of each record. A made
 * id says nothing about which record it is: a line more in the plan, and it belongs to the next one.
 */
export function madeIds(documents: readonly SourceFile[]): (unit: Unit) => boolean {
  const byPath = new Map(documents.map((source) => [source.path, source]))
  const lineAt = (file: unknown, lines: unknown): string | undefined => {
    const source = byPath.get(String(file))
    const number = Number.parseInt(String(lines), 10)
    if (source === undefined || !(number >= 1)) return undefined
    const starts = lineStarts(source)
    return source.text.slice(starts[number - 1], starts[number])
  }
  return ({ kind, id, value, list }) => {
    const source = value['source']
    if (list === undefined && kind !== 'phase') return false
    const line = isMapping(source) ? lineAt(source['file'], source['lines']) : undefined
    if (line === undefined) return counted.has(kind)
    if (line.includes(id)) return false
    if (counted.has(kind)) return true
    const numbers = id.match(/\d+/g)
    return numbers === null || !numbers.every((number) => new RegExp(`(?<!\\d)0*${number.replace(/^0+(?=\d)/, '')}(?!\\d)`).test(line))
  }
}
