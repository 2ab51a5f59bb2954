import type { Matrix, MatrixCell } from '../../trace/matrix.ts'

/** A grid has a column for each column of the matrix, a list a line for each filled cell or row. */
export type MatrixShape = 'grid' | 'list'

/** What is asked for; without it, a grid as long as it stays readable in the form. */
export function shapeOf({ rows, columns }: Matrix, limits: { columns: number; cells: number }, asked?: MatrixShape): MatrixShape {
  if (asked !== undefined) return asked
  return columns.length <= limits.columns && rows.length * columns.length <= limits.cells ? 'grid' : 'list'
}

/** A row as an array with a place for each column; empty cells are undefined. */
export function* gridRow(cells: readonly MatrixCell[], columns: number): Generator<MatrixCell | undefined> {
  let next = 0
  for (let column = 0; column < columns; column++) {
    const cell = cells[next]
    if (cell?.column === column) {
      next++
      yield cell
    } else yield undefined
  }
}

/** Where a head stands: "specification/risks.yaml:12". */
export function placeText(head: Matrix['rows'][number]): string {
  const place = head.place()
  return place === undefined ? '' : `${place.file}:${place.line}`
}
