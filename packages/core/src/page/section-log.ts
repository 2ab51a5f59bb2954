import { escaped } from '../import/page-text.ts'
import { badge, count, facets, idOf, placeOf, section, table } from './markup.ts'
import type { Report, ReportEvent } from './report-model.ts'

const eventHtml = ({ at, actor, type, ids, words }: ReportEvent): string =>
  `<li${facets({})}><time>${escaped(at.slice(11, 16))}</time><span class="kind">${escaped(type)}</span><span>${escaped(words)}${
    ids.every((id) => words.includes(id)) ? '' : ` ${ids.map(idOf).join(' ')}`
  }</span><span class="faint">${escaped(actor)}</span></li>`

/** What happened, newest first, by day. */
export function auditSection({ events, eventsTotal }: Report): string {
  if (events.length === 0) return ''
  const days = new Map<string, ReportEvent[]>()
  for (const event of events) {
    const day = event.at.slice(0, 10)
    days.set(day, [...(days.get(day) ?? []), event])
  }
  const body = [...days].map(([day, of]) => `<h3>${escaped(day)}</h3><ol class="events">${of.map(eventHtml).join('\n')}</ol>`)
  const lead =
    eventsTotal > events.length ? `The newest ${events.length} of ${count(eventsTotal, 'event')}.` : `${count(eventsTotal, 'event')}.`
  return section(
    'audit',
    'Audit log',
    `<div class="timeline" tabindex="0" role="region" aria-label="Events">${body.join('\n')}</div>`,
    lead,
  )
}

/** What is wrong with the plan and its records. */
export function findingSection({ findings }: Report): string {
  if (findings.length === 0) return ''
  const rows = findings.map(({ severity, code, message, place, help }) => ({
    cells: [
      badge(severity),
      `${escaped(message)}${help === undefined ? '' : `<br><span class="faint">${escaped(help)}</span>`}`,
      `<code>${escaped(code)}</code>`,
      placeOf(place),
    ],
  }))
  return section(
    'findings',
    'Findings',
    table('Findings', ['Severity', 'What', 'Code', 'Where'], rows),
    `${count(findings.length, 'finding')}.`,
  )
}
