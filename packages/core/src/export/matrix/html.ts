import { escaped } from '../../import/page-text.ts'
import type { Matrix, MatrixCell, MatrixHead } from '../../trace/matrix.ts'
import { emptyText, type Gap, gapsIn, legendOf, signOf, summaryOfMatrix, wordsOf } from '../../trace/matrix-words.ts'
import { manyOf } from '../../trace/type-words.ts'
import { matrixScript, matrixStyle } from './html-style.ts'
import { gridRow, type MatrixShape, placeText, shapeOf } from './shape.ts'

const classOf = ({ indirect, suspect }: MatrixCell): string => (suspect ? 'suspect' : indirect ? 'indirect' : 'linked')

const tip = (head: MatrixHead): string =>
  escaped([`${head.id} ${head.title}`.trim(), placeText(head)].filter((one) => one !== '').join(' · '))

const rowHead = (head: MatrixHead): string =>
  `<th scope="row" title="${tip(head)}"><b>${escaped(head.id)}</b>${head.title === '' ? '' : `<small>${escaped(head.title)}</small>`}</th>`

const count = ({ filled }: MatrixHead): string => `<td class="count">${filled}</td>`

const rowTag = ({ filled }: MatrixHead): string => (filled === 0 ? '<tr class="open">' : '<tr>')

function grid({ of, rows, columns, cells }: Matrix): string {
  const head = columns.map(
    (one) => `<th scope="col" class="turned${one.filled === 0 ? ' open' : ''}" title="${tip(one)}"><span>${escaped(one.id)}</span></th>`,
  )
  const body = rows.map((one, index) => {
    const row = [...gridRow(cells[index] as readonly MatrixCell[], columns.length)].map((cell) =>
      cell === undefined
        ? '<td class="mark"></td>'
        : `<td class="mark ${classOf(cell)}" title="${escaped(`${one.id} × ${(columns[cell.column] as MatrixHead).id}: ${wordsOf(cell)}`)}"><span aria-hidden="true">${escaped(signOf(cell))}</span><span class="words">${escaped(wordsOf(cell))}</span></td>`,
    )
    return `${rowTag(one)}${rowHead(one)}${row.join('')}${count(one)}</tr>`
  })
  return `<table class="grid"><thead><tr><th scope="col">${escaped(of.rows)} \\ ${escaped(of.columns)}</th>${head.join('')}<th scope="col">linked</th></tr></thead>
<tbody>
${body.join('\n')}
</tbody></table>`
}

function list({ of, rows, columns, cells }: Matrix): string {
  const body = rows.map((one, index) => {
    const linked = (cells[index] as readonly MatrixCell[]).map((cell) => {
      const column = columns[cell.column] as MatrixHead
      return `<li class="${classOf(cell)}" title="${escaped(`${column.title} · ${wordsOf(cell)}`)}">${escaped(column.id)} ${escaped(signOf(cell))}</li>`
    })
    return `${rowTag(one)}${rowHead(one)}<td>${linked.length === 0 ? '<span class="none">none</span>' : `<ul>${linked.join('')}</ul>`}</td>${count(one)}</tr>`
  })
  return `<table><thead><tr><th scope="col">${escaped(of.rows)}</th><th scope="col">${escaped(manyOf(of.columns))}</th><th scope="col">linked</th></tr></thead>
<tbody>
${body.join('\n')}
</tbody></table>`
}

/** More ids than this are counted. */
const longest = 100

function gapText({ text, heads }: Gap): string {
  const ids = heads.slice(0, longest).map(({ id }) => escaped(id))
  return `<p class="gap"><b>${escaped(text)}:</b> ${ids.join(', ')}${heads.length > longest ? ` and ${heads.length - longest} more` : ''}</p>`
}

/** A matrix as a page. One file: it loads nothing, works without scripts and a network, and prints. */
export function matrixHtml(matrix: Matrix, title: string, asked?: MatrixShape): string {
  const empty = emptyText(matrix)
  const shape = shapeOf(matrix, { columns: 400, cells: 200_000 }, asked)
  const legend = legendOf(matrix).map(([sign, meaning]) => `<span><b>${sign}</b> ${meaning}</span>`)
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)}</title>
<style>
${matrixStyle}
</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p>${escaped(summaryOfMatrix(matrix)).replace(/\d+/g, '<b>$&</b>')}.</p>
${gapsIn(matrix).map(gapText).join('\n')}
${legend.length === 0 ? '' : `<p class="legend">${legend.join('')}</p>`}
</header>
<nav>
<label><input type="checkbox" id="only-open"> only rows without a link</label>
<input type="search" placeholder="Words in a row" aria-label="Filter rows by words">
</nav>
<main tabindex="0" aria-label="${escaped(title)}">
${empty !== undefined ? `<p>${escaped(empty)}</p>` : shape === 'grid' ? grid(matrix) : list(matrix)}
</main>
<script>
${matrixScript}
</script>
</body>
</html>
`
}
