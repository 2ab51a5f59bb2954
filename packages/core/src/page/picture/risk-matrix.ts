import { riskMatrix } from '../../trace/risk-matrix.ts'
import { rankOf, scaleOf } from '../../trace/risk-rating.ts'
import type { ReportRisk } from '../report-model.ts'
import type { PictureOptions } from './picture-options.ts'
import { counted, emptyPicture, framed, label, px, widthOf } from './svg.ts'

const cell = { width: 164, least: 62, line: 16 }
const left = 96
const top = 44
const title = 'Risk matrix'

/** Ids in lines that fit a cell; what does not fit any more is counted. */
function linesOf(ids: readonly string[], most: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const [index, id] of ids.entries()) {
    const next = line === '' ? id : `${line}, ${id}`
    if (line === '' || widthOf(next) <= cell.width - 20) line = next
    else {
      lines.push(line)
      line = id
      if (lines.length === most)
        return [...lines.slice(0, -1), `… and ${ids.length - index + (lines.at(-1) as string).split(', ').length} more`]
    }
  }
  return line === '' ? lines : [...lines, line]
}

/** Risks by impact (rows, the gravest first) and likelihood (columns, the likeliest last), as `risk list --matrix` has them. */
export function riskMatrixSvg(risks: readonly ReportRisk[], options: PictureOptions = {}): string {
  if (risks.length === 0) return emptyPicture('risks', title, 'the plan names no risk', options)
  const scales = { impact: scaleOf(risks.map((one) => one.impact)), likelihood: scaleOf(risks.map((one) => one.likelihood)) }
  const { impacts, likelihoods, rows, unrated } = riskMatrix(
    risks.map(({ id, impact, likelihood }) => ({
      id,
      impact: rankOf(impact, scales.impact),
      likelihood: rankOf(likelihood, scales.likelihood),
    })),
  )
  let y = top
  const parts: string[] = [
    ...likelihoods.map(
      (word, column) => `<text class="mid strong" x="${left + (column + 0.5) * cell.width}" y="${top - 8}">${label(word, 20)}</text>`,
    ),
    `<text class="faint mid" x="${left + (likelihoods.length * cell.width) / 2}" y="14">likelihood</text>`,
  ]
  for (const [row, cells] of rows.entries()) {
    const lines = cells.map((one) => linesOf(one.risks, 12))
    const height = Math.max(cell.least, 30 + Math.max(...lines.map((one) => one.length)) * cell.line)
    parts.push(`<text class="end strong" x="${left - 10}" y="${px(y + height / 2 + 4)}">${label(impacts[row] as string, 14)}</text>`)
    for (const [column, one] of cells.entries()) {
      const x = left + column * cell.width
      const ids = (lines[column] as readonly string[]).map(
        (line, index) => `<text class="strong" x="${x + 10}" y="${px(y + 36 + index * cell.line)}">${label(line, 60)}</text>`,
      )
      parts.push(
        `<rect class="cell ${one.severity}" x="${x}" y="${px(y)}" width="${cell.width}" height="${px(height)}"/><text class="end" x="${x + cell.width - 8}" y="${px(y + 15)}">${one.severity}</text>${ids.join('')}`,
      )
    }
    y += height
  }
  parts.push(`<text class="faint" transform="translate(14,${px((top + y) / 2)}) rotate(-90)" text-anchor="middle">impact</text>`)
  if (unrated.length > 0)
    parts.push(
      `<text class="faint" x="${left}" y="${px(y + 20)}">${label(`without impact or likelihood: ${unrated.join(', ')}`, 110)}</text>`,
    )
  const grave = rows.flat().reduce((sum, one) => sum + (one.severity === 'critical' || one.severity === 'high' ? one.risks.length : 0), 0)
  const words = `${counted(risks.length, 'risk')}; ${grave} high or critical${unrated.length === 0 ? '' : `; ${unrated.length} without impact or likelihood`}`
  const width = Math.max(left + likelihoods.length * cell.width + 12, 560)
  return framed({ kind: 'risks', width, height: y + (unrated.length > 0 ? 32 : 10), title, words, body: parts.join('') }, options)
}
