import { displayWidth, padTo } from './display-width.ts'
import { wrap } from './wrap.ts'

/** A cell; colour is put on after the widths are known, so that escapes never count. */
export interface Cell {
  readonly text: string
  readonly paint?: (text: string) => string
}

export const cell = (text: string, paint?: (text: string) => string): Cell => (paint === undefined ? { text } : { text, paint })

const gap = 2
/** A column is not made narrower than this. */
const leastFlexible = 16

/**
 * Widths of the columns: each as wide as its widest cell; when that is too much, the widest ones shrink to equal widths,
 * but never the first `kept` columns (ids and paths are read as one word). Undefined when that leaves no readable table.
 */
export function columnWidths(rows: readonly (readonly Cell[])[], width: number, kept = 0): number[] | undefined {
  const natural: number[] = []
  for (const row of rows) for (const [index, { text }] of row.entries()) natural[index] = Math.max(natural[index] ?? 0, displayWidth(text))
  const room = width - gap * Math.max(0, natural.length - 1)
  const at = (limit: number): number[] => natural.map((one, index) => (index < kept ? one : Math.min(one, limit)))
  const total = (widths: readonly number[]): number => widths.reduce((sum, one) => sum + one, 0)
  let limit = Math.max(0, ...natural)
  while (limit > leastFlexible && total(at(limit)) > room) limit--
  return total(at(limit)) > room ? undefined : at(limit)
}

/** One row as lines: cells are wrapped in their columns. */
export function rowLines(row: readonly Cell[], widths: readonly number[]): string[] {
  const wrapped = row.map((one, index) => wrap(one.text, widths[index] as number))
  const height = Math.max(1, ...wrapped.map((lines) => lines.length))
  return Array.from({ length: height }, (_, line) =>
    row
      .map(({ paint }, index) => {
        const text = wrapped[index]?.[line] ?? ''
        const space = padTo('', index === row.length - 1 ? 0 : (widths[index] as number) - displayWidth(text))
        return (text === '' || paint === undefined ? text : paint(text)) + space
      })
      .join(' '.repeat(gap))
      .trimEnd(),
  )
}

/** A row without columns: cells behind each other, broken between them; a cell that is longer than a line is wrapped. */
function foldedRow(row: readonly Cell[], width: number): string[] {
  const lines: string[] = []
  let taken = width
  for (const { text, paint } of row.filter((one) => one.text !== '')) {
    const lead = lines.length === 0 ? 0 : gap
    const separator = lines.length === 1 && taken === displayWidth(row[0]?.text ?? '') ? ' '.repeat(gap) : ' · '
    if (lines.length > 0 && taken + displayWidth(separator) + displayWidth(text) <= width) {
      lines[lines.length - 1] += separator + (paint?.(text) ?? text)
      taken += displayWidth(separator) + displayWidth(text)
      continue
    }
    const wrapped = wrap(text, width - lead)
    lines.push(...wrapped.map((line) => ' '.repeat(lead) + (paint?.(line) ?? line)))
    taken = lead + displayWidth(wrapped.at(-1) ?? '')
  }
  return lines
}

/** Rows in columns, indented; where the width does not allow it, the cells of each row behind each other. */
export function tableLines(rows: readonly (readonly Cell[])[], width: number, kept = 1): string[] {
  const indent = '  '
  const room = width - indent.length
  const widths = columnWidths(rows, room, kept)
  return rows
    .flatMap((row) => (widths === undefined ? foldedRow(row, room) : rowLines(row, widths)))
    .map((line) => (line === '' ? '' : indent + line))
}
