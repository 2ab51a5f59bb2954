import { escaped } from '../import/page-text.ts'
import { badge, count, figure, idOf, section, table } from './markup.ts'
import { matrixPart } from './matrix-part.ts'
import { matrixSvg } from './picture/matrix.ts'
import type { Report, ReportMatrix } from './report-model.ts'

/** In a longer table the titles of rows are left out: what has a title is written elsewhere in the page. */
const mostTitles = 200

/** The word that most cells have: said once, above the table. */
function commonWord(cells: ReportMatrix['cells']): string {
  const counts = new Map<string, number>()
  for (const [, , word] of cells) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? ''
}

function matrixHtml(matrix: ReportMatrix, at: number): string {
  const { title, rows, columns, cells } = matrix
  const common = commonWord(cells)
  const joined = new Map<number, string[]>()
  for (const [row, column, words] of cells) {
    const to = columns[column]
    if (to === undefined) continue
    const list = joined.get(row) ?? []
    list.push(escaped(words === common || words === '' ? to.id : `${to.id} (${words})`))
    joined.set(row, list)
  }
  const hasTitles = rows.length <= mostTitles
  const lines = rows.map(({ id, title: words, phase }, index) => ({
    cells: [
      `${idOf(id)}${words === id || !hasTitles ? '' : ` ${escaped(words)}`}`,
      joined.get(index)?.join(', ') ?? badge('unmet', 'nothing'),
    ],
    phase,
  }))
  const gaps = rows.length - joined.size
  const used = new Set(cells.map(([, column]) => column)).size
  const words = `${count(rows.length, 'row')}, ${gaps === 0 ? 'each joined' : `${gaps} joined to nothing`}; ${count(columns.length, 'column')}, ${used === columns.length ? 'each used' : `${columns.length - used} not used`}`
  const list = table(title, ['Id', common === '' ? 'Joined to' : `Joined to (${common} where nothing else is said)`], lines)
  const { part, note } = matrixPart(matrix)
  const more = note === '' ? '' : ` ${note} The table has everything.`
  return `<h3>${escaped(title)}</h3><p class="lead">${words}.${more}</p>${figure(title, matrixSvg(part, { prefix: `matrix-${at}`, title }), list)}`
}

export function traceSection({ matrices }: Report): string {
  const shown = matrices.filter(({ rows, columns }) => rows.length > 0 && columns.length > 0)
  return shown.length === 0 ? '' : section('traceability', 'Traceability', shown.map(matrixHtml).join('\n'))
}
