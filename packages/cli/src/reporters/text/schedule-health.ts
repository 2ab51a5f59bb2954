import type { HealthMeasure } from '@refractor/core/schedule'
import { placeOf } from '../findings-text.ts'
import { plural } from '../gate-words.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext } from '../reporter.ts'
import { type Cell, cell, tableLines } from '../table.ts'
import { wrapBehind } from '../wrap.ts'

const offendersShown = 3

/** How the schedule stands against each rule, and what counts against it. */
export function healthLines(health: readonly HealthMeasure[], { width, paint, verbose }: ReporterContext): string[] {
  const rows = health.map(({ ok, title, rule, valueText, limitText }): Cell[] => [
    cell(ok === undefined ? '·' : ok ? '✓' : '✗', ok === undefined ? paint.faint : ok ? paint.good : paint.bad),
    cell(rule, paint.strong),
    cell(title),
    cell(valueText),
    cell(limitText, paint.faint),
  ])
  const bad = health.filter(({ ok }) => ok === false)
  const measured = health.filter(({ ok }) => ok !== undefined)
  const details = bad.flatMap(({ rule, words, help, offenders }) => {
    const shown = verbose ? offenders : offenders.slice(0, offendersShown)
    return [
      '',
      ...wrapBehind(`  ✗ ${rule}  `, words, width).map((line, index) => (index === 0 ? line.replace('✗', paint.bad('✗')) : line)),
      ...shown.flatMap(({ id, because, location }) =>
        wrapBehind('      ', `${id}: ${oneLine(because)}${location === undefined ? '' : ` (${placeOf(location)})`}`, width),
      ),
      ...(offenders.length > shown.length ? [`      and ${offenders.length - shown.length} more (-v shows all)`] : []),
      ...wrapBehind('      → ', help, width).map(paint.command),
    ]
  })
  return [
    ...tableLines(rows, width, 2),
    ...details,
    '',
    `  ${measured.length - bad.length} of ${plural(health.length, 'rule')} held${health.length > measured.length ? `, ${health.length - measured.length} not measured` : ''}.`,
  ]
}
