import { escaped } from '../import/page-text.ts'
import { explorer } from './explorer.ts'
import { badge, count, figure, idOf, section, table } from './markup.ts'
import { ganttSvg } from './picture/gantt.ts'
import { dayWords, shiftWords } from './report-days.ts'
import type { Report, ReportForecast, ReportSchedule } from './report-model.ts'

/** More rows than this are an overview of the upper ones: everything stands in the table beneath. */
const mostRows = 90

/** Indices of the rows that are looked at first: everything, else what holds other work and the gates, else phases and their gates. */
export function overviewRows({ activities }: ReportSchedule): readonly number[] {
  const rows = [...activities.keys()]
  const only = (...types: readonly string[]): number[] => rows.filter((index) => types.includes(activities[index]?.type ?? ''))
  const choices = [rows, only('phase', 'milestone', 'gate'), only('phase', 'gate'), only('phase')]
  return choices.find((choice) => choice.length > 0 && choice.length <= mostRows) ?? (choices.at(-1) ?? []).slice(0, mostRows)
}

function forecastTable(schedule: ReportSchedule): string {
  const { forecasts } = schedule
  if (forecasts.length === 0 || schedule.mode === 'order') return ''
  const has = (key: keyof ReportForecast): boolean => forecasts.some((one) => one[key] !== undefined)
  const words = (date: string | undefined): string => `<span class="day">${escaped(dayWords(date, schedule))}</span>`
  const columns: readonly (readonly [boolean, string, (one: ReportForecast) => string])[] = [
    [true, 'What', ({ id, title }) => `${id === 'finish' ? '' : idOf(id)} ${escaped(title)}`],
    [has('baseline'), schedule.baselineName ?? 'Baseline', ({ baseline }) => words(baseline)],
    [has('planned'), 'Plan', ({ planned }) => words(planned)],
    [has('forecast'), 'Forecast', ({ forecast }) => `<b>${words(forecast)}</b>`],
    [has('forecast'), 'Moved', ({ baseline, planned, forecast }) => shift(shiftWords(baseline ?? planned, forecast))],
    [has('p50'), 'P50', ({ p50 }) => words(p50)],
    [has('p80'), 'P80', ({ p80 }) => words(p80)],
    [has('p95'), 'P95', ({ p95 }) => words(p95)],
  ]
  const shown = columns.filter(([is]) => is)
  return `<h3>Forecast</h3>${table(
    'When each gate is reached',
    shown.map(([, head]) => head),
    forecasts.map((one) => ({ cells: shown.map(([, , cell]) => cell(one)) })),
  )}`
}

const shift = (words: string): string =>
  words === '' || words === '0'
    ? `<span class="faint">${words}</span>`
    : `<span class="${words.startsWith('+') ? 'bad' : 'good'}">${escaped(words)}</span>`

/** More steps than this are counted. */
const longestPath = 120

function criticalHtml({ criticalPath, mode }: ReportSchedule): string {
  if (criticalPath.length === 0) return ''
  const name = mode === 'order' ? 'Longest chain' : 'Critical path'
  const steps = criticalPath.slice(0, longestPath).map((key) => {
    const id = key.slice(key.indexOf(':') + 1)
    return `<li><a href="#${escaped(encodeURIComponent(id.replace(/\s/g, '-')))}">${idOf(id)}</a></li>`
  })
  const more = criticalPath.length > longestPath ? `<li>and ${criticalPath.length - longestPath} more</li>` : ''
  return `<details class="behind"><summary>${name}: ${count(criticalPath.length, 'step')}</summary><ol class="path">${steps.join('')}${more}</ol></details>`
}

function healthTable({ health }: ReportSchedule): string {
  if (health.length === 0) return ''
  const failed = health.filter(({ ok }) => !ok).length
  const rows = health.map(({ rule, value, limit, ok, offenders }) => ({
    cells: [
      escaped(rule),
      badge(ok ? 'met' : 'unmet', ok ? 'within' : 'beyond'),
      escaped(value),
      escaped(limit),
      offenders.slice(0, 12).map(idOf).join(' ') + (offenders.length > 12 ? ` and ${offenders.length - 12} more` : ''),
    ],
  }))
  const table1 = table('Health of the schedule', ['Rule', 'State', 'Found', 'Limit', 'Where'], rows)
  return `<details class="behind"${failed === 0 ? '' : ' open'}><summary>Health: ${failed === 0 ? 'every rule within its limit' : `${failed} of ${count(health.length, 'rule')} beyond its limit`}</summary>${table1}</details>`
}

const assumptionsHtml = ({ assumptions }: ReportSchedule): string =>
  assumptions.length === 0
    ? ''
    : `<details class="behind"><summary>${count(assumptions.length, 'assumption')} that the plan leaves to the reader</summary><ul>${assumptions.map((text) => `<li>${escaped(text)}</li>`).join('')}</ul></details>`

const leads: Readonly<Record<ReportSchedule['mode'], (schedule: ReportSchedule) => string>> = {
  dated: ({ start, finish }) => `From ${escaped(start ?? '?')} to ${escaped(finish ?? 'an open end')}.`,
  relative: (schedule) =>
    `Counted from week ${schedule.firstWeek ?? 1}: the plan names no start. It ends at ${escaped(dayWords(schedule.finish, schedule) || 'no known day')}.`,
  order: () => 'The plan names no durations: what follows is an order, without dates.',
}

/** When things happen: forecasts, the picture, and every activity as a row that can be filtered. */
export function scheduleSection({ schedule }: Report): string {
  if (schedule === undefined || schedule.activities.length === 0) return ''
  const rows = overviewRows(schedule)
  const isAll = rows.length === schedule.activities.length
  const behind = isAll ? '' : ' Every activity stands in the table below.'
  const body = [
    forecastTable(schedule),
    `<h3>${isAll ? 'Gantt chart' : 'Gantt chart of the upper levels'}</h3>`,
    figure('Gantt chart', ganttSvg(schedule, { rows, links: rows.length <= mostRows }), ''),
    criticalHtml(schedule),
    healthTable(schedule),
    assumptionsHtml(schedule),
    '<h3 id="activities">Activities</h3>',
    explorer(schedule),
  ]
  return section('schedule', 'Schedule', body.filter((text) => text !== '').join('\n'), leads[schedule.mode](schedule) + behind)
}
