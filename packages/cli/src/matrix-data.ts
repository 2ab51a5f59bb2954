import { emptyText, gapsIn, legendOf, type Matrix, type MatrixHead, manyOf, signOf, summaryOfMatrix } from '@refractor/core'

/** What heads a row or a column, as `trace matrix` answers with it. */
export interface MatrixLine {
  readonly id: string
  readonly title: string
  readonly declared: boolean
  readonly linked: number
  readonly location?: { readonly file: string; readonly line: number; readonly column: number }
}

/** A filled cell. `sign` is what stands in it: ● linked, ○ through a chain, ! suspect, or the letters of a chart. */
export interface MatrixPair {
  readonly row: string
  readonly column: string
  readonly links: readonly string[]
  readonly sign: string
  readonly indirect: boolean
  readonly suspect: boolean
}

export interface MatrixData {
  readonly program: string
  readonly title: string
  /** "20 risks × 25 tasks, 25 linked pairs" */
  readonly summary: string
  /** Why there is nothing to show. */
  readonly empty?: string
  readonly of: { readonly rows: string; readonly columns: string }
  readonly counts: {
    readonly rows: number
    readonly columns: number
    readonly pairs: number
    readonly indirect: number
    readonly suspect: number
  }
  readonly rows: readonly MatrixLine[]
  readonly columns: readonly MatrixLine[]
  readonly pairs: readonly MatrixPair[]
  /** What is linked with nothing. */
  readonly gaps: readonly { readonly text: string; readonly ids: readonly string[] }[]
  /** No link joins the two types, but so many pairs are joined by chains of links. */
  readonly deep?: { readonly pairs: number; readonly command: string }
  readonly legend: readonly { readonly sign: string; readonly meaning: string }[]
}

function lineOf({ id, title, declared, filled, place }: MatrixHead): MatrixLine {
  const at = place()
  return { id, title, declared, linked: filled, ...(at && { location: { file: at.file, line: at.line, column: at.column } }) }
}

export const matrixTitle = (name: string, { of }: Matrix): string => `${name}: ${manyOf(of.rows)} × ${manyOf(of.columns)}`

/** A matrix as data. */
export function matrixData(program: { readonly id: string; readonly name: string }, matrix: Matrix): MatrixData {
  const { of, rows, columns, size, cells } = matrix
  const filled = cells.flat()
  const empty = emptyText(matrix)
  const count = (is: 'indirect' | 'suspect'): number => filled.filter((one) => one[is]).length
  return {
    program: program.id,
    title: matrixTitle(program.name, matrix),
    summary: summaryOfMatrix(matrix),
    ...(empty !== undefined && { empty }),
    of,
    counts: { ...size, indirect: count('indirect'), suspect: count('suspect') },
    rows: rows.map(lineOf),
    columns: columns.map(lineOf),
    pairs: cells.flatMap((row, index) =>
      row.map((cell) => ({
        row: rows[index]?.id ?? '',
        column: columns[cell.column]?.id ?? '',
        links: cell.marks,
        sign: signOf(cell),
        indirect: cell.indirect,
        suspect: cell.suspect,
      })),
    ),
    gaps: gapsIn(matrix).map(({ text, heads }) => ({ text, ids: heads.map(({ id }) => id) })),
    legend: legendOf(matrix).map(([sign, meaning]) => ({ sign, meaning })),
  }
}
