import type { Matrix, MatrixCell, MatrixHead } from '../../trace/matrix.ts'
import { signOf, wordsOf } from '../../trace/matrix-words.ts'
import { largestSheet, type Sheet, type SheetCell, writeWorkbook } from '../xlsx/workbook.ts'
import { gridRow, type MatrixShape, placeText, shapeOf } from './shape.ts'

const cell = (value: string | number, style: SheetCell['style'] = 'plain'): SheetCell => ({ value, style })

const styleOf = ({ suspect, indirect }: MatrixCell): SheetCell['style'] => (suspect ? 'suspect' : indirect ? 'chain' : 'mark')

function* gridRows({ of, rows, columns, cells }: Matrix): Generator<(SheetCell | undefined)[]> {
  yield [
    cell(of.rows, 'head'),
    cell('title', 'head'),
    cell('linked', 'turned'),
    ...columns.map(({ id, filled }) => cell(id, filled === 0 ? 'turned-gap' : 'turned')),
  ]
  for (const [index, { id, title, filled }] of rows.entries()) {
    const row = gridRow(cells[index] as readonly MatrixCell[], columns.length)
    const isGap = filled === 0
    yield [
      cell(id, isGap ? 'gap' : 'strong'),
      cell(title, isGap ? 'gap' : 'wrapped'),
      cell(filled, isGap ? 'gap-count' : 'count'),
      ...[...row].map((one) => one && cell(signOf(one), styleOf(one))),
    ]
  }
}

function* listRows({ of, rows, columns, cells }: Matrix): Generator<(SheetCell | undefined)[]> {
  yield [of.rows, `title of ${of.rows}`, 'link', of.columns, `title of ${of.columns}`, `place of ${of.rows}`].map((one) =>
    cell(one, 'head'),
  )
  for (const [index, head] of rows.entries()) {
    const own = cells[index] as readonly MatrixCell[]
    const place = placeText(head)
    if (own.length === 0) yield [cell(head.id, 'gap'), cell(head.title, 'gap'), cell('none', 'gap'), undefined, undefined, cell(place)]
    for (const one of own) {
      const column = columns[one.column] as MatrixHead
      const link = cell(wordsOf(one), one.suspect ? 'suspect' : 'plain')
      yield [
        cell(head.id, 'strong'),
        cell(head.title, 'wrapped'),
        link,
        cell(column.id, 'strong'),
        cell(column.title, 'wrapped'),
        cell(place),
      ]
    }
  }
  for (const { id, title, filled } of columns)
    if (filled === 0) yield [undefined, undefined, cell('none', 'gap'), cell(id, 'gap'), cell(title, 'gap')]
}

/** A matrix as a workbook: the grid while it fits a sheet that can be read, and the links one by one. */
export function matrixXlsx(matrix: Matrix, asked?: MatrixShape): Uint8Array {
  const shape = shapeOf(matrix, { columns: 1000, cells: 2_000_000 }, asked)
  const fits = matrix.columns.length + 3 <= largestSheet.columns
  const longest = matrix.columns.reduce((most, { id }) => Math.max(most, id.length), 'linked'.length)
  const grid: Sheet = { name: 'Matrix', rows: gridRows(matrix), widths: [14, 40, 6, 4], headHeight: 12 + 6.5 * longest, frozen: 3 }
  const list: Sheet = { name: 'Links', rows: listRows(matrix), widths: [14, 40, 20, 14, 40, 40], frozen: 1, filters: true }
  return writeWorkbook(shape === 'grid' && fits ? [grid, list] : [list])
}
