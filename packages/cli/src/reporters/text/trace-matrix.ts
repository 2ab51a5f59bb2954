import type { MatrixData, MatrixLine, MatrixPair } from '../../matrix-data.ts'
import { displayWidth, padTo } from '../display-width.ts'
import { plural } from '../gate-words.ts'
import type { Paint } from '../paint.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { type Cell, cell, tableLines } from '../table.ts'
import { cut, wrap } from '../wrap.ts'

/** Ids of columns stand upright above the grid; longer ones make it unreadable. */
const tallest = 20
const narrowestHead = 12
const widestHead = 48

const painted = (paint: Paint, { indirect, suspect }: MatrixPair): ((text: string) => string) =>
  suspect ? paint.warn : indirect ? paint.faint : paint.good

const headText = ({ id, title }: MatrixLine): string => oneLine(title === '' ? id : `${id}  ${title}`)

const largest = <T>(values: readonly T[], of: (value: T) => number): number => values.reduce((most, one) => Math.max(most, of(one)), 0)

/** The grid; undefined where the terminal is too narrow for it. */
function grid({ rows, columns, pairs }: MatrixData, { width, paint }: ReporterContext): string[] | undefined {
  if (columns.length * 2 > width) return undefined
  const ids = columns.map(({ id }) => [...oneLine(id)])
  const height = largest(ids, (letters) => letters.length)
  const step =
    1 +
    Math.max(
      1,
      ...ids.flat().map(displayWidth),
      largest(pairs, ({ sign }) => displayWidth(sign)),
    )
  const count = String(largest(rows, ({ linked }) => linked)).length
  const room = width - 2 - step * columns.length - 2 - count
  const idWidth = largest(rows, ({ id }) => displayWidth(oneLine(id)))
  if (height > tallest || room < Math.max(narrowestHead, idWidth)) return undefined
  const headWidth = Math.min(
    room,
    widestHead,
    largest(rows, (row) => displayWidth(headText(row))),
  )
  const upright = Array.from({ length: height }, (_, line) => {
    const letters = ids.map((id, index) => {
      const letter = id[line - (height - id.length)] ?? ''
      const text = padTo(letter, step - 1)
      return columns[index]?.linked === 0 ? paint.bad(text) : text
    })
    return `  ${' '.repeat(headWidth)} ${letters.join(' ')}`.trimEnd()
  })
  const byRow = new Map<string, MatrixPair[]>()
  for (const pair of pairs) {
    const own = byRow.get(pair.row)
    if (own) own.push(pair)
    else byRow.set(pair.row, [pair])
  }
  const body = rows.map((row) => {
    const own = new Map(byRow.get(row.id)?.map((pair) => [pair.column, pair]))
    const cells = columns.map(({ id }) => {
      const pair = own.get(id)
      return pair === undefined ? paint.faint(padTo('·', step - 1)) : painted(paint, pair)(padTo(pair.sign, step - 1))
    })
    const text = cut(headText(row), headWidth)
    const id = oneLine(row.id)
    const strong = row.linked === 0 ? paint.bad : paint.strong
    const head = strong(text.slice(0, id.length)) + paint.faint(text.slice(id.length)) + padTo('', headWidth - displayWidth(text))
    const total = String(row.linked).padStart(count)
    return `  ${head} ${cells.join(' ')}  ${row.linked === 0 ? paint.bad(total) : paint.faint(total)}`
  })
  return [...upright, ...body]
}

/** A line for each row, with the ids that it is linked with. */
function list({ rows, pairs }: MatrixData, { width, paint }: ReporterContext): string[] {
  const byRow = new Map<string, string[]>()
  for (const { row, column, sign } of pairs) {
    const text = sign === '●' ? oneLine(column) : `${oneLine(column)} (${sign})`
    const own = byRow.get(row)
    if (own) own.push(text)
    else byRow.set(row, [text])
  }
  const hasTitles = rows.some(({ title }) => title !== '')
  const lines = rows.map(({ id, title }): Cell[] => {
    const linked = byRow.get(id)
    const ids = linked ? cell(linked.join(', ')) : cell('none', paint.bad)
    return [cell(oneLine(id), paint.strong), ...(hasTitles ? [cell(oneLine(title))] : []), ids]
  })
  return tableLines(lines, width)
}

/** More ids than this are counted. */
const mostIds = 12

/** Two types of records and the links between them. */
const matrixText = (data: MatrixData & { list?: boolean }, context: ReporterContext): string[] => {
  const { title, summary, empty, gaps, legend, deep } = data
  const { paint, width } = context
  const grown = data.list ? undefined : grid(data, context)
  const body = empty === undefined ? (grown ?? list(data, context)) : [`  ${empty}`]
  const most = data.list ? Number.POSITIVE_INFINITY : mostIds
  return [
    paint.strong(title),
    '',
    ...body,
    ...(legend.length === 0 ? [] : ['', `  ${paint.faint(legend.map(({ sign, meaning }) => `${sign} ${meaning}`).join(' · '))}`]),
    ...gaps.flatMap(({ text, ids }, index) => {
      const more = ids.length > most ? ` and ${ids.length - most} more` : ''
      const lines = wrap(`${text}: ${ids.slice(0, most).map(oneLine).join(', ')}${more}`, width - 2)
      return [...(index === 0 ? [''] : []), ...lines.map((line) => `  ${paint.warn(line)}`)]
    }),
    ...(deep === undefined ? [] : ['', `  Chains of links join ${plural(deep.pairs, 'pair')}: ${paint.command(deep.command)}`]),
    '',
    summary,
  ]
}

interface Choice {
  readonly rows: string
  readonly columns: string
  readonly relations: readonly string[]
  readonly links: number
}

function choicesText(matrices: readonly Choice[], { width, paint }: ReporterContext): string[] {
  if (matrices.length === 0) return ['no links']
  const lines = matrices.map(({ rows, columns, relations, links }) => [
    cell(`${rows} × ${columns}`, paint.strong),
    cell(relations.join(', ')),
    cell(plural(links, 'link')),
  ])
  const { rows, columns } = matrices[0] as Choice
  const next = `Next: ${paint.command(`refractor trace matrix ${rows} ${columns}`)}`
  return [...tableLines(lines, width), '', plural(matrices.length, 'matrix', 'matrices'), next]
}

export const traceMatrixText: TextBody = ({ data }, context) =>
  data['matrices'] === undefined
    ? matrixText(data as unknown as MatrixData, context)
    : choicesText(data['matrices'] as readonly Choice[], context)
