import type { Matrix, MatrixCell, MatrixHead } from '../../trace/matrix.ts'
import { wordsOf } from '../../trace/matrix-words.ts'
import { csvText } from '../csv.ts'
import { gridRow, type MatrixShape, shapeOf } from './shape.ts'

function* gridRows({ of, rows, columns, cells }: Matrix): Generator<string[]> {
  yield [of.rows, 'title', ...columns.map(({ id }) => id), 'linked']
  for (const [index, { id, title, filled }] of rows.entries()) {
    const row = [...gridRow(cells[index] as readonly MatrixCell[], columns.length)].map((cell) => (cell === undefined ? '' : wordsOf(cell)))
    yield [id, title, ...row, String(filled)]
  }
}

function* listRows({ of, rows, columns, cells }: Matrix): Generator<string[]> {
  yield [of.rows, `title of ${of.rows}`, 'link', of.columns, `title of ${of.columns}`]
  for (const [index, { id, title }] of rows.entries()) {
    const own = cells[index] as readonly MatrixCell[]
    if (own.length === 0) yield [id, title, '', '', '']
    for (const cell of own) {
      const column = columns[cell.column] as MatrixHead
      yield [id, title, wordsOf(cell), column.id, column.title]
    }
  }
  for (const { id, title, filled } of columns) if (filled === 0) yield ['', '', '', id, title]
}

/** A matrix as comma-separated values, for spreadsheets and scripts. */
export function matrixCsv(matrix: Matrix, asked?: MatrixShape): string {
  const shape = shapeOf(matrix, { columns: 1000, cells: 4_000_000 }, asked)
  return csvText(shape === 'grid' ? gridRows(matrix) : listRows(matrix))
}
