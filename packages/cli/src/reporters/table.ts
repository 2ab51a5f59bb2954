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

/** Rows in columns, indented; where the width does not allow it, one cell under the other, rows apart. */
export function tableLines(rows: readonly (readonly Cell[])[], width: number, kept = 1): string[] {
  const indent = '  '
  const widths = columnWidths(rows, width - indent.length, kept)
  if (widths !== undefined) return rows.flatMap((row) => rowLines(row, widths).map((line) => (line === '' ? '' : indent + line)))
  return rows.flatMap((row) =>
    row
      .filter(({ text }) => text !== '')
      .flatMap(({ text, paint }, index) => {
        const lead = index === 0 ? indent : `${indent}  `
        return wrap(text, width - lead.length).map((line) => lead + (paint?.(line) ?? line))
      }),
  )
}
