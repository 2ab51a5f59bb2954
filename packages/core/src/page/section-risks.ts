import { escaped } from '../import/page-text.ts'
import type { Anchors } from './anchors.ts'
import { badge, count, figure, idOf, placeOf, type Row, section, table } from './markup.ts'
import { riskMatrixSvg } from './picture/risk-matrix.ts'
import type { Report, ReportRisk } from './report-model.ts'

function rowOf(risk: ReportRisk, anchors: Anchors): Row {
  const phases = [...new Set(risk.tasks.flatMap(({ phase }) => (phase === undefined ? [] : [phase])))].join(' ')
  const tasks = risk.tasks.map(({ id, state }) => `<span class="joined">${idOf(id)} ${escaped(state)}</span>`).join(' ')
  return {
    cells: [
      `${idOf(risk.id)} ${escaped(risk.title)}`,
      escaped(risk.severity ?? ''),
      escaped(risk.impact ?? ''),
      escaped(risk.likelihood ?? ''),
      escaped(risk.owner ?? ''),
      risk.status === undefined ? '' : badge(risk.status),
      tasks === '' ? badge('unmet', 'no task') : tasks,
      placeOf(risk.place),
    ],
    anchor: anchors.of(risk.id),
    owner: risk.owner,
    phase: phases === '' ? undefined : phases,
  }
}

export function riskSection({ risks }: Report, anchors: Anchors): string {
  if (risks.length === 0) return ''
  const bare = risks.filter(({ tasks }) => tasks.length === 0).length
  const heads = ['Risk', 'Severity', 'Impact', 'Likelihood', 'Owner', 'Status', 'Mitigated by', 'Written at']
  const lead = `${count(risks.length, 'risk')}; ${bare === 0 ? 'each has a task that mitigates it' : `${bare} without a task that mitigates it`}.`
  // A register that rates nothing has no matrix to draw.
  const rated = risks.some(({ impact, likelihood }) => impact !== undefined || likelihood !== undefined)
  const picture = rated ? figure('risks', riskMatrixSvg(risks, { prefix: 'risk-matrix' }), '') : ''
  return section(
    'risks',
    'Risks',
    `${picture}\n${table(
      'Risks',
      heads,
      risks.map((risk) => rowOf(risk, anchors)),
    )}`,
    lead,
  )
}
