import type { ReportMatrix } from '../report-model.ts'
import type { PictureOptions } from './picture-options.ts'
import { counted, emptyPicture, framed, label, px } from './svg.ts'

export interface MatrixOptions extends PictureOptions {
  /** Most rows and columns (default 200 and 100); the words say what is left out. */
  readonly mostRows?: number
  readonly mostColumns?: number
}

const step = 18
const gutter = 250
const columnsOfName = 16
const head = 112

/** What is joined with what: a dot in each cell that has something, a dashed frame around a row or column that has nothing. */
export function matrixSvg(matrix: ReportMatrix, options: MatrixOptions = {}): string {
  const { title } = matrix
  if (matrix.rows.length === 0 || matrix.columns.length === 0) return emptyPicture('matrix', title, 'there is nothing to join', options)
  const rows = matrix.rows.slice(0, options.mostRows ?? 200)
  const columns = matrix.columns.slice(0, options.mostColumns ?? 100)
  const [width, height] = [columns.length * step, rows.length * step]
  const filledRows = new Set(matrix.cells.map(([row]) => row))
  const filledColumns = new Set(matrix.cells.map(([, column]) => column))
  const dots = matrix.cells
    .filter(([row, column]) => row < rows.length && column < columns.length)
    .map(([row, column]) => `M${gutter + column * step + 5} ${head + row * step + 9}a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z`)
  const bands = rows.map((_, row) => (row % 2 === 0 ? `M0 ${head + row * step}h${gutter + width}v${step}H0z` : ''))
  const rules = columns.map((_, column) => `M${gutter + column * step} ${head}v${height}`)
  const names = rows.map(({ id, title: words }, row) => {
    const rest =
      words === id || words === '' ? '' : ` <tspan class="faint">${label(words, Math.max(4, 36 - Math.min(id.length, 22)))}</tspan>`
    return `<text x="8" y="${head + row * step + 13}"><tspan class="strong">${label(id, 22)}</tspan>${rest}</text>`
  })
  const heads = columns.map(
    ({ id }, column) =>
      `<text transform="translate(${gutter + column * step + 12},${head - 6}) rotate(-60)">${label(id, columnsOfName)}</text>`,
  )
  const gaps = [
    ...rows.flatMap((_, row) =>
      filledRows.has(row) ? [] : [`M${gutter + 1} ${head + row * step + 2}h${width - 2}v${step - 4}h-${width - 2}z`],
    ),
    ...columns.flatMap((_, column) =>
      filledColumns.has(column) ? [] : [`M${gutter + column * step + 2} ${head + 1}h${step - 4}v${height - 2}h-${step - 4}z`],
    ),
  ]
  const [emptyRows, emptyColumns] = [matrix.rows.length - filledRows.size, matrix.columns.length - filledColumns.size]
  const empty = [
    ...(emptyRows === 0 ? [] : [counted(emptyRows, 'row')]),
    ...(emptyColumns === 0 ? [] : [counted(emptyColumns, 'column')]),
  ].join(' and ')
  const hidden = matrix.rows.length - rows.length + (matrix.columns.length - columns.length)
  const words = [
    `${counted(matrix.rows.length, 'row')}, ${counted(matrix.columns.length, 'column')}, ${counted(matrix.cells.length, 'cell')} with something`,
    empty === '' ? 'each row and column has something' : `${empty} ${emptyRows + emptyColumns === 1 ? 'has' : 'have'} nothing`,
    ...(hidden === 0 ? [] : [`${hidden} rows and columns are only in the table`]),
  ].join('; ')
  const body = [
    `<path class="band" d="${bands.join('')}"/><path class="rule" d="${rules.join('')}"/>`,
    gaps.length === 0 ? '' : `<path class="none" d="${gaps.join('')}"/>`,
    `<path class="dot" d="${dots.join('')}"/>`,
    names.join(''),
    heads.join(''),
    `<text class="faint" x="8" y="${px(head + height + 18)}">${label(words, 160)}</text>`,
  ]
  return framed(
    { kind: 'matrix', width: Math.max(gutter + width + 60, 620), height: head + height + 28, title, words, body: body.join('') },
    options,
  )
}
