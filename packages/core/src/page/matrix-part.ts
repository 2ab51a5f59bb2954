import { count } from './markup.ts'
import type { ReportMatrix } from './report-model.ts'

/** A picture with more rows or fields than this cannot be looked at as a whole. */
const mostRows = 100
const mostFields = 4000
/** Rows of a part, and how many of these may be such as are joined to nothing. */
const partRows = 30
const partGaps = 8
const partColumns = 60
/** The most columns in any picture. */
const mostColumns = 100
/** Fewer columns than this are all drawn: then it is seen which are not used. */
const fewColumns = 24

/** What is drawn of a matrix, and what is to be said of that; nothing where it is drawn as a whole. */
export interface MatrixPart {
  readonly part: ReportMatrix
  readonly note: string
}

/** A matrix of these rows, and of the columns that they use where there are many. */
function of({ title, rows, columns, cells }: ReportMatrix, shown: readonly number[], most: number): ReportMatrix {
  const places = new Map(shown.map((row, index) => [row, index]))
  const within = cells.filter(([row]) => places.has(row))
  const used = new Set(within.map(([, column]) => column))
  const kept = [...columns.keys()].filter((column) => columns.length <= fewColumns || used.has(column)).slice(0, most)
  const columnPlaces = new Map(kept.map((column, index) => [column, index]))
  return {
    title,
    rows: shown.map((row) => rows[row] as ReportMatrix['rows'][number]),
    columns: kept.map((column) => columns[column] as ReportMatrix['columns'][number]),
    cells: within.flatMap(([row, column, words]) => {
      const to = columnPlaces.get(column)
      return to === undefined ? [] : [[places.get(row) as number, to, words] as const]
    }),
  }
}

/** A matrix as far as it can be looked at: many columns only where they are used, many rows from those on that are joined to nothing. */
export function matrixPart(matrix: ReportMatrix): MatrixPart {
  const { rows, columns, cells } = matrix
  const whole = of(matrix, [...rows.keys()], mostColumns)
  const isWide = columns.length > fewColumns
  const used = isWide ? new Set(cells.map(([, column]) => column)).size : columns.length
  // What has no cell at all has no columns either: then they are shown as far as there is room.
  if (used === 0) return { part: matrix, note: '' }
  if (rows.length <= mostRows && rows.length * whole.columns.length <= mostFields) {
    const drawn = whole.columns.length
    if (drawn < used) return { part: whole, note: `The picture shows the first ${drawn} of ${count(used, 'column')} that are used.` }
    const left = columns.length - used
    return { part: whole, note: left === 0 ? '' : `The picture leaves out ${count(left, 'column')} that nothing is joined to.` }
  }
  const joined = new Set(cells.map(([row]) => row))
  const gaps = [...rows.keys()].filter((row) => !joined.has(row)).slice(0, partGaps)
  const others = [...rows.keys()].filter((row) => joined.has(row)).slice(0, partRows - gaps.length)
  const part = of(matrix, [...gaps, ...others], partColumns)
  const first = gaps.length === 0 ? '' : ', those joined to nothing first'
  return { part, note: `The picture shows ${part.rows.length} of ${count(rows.length, 'row')}${first}.` }
}
