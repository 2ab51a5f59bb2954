import type { HistoryPoint, SlipPoint, SlipSeries } from '@refractor/core/schedule'
import type { ReportHistoryData } from '../../report-history-data.ts'
import { plural } from '../gate-words.ts'
import { burnBar, slipDays, sparkline } from '../history-words.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { type Cell, cell, tableLines } from '../table.ts'
import { wrapBehind } from '../wrap.ts'

/** How many points, moved ends and changes of scope a terminal gets without -v. */
const most = { points: 24, ends: 15, steps: 10, ids: 6 }
const barWidth = { least: 10, most: 40 }

const dayOf = (at: string): string => at.slice(0, 10)
const endWords = ({ finish, finishDay }: SlipPoint | HistoryPoint): string | undefined =>
  finish ?? (finishDay === undefined ? undefined : `day ${finishDay}`)

/** Evenly some of many, never without the first and the last. */
function some<T>(list: readonly T[], count: number): readonly T[] {
  if (list.length <= count) return list
  return Array.from({ length: count }, (_, index) => list[Math.round((index * (list.length - 1)) / (count - 1))] as T)
}

function more(hidden: number, what: string, { paint }: ReporterContext): string[] {
  return hidden > 0 ? [paint.faint(`  and ${plural(hidden, what)} more (-v shows them)`)] : []
}

/** Done and scope of each point as a bar, all on one scale. */
function burnLines({ points }: ReportHistoryData, context: ReporterContext): string[] {
  const { width, paint, verbose } = context
  const shown = verbose ? points : some(points, most.points)
  const scale = Math.max(0, ...points.map(({ scope }) => scope))
  const hasMilestones = points.some(({ milestones }) => milestones > 0)
  const blocks = Math.min(barWidth.most, Math.max(barWidth.least, width - 60))
  const rows = shown.map((one, index): Cell[] => {
    const before = shown[index - 1]
    const end = endWords(one)
    const grown = before === undefined ? 0 : one.scope - before.scope
    return [
      cell(one.commit === null ? 'now' : dayOf(one.at), one.commit === null ? paint.strong : undefined),
      cell(burnBar(one.done, one.scope, scale, blocks)),
      cell(`${one.done}/${one.scope}`),
      cell(grown === 0 ? '' : grown > 0 ? `+${grown}` : `−${-grown}`, paint.warn),
      ...(hasMilestones ? [cell(`${one.accepted}/${one.milestones} milestones`, paint.faint)] : []),
      cell(end === undefined ? '' : `ends ${end}`),
    ]
  })
  return [paint.strong('Done and scope'), ...tableLines(rows, width), ...more(points.length - shown.length, 'point', context), '']
}

/** The end of a series as it was seen from each of these points. */
function seen(series: SlipSeries, points: readonly HistoryPoint[]): (number | undefined)[] {
  let next = 0
  let value: number | undefined
  return points.map((point) => {
    for (let move = series.moves[next]; move !== undefined && move.at <= point.at; move = series.moves[++next])
      value = move.finish === undefined ? move.finishDay : Date.parse(move.finish) / 86_400_000
    return value
  })
}

function slipLines({ slips, points }: ReportHistoryData, context: ReporterContext): string[] {
  const { paint, width, verbose } = context
  const moved = slips.filter(({ moves }) => moves.length > 1)
  if (moved.length === 0) return slips.length === 0 ? [] : [...wrapBehind('', 'No end has moved.', width), '']
  // The worst first; of equal ones, as in the plan.
  const sorted = [...moved].sort((a, b) => b.days - a.days)
  const shown = verbose ? sorted : sorted.slice(0, most.ends)
  const columns = some(points, most.points)
  const rows = shown.map((one) => [
    cell(one.id, paint.strong),
    cell(sparkline(seen(one, columns))),
    cell(`${endWords(one.moves[0] as SlipPoint)} → ${endWords(one.moves.at(-1) as SlipPoint)}`),
    cell(slipDays(one), one.days > 0 ? paint.bad : one.days < 0 ? paint.good : paint.faint),
    cell(`${plural(one.moves.length - 1, 'move')}${one.done ? ', done' : ''}`, paint.faint),
  ])
  return [
    paint.strong('Ends that moved'),
    ...tableLines(rows, width),
    ...more(sorted.length - shown.length, 'end', context),
    ...(slips.length > moved.length ? [paint.faint(`  ${slips.length - moved.length} of ${slips.length} never moved`)] : []),
    '',
  ]
}

/** "T-3, T-4 and 12 more" */
function ids(list: readonly string[], { verbose }: ReporterContext): string {
  const shown = verbose ? list : list.slice(0, most.ids)
  const hidden = list.length - shown.length
  return `${shown.map(oneLine).join(', ')}${hidden > 0 ? ` and ${hidden} more` : ''}`
}

function scopeLines({ scope }: ReportHistoryData, context: ReporterContext): string[] {
  if (scope.steps.length === 0) return []
  const { paint, width, verbose } = context
  const shown = verbose ? scope.steps : scope.steps.slice(-most.steps)
  return [
    paint.strong(`Scope: ${scope.first} → ${plural(scope.last, 'task')} (+${scope.added} −${scope.removed})`),
    ...more(scope.steps.length - shown.length, 'change', context),
    ...shown.flatMap(({ at, added, removed }) => [
      ...(added.length > 0 ? wrapBehind(`  ${dayOf(at)}  + `, ids(added, context), width) : []),
      ...(removed.length > 0 ? wrapBehind(`  ${dayOf(at)}  − `, ids(removed, context), width) : []),
    ]),
    '',
  ]
}

function promiseLines({ commitment }: ReportHistoryData, context: ReporterContext): string[] {
  if (commitment === null) return []
  const { kept, pushed, dropped, added, from, to } = commitment
  const promised = kept.length + pushed.length + dropped.length
  if (promised + added.length === 0) return []
  const { paint, width } = context
  const lines: [string, readonly string[], (text: string) => string][] = [
    ['kept', kept, paint.good],
    ['put off', pushed, paint.bad],
    ['dropped', dropped, paint.bad],
    ['came up', added, paint.warn],
  ]
  return [
    paint.strong(`Promised on ${from} for ${to}: ${promised === 0 ? 'nothing' : `${kept.length} of ${promised} kept`}`),
    ...lines.flatMap(([word, list, colour]) => {
      if (list.length === 0) return []
      const [first = '', ...rest] = wrapBehind(`  ${word.padEnd(7)}  `, ids(list, context), width)
      return [`  ${colour(word)}${first.slice(2 + word.length)}`, ...rest]
    }),
    '',
  ]
}

/** What was looked at, and what could not be. */
function readLines({ read, points }: ReportHistoryData, { width, paint }: ReporterContext): string[] {
  const { commits, versions, unreadable, leftOut, isCutOff } = read
  const [broken] = unreadable
  const words = `${plural(commits, 'commit')} changed the plan; looked at ${plural(points.filter(({ commit }) => commit !== null).length, 'state')} and ${plural(versions, 'version')} of files`
  return [
    ...(isCutOff ? wrapBehind('! ', 'this clone does not hold the whole history: git fetch --unshallow', width).map(paint.warn) : []),
    ...(broken === undefined
      ? []
      : wrapBehind(
          '! ',
          `${plural(unreadable.length, 'state')} could not be read, the first at ${broken.commit.slice(0, 7)}: ${broken.file}`,
          width,
        ).map(paint.warn)),
    ...(leftOut > 0 ? wrapBehind('', `${plural(leftOut, 'point')} left out: --max asks for more`, width).map(paint.faint) : []),
    ...wrapBehind('', words, width).map(paint.faint),
  ]
}

/** How much was done, how the scope grew, how ends moved, and which promises were kept. */
export const reportHistoryText: TextBody = (answer, context) => {
  const data = answer.data as unknown as ReportHistoryData
  const { program, points } = data
  const { width, paint } = context
  const name = program.name === program.id ? program.name : `${program.name} (${program.id})`
  const [first, last] = [points[0], points.at(-1)]
  const between = first === undefined || last === undefined ? '' : `${dayOf(first.at)} → ${dayOf(last.at)}`
  return [
    ...wrapBehind('', oneLine(name), width).map(paint.strong),
    ...wrapBehind('', between, width).map(paint.faint),
    '',
    ...burnLines(data, context),
    ...slipLines(data, context),
    ...scopeLines(data, context),
    ...promiseLines(data, context),
    ...readLines(data, context),
  ]
}
