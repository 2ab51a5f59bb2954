import type { Reason, Verdict } from '@refractor/core'
import type { NextStep } from '../../next-steps.ts'
import type { OverdueAction } from '../../overdue.ts'
import { bar } from '../bar.ts'
import { displayWidth, padTo } from '../display-width.ts'
import { plural } from '../gate-words.ts'
import type { Paint } from '../paint.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { type Cell, cell, tableLines } from '../table.ts'
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
  readonly next: readonly NextStep[]
  readonly programs?: readonly StatusData[]
}

const blockersShown = 5

const share = ({ done, total }: Progress, noun: string): string => (total === 0 ? '' : `${done}/${plural(total, noun)}`)

function row(line: Line & { readonly state: string; readonly milestones?: Progress }, paint: Paint): Cell[] {
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
    cell(bar(total.done, total.total)),
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

function overdueLines({ overdue = [] }: StatusData, { width, paint }: ReporterContext): string[] {
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
      : tableLines(
          data.phases.map((phase) => row(phase, paint)),
          width,
        )
  const milestones =
    data.milestones === undefined || data.milestones.length === 0
      ? []
      : [
          '',
          ...tableLines(
            data.milestones.map((one) => row(one, paint)),
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
  return [...title, '', ...phases, ...milestones, ...blockers(data, context), ...overdueLines(data, context), ...suggestion]
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
