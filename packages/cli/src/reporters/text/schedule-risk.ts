import type { RiskSource, RiskView } from '../../schedule-risk.ts'
import { plural } from '../gate-words.ts'
import type { Paint } from '../paint.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext } from '../reporter.ts'
import { type Cell, cell, tableLines } from '../table.ts'
import { wrapBehind } from '../wrap.ts'

const sourcesShown = 10
const barWidth = 12

/** "62 %"; a share that is not nothing is never told as nothing, and one that is not all never as all. */
export function percent(share: number): string {
  if (share > 0 && share < 0.01) return '< 1 %'
  if (share < 1 && share > 0.99) return '> 99 %'
  return `${Math.round(share * 100)} %`
}

const chanceInk = (chance: number, paint: Paint): ((text: string) => string) =>
  chance >= 0.8 ? paint.good : chance >= 0.5 ? paint.warn : paint.bad

function sourceRow({ id, title, kind, share, criticality, swing, happened }: RiskSource, largest: number, paint: Paint): Cell[] {
  const length = largest <= 0 || share <= 0 ? 0 : Math.max(1, Math.round((share / largest) * barWidth))
  const often = happened === undefined ? '' : `, happened in ${percent(happened)}`
  return [
    cell(id, kind === 'risk' ? paint.warn : paint.strong),
    cell(oneLine(title)),
    cell('█'.repeat(length)),
    cell(`${percent(Math.max(0, share))} of the spread`),
    cell(`critical in ${percent(criticality)}${often}`),
    cell(`${swing} ${swing === 1 ? 'day' : 'days'}`),
  ]
}

/** How probable the dates are, and what makes them so. */
export function riskLines(risk: RiskView, { width, paint, verbose }: ReporterContext): string[] {
  const head = ['', '', 'as planned', 'P50', 'P80', 'P95', 'in time'].map((text) => cell(text, paint.faint))
  const rows = risk.ends.map(({ id, title, type, planned, p50, p80, p95, chance }): Cell[] => [
    cell(type === 'program' ? 'finish' : id, paint.strong),
    cell(type === 'program' ? '' : type === 'gate' ? `gate: ${oneLine(title)}` : oneLine(title)),
    cell(planned),
    cell(p50),
    cell(p80),
    cell(p95),
    cell(percent(chance), chanceInk(chance, paint)),
  ])
  const sources = risk.sources.filter(({ share, criticality }) => share !== 0 || criticality > 0)
  const shown = verbose ? sources : sources.slice(0, sourcesShown)
  const largest = Math.max(0, ...shown.map(({ share }) => share))
  const basis =
    `${plural(risk.trials, 'trial')} with seed ${risk.seed}: ${plural(risk.estimates, 'duration')} with a spread, ` +
    `${plural(risk.risks, 'risk')} with a delay, ${plural(risk.fixed, 'duration that never varies', 'durations that never vary')}`
  const nothing = risk.estimates + risk.risks === 0
  return [
    ...tableLines([head, ...rows], width),
    '',
    ...wrapBehind('  ', `${basis}.`, width).map(paint.faint),
    ...(nothing
      ? [
          '',
          ...wrapBehind(
            '  ! ',
            'Nothing varies, so this says no more than the schedule: give tasks a spread (spread: {low: "2 days", high: "6 days"}) and risks a delay.',
            width,
          ).map(paint.warn),
        ]
      : [
          '',
          ...(shown.length === 0
            ? wrapBehind('', 'Nothing that varies was ever on a longest path to the finish.', width)
            : ['What the finish depends on most:']),
          ...tableLines(
            shown.map((one) => sourceRow(one, largest, paint)),
            width,
          ),
        ]),
    ...(sources.length > shown.length ? [`    and ${sources.length - shown.length} more (-v shows all)`] : []),
  ]
}
