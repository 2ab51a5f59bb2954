import { plainCell } from '../../import/page-text.ts'
import type { Matrix, MatrixCell, MatrixHead } from '../../trace/matrix.ts'
import { emptyText, type Gap, gapsIn, legendOf, signOf, summaryOfMatrix } from '../../trace/matrix-words.ts'
import { gridRow, type MatrixShape, shapeOf } from './shape.ts'

const rowText = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

const headText = ({ id, title }: MatrixHead): string => (title === '' ? `**${plainCell(id)}**` : `**${plainCell(id)}** ${plainCell(title)}`)

function grid({ of, rows, columns, cells }: Matrix): string[] {
  return [
    rowText([plainCell(of.rows), ...columns.map(({ id }) => plainCell(id)), 'linked']),
    rowText(['---', ...columns.map(() => ':-:'), '--:']),
    ...rows.map((head, index) => {
      const row = [...gridRow(cells[index] as readonly MatrixCell[], columns.length)].map((cell) =>
        cell === undefined ? '' : signOf(cell),
      )
      return rowText([headText(head), ...row, head.filled === 0 ? '**0**' : String(head.filled)])
    }),
  ]
}

function list({ of, rows, columns, cells }: Matrix): string[] {
  return [
    rowText([plainCell(of.rows), plainCell(of.columns)]),
    rowText(['---', '---']),
    ...rows.map((head, index) => {
      const linked = (cells[index] as readonly MatrixCell[]).map((cell) => {
        const sign = signOf(cell)
        return `${plainCell((columns[cell.column] as MatrixHead).id)}${sign === '●' ? '' : ` (${sign})`}`
      })
      return rowText([headText(head), linked.join(', ') || '**none**'])
    }),
  ]
}

/** More ids than this are counted. */
const longest = 50

function gapText({ text, heads }: Gap): string {
  const ids = heads.slice(0, longest).map(({ id }) => plainCell(id))
  return `**${text}:** ${ids.join(', ')}${heads.length > longest ? ` and ${heads.length - longest} more` : ''}`
}

/** A matrix as a table of GitHub-flavoured Markdown, for a document or a pull request. */
export function matrixMarkdown(matrix: Matrix, title: string, asked?: MatrixShape): string {
  const empty = emptyText(matrix)
  const shape = shapeOf(matrix, { columns: 40, cells: 20_000 }, asked)
  const legend = legendOf(matrix).map(([sign, meaning]) => `${sign} ${meaning}`)
  return [
    `## ${plainCell(title)}`,
    '',
    ...(empty !== undefined ? [empty] : shape === 'grid' ? grid(matrix) : list(matrix)),
    ...(legend.length === 0 ? [] : ['', legend.join(' · ')]),
    ...gapsIn(matrix).flatMap((gap) => ['', gapText(gap)]),
    '',
    `${summaryOfMatrix(matrix)}.`,
    '',
  ].join('\n')
}
