import type { WhyDates } from '../../why-dates.ts'
import { plural } from '../gate-words.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'
import { wrapBehind } from '../wrap.ts'

const reasonsShown = 10

const gainWords = (gain: number): string => (gain === 0 ? '' : `${plural(gain, 'day')} earlier without`)

/** When it happens, and what makes that so. */
export function whyDatesLines(dates: WhyDates | undefined, { width, paint, verbose }: ReporterContext): string[] {
  if (dates === undefined) return []
  const { start, finish, float, critical, kind, dataDate, reasons } = dates
  const when = finish === undefined ? `from ${start}, without an end` : start === finish ? start : `${start} to ${finish}`
  const slack = critical ? ', on the critical path' : float === undefined ? '' : `, can slip by ${plural(float, 'working day')}`
  const as = kind === 'plan' ? 'as planned' : `as of ${dataDate}`
  const shown = verbose ? reasons : reasons.slice(0, reasonsShown)
  const rows = shown.map(({ text, gain }, index) => [
    cell(`${index + 1}`, paint.faint),
    cell(oneLine(text)),
    cell(gainWords(gain), paint.good),
  ])
  return [
    '',
    ...wrapBehind('  When: ', `${when} (${as}${slack})`, width),
    ...(rows.length > 0 ? ['  What makes it so, from its end back:', ...tableLines(rows, width)] : []),
    ...(reasons.length > shown.length ? [paint.faint(`    and ${reasons.length - shown.length} more (-v shows all)`)] : []),
  ]
}
