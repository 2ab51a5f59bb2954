import { escaped } from '../import/page-text.ts'
import { count, figure, section, table } from './markup.ts'
import { burnUpSvg } from './picture/burn-up.ts'
import { slipSvg } from './picture/slip.ts'
import type { Report, ReportPoint } from './report-model.ts'

/** Newest points that are written; the picture has all of them. */
const mostRows = 60

const dateOf = ({ at }: ReportPoint): string => escaped(at.slice(0, 10))
const commitOf = ({ commit }: ReportPoint): string => `<code>${escaped(commit.slice(0, 10))}</code>`

function captionOf(words: string, points: readonly ReportPoint[]): string {
  return points.length > mostRows ? `${words}: the newest ${mostRows} of ${count(points.length, 'point')}` : words
}

/** How scope, work and the end of it moved. */
export function historySection({ history }: Report): string {
  if (history.length < 2) return ''
  const newest = [...history].reverse().slice(0, mostRows)
  const work = table(
    captionOf('Scope and work done', history),
    ['Day', 'Commit', 'Scope', 'Done', 'Milestones', 'Accepted'],
    newest.map((point) => ({
      cells: [dateOf(point), commitOf(point), ...[point.scope, point.done, point.milestones, point.accepted].map(String)],
    })),
  )
  const parts = [`<h3>Burn-up</h3>${figure('burn-up', burnUpSvg(history), work)}`]
  const dated = history.filter(({ finish }) => finish !== undefined)
  if (dated.length > 1) {
    const ends = table(
      captionOf('Forecast of the end, as of each day', dated),
      ['As of', 'Forecast of the end'],
      [...dated]
        .reverse()
        .slice(0, mostRows)
        .map((point) => ({ cells: [dateOf(point), escaped(point.finish ?? '')] })),
    )
    parts.push(`<h3>Slip</h3>${figure('slip', slipSvg(history), ends)}`)
  }
  const [first, last] = [history[0], history.at(-1)] as [ReportPoint, ReportPoint]
  const grown = last.scope - first.scope
  const lead = `Since ${dateOf(first)}: ${last.done - first.done} more done, scope ${grown === 0 ? 'unchanged' : grown > 0 ? `grown by ${grown}` : `reduced by ${-grown}`}.`
  return section('history', 'History', `<div class="pair">${parts.map((part) => `<div>${part}</div>`).join('')}</div>`, lead)
}
