import type { Reason, Verdict } from '@refractor/core'
import type { NextStep } from '../../next-steps.ts'
import type { OverdueAction } from '../../overdue.ts'
import type { ForecastEnd, StatusForecast } from '../../status-forecast.ts'
import { bar } from '../bar.ts'
import { displayWidth, padTo } from '../display-width.ts'
import { plural } from '../gate-words.ts'
import type { Paint } from '../paint.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { type Cell, cell, columnWidths, tableLines } from '../table.ts'
import { cut, wrapBehind } from '../wrap.ts'

export interface Progress {
  readonly total: number
  readonly done: number
  readonly byState: Readonly<Record<string, number>>
}

interface Line {
  readonly id: string
  readonly title: string
  readonly tasks: Progress
  readonly gate: { readonly id: string; readonly verdict: Verdict } | null
}

export interface StatusPhase extends Line {
  readonly state: 'planned' | 'in-progress' | 'closed'
  readonly milestones: Progress
}

export interface StatusMilestone extends Line {
  readonly state: string
}

/** The JSON document of `status` (contract: program, phases, next). Several programs: the first, and `programs` for the rest. */
export interface StatusData {
  readonly program: { readonly id: string; readonly name: string }
  readonly phases: readonly StatusPhase[]
  readonly milestones?: readonly StatusMilestone[]
  readonly blocking: readonly {
    readonly gate: string
    readonly id: string
    readonly statement: string
    readonly reason?: Reason
    readonly because: string
  }[]
  /** Action items whose day is over, the oldest first; absent when there are none. */
  readonly overdue?: readonly OverdueAction[]
  /** As of now, where the plan names its first day. */
  readonly forecast?: StatusForecast
  /** false: --no-chart. */
  readonly chart?: false
  readonly next: readonly NextStep[]
  readonly programs?: readonly StatusData[]
}

const blockersShown = 5

const share = ({ done, total }: Progress, noun: string): string => (total === 0 ? '' : `${done}/${plural(total, noun)}`)

/** "ends 2026-12-07 (+4 days)" */
function endCell(end: ForecastEnd | undefined, paint: Paint): Cell {
  if (end === undefined) return cell('')
  const { finish, slip = 0 } = end
  const late = slip > 0 ? ` (+${plural(slip, 'day')})` : slip < 0 ? ` (−${plural(-slip, 'day')})` : ''
  return cell(`ends ${finish}${late}`, slip > 0 ? paint.warn : paint.faint)
}

function row(line: Line & { readonly state: string; readonly milestones?: Progress }, paint: Paint, hasBar = true): Cell[] {
  const { milestones, tasks } = line
  const total = tasks.total > 0 ? tasks : (milestones ?? tasks)
  const verdict = line.gate?.verdict
  const stated = line.state === 'closed' ? paint.good : line.state === 'planned' ? paint.faint : undefined
  const gate =
    verdict === undefined
      ? cell('no gate', paint.faint)
      : cell(`gate ${verdict}`, { met: paint.good, unmet: paint.bad, unknown: paint.warn }[verdict])
  return [
    cell(line.id, paint.strong),
    cell(oneLine(line.title)),
    cell(line.state.replace(/-/g, ' '), stated),
    ...(hasBar ? [cell(bar(total.done, total.total))] : []),
    cell(share(tasks, 'task')),
    ...(milestones === undefined ? [] : [cell(share(milestones, 'milestone'))]),
    gate,
  ]
}

function blockers({ blocking }: StatusData, { width, paint }: ReporterContext): string[] {
  if (blocking.length === 0) return []
  const first = blocking.slice(0, blockersShown)
  const idWidth = Math.max(...first.map(({ id }) => displayWidth(id)))
  const shown = first.flatMap(({ id, statement, because }) => {
    const line = wrapBehind(`  ✗ ${padTo(id, idWidth)}  `, `${oneLine(statement)} (${because})`, width)
    return line.map((text, index) => (index === 0 ? text.replace('✗', paint.bad('✗')) : text))
  })
  const more = blocking.length - blockersShown
  return ['', 'In the way:', ...shown, ...(more > 0 ? [`    and ${more} more (refractor gate check)`] : [])]
}

function overdueLines({ overdue: actions = [], forecast }: StatusData, { width, paint }: ReporterContext): string[] {
  const overdue: readonly OverdueAction[] = [...actions, ...(forecast?.late ?? [])]
  if (overdue.length === 0) return []
  const first = overdue.slice(0, blockersShown)
  const idWidth = Math.max(...first.map(({ id }) => displayWidth(id)))
  const shown = first.flatMap(({ id, title, due, owner }) => {
    const line = wrapBehind(`  ! ${padTo(id, idWidth)}  `, `${oneLine(title)} (${owner ?? 'nobody'}, due ${due})`, width)
    return line.map((text, index) => (index === 0 ? text.replace('!', paint.warn('!')) : text))
  })
  const more = overdue.length - blockersShown
  return ['', 'Overdue:', ...shown, ...(more > 0 ? [`    and ${more} more`] : [])]
}

/** A line for each phase; when it ends only where that has room beside the rest. */
function phaseLines({ phases, forecast, chart }: StatusData, { width, paint }: ReporterContext): string[] {
  const rows = phases.map((phase) => row(phase, paint, chart !== false))
  const dated = phases.map((phase, index) => {
    const cells = rows[index] as Cell[]
    return phase.state === 'closed' ? cells : [...cells, endCell(forecast?.phases[phase.id], paint)]
  })
  const natural = columnWidths(dated, Number.MAX_SAFE_INTEGER) ?? []
  const needed = natural.reduce((sum, one) => sum + one + 2, 0)
  return tableLines(forecast !== undefined && needed <= width ? dated : rows, width)
}

function forecastLines({ forecast }: StatusData, { width, paint }: ReporterContext): string[] {
  if (forecast === undefined) return []
  const { finish, planned, slip = 0 } = forecast
  const than =
    slip === 0 ? 'as planned' : `${plural(Math.abs(slip), 'working day')} ${slip > 0 ? 'later' : 'earlier'} than planned (${planned})`
  const lines = wrapBehind('Forecast: ', `${finish}, ${than}`, width)
  return ['', ...lines.map(slip > 0 ? paint.warn : (text: string) => text)]
}

function programLines(data: StatusData, context: ReporterContext, isWhole: boolean): string[] {
  const { width, paint } = context
  const title = wrapBehind(
    '',
    data.program.name === data.program.id ? data.program.name : `${data.program.name} (${data.program.id})`,
    width,
  ).map(paint.strong)
  const phases =
    data.phases.length === 0
      ? [isWhole ? '  no phases yet: add specification/phases/<phase>.yaml' : '  no phases that can be read']
      : phaseLines(data, context)
  const milestones =
    data.milestones === undefined || data.milestones.length === 0
      ? []
      : [
          '',
          ...tableLines(
            data.milestones.map((one) => row(one, paint, data.chart !== false)),
            width,
          ),
        ]
  const [next] = data.next
  const suggestion =
    next === undefined
      ? []
      : [
          '',
          ...wrapBehind('Next: ', next.command, width).map((line, index) =>
            index === 0 ? `Next: ${paint.command(line.slice(6))}` : paint.command(line),
          ),
          ...why(next, context),
        ]
  return [
    ...title,
    '',
    ...phases,
    ...milestones,
    ...forecastLines(data, context),
    ...blockers(data, context),
    ...overdueLines(data, context),
    ...suggestion,
  ]
}

const why = (next: NextStep, { width, paint }: ReporterContext): string[] => [
  paint.faint(`      ${cut(`(${oneLine(next.why)})`, width - 6)}`),
]

/** A line for each phase, what is in the way, and the one next command. */
export const statusText: TextBody = (answer, context) => {
  const data = answer.data as unknown as StatusData
  const isWhole = answer.diagnostics.every(({ severity }) => severity !== 'error')
  return [data, ...(data.programs ?? [])].flatMap((one, index) => [...(index === 0 ? [] : ['']), ...programLines(one, context, isWhole)])
}
