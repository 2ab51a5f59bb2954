import type { RiskMatrix } from '@refractor/core'
import type { RiskLine } from '../../risk-data.ts'
import { plural } from '../gate-words.ts'
import type { Paint } from '../paint.ts'
import { oneLine } from '../printable.ts'
import type { TextBody } from '../reporter.ts'
import { type Cell, cell, tableLines } from '../table.ts'
import { wrap } from '../wrap.ts'

export interface RiskListData {
  readonly risks: readonly RiskLine[]
  readonly total: number
  readonly open: number
  readonly matrix?: readonly (RiskMatrix & { readonly program: string })[]
}

/** Behind what the plan does not say itself. */
const derived = '*'

const levelPaint = (paint: Paint, level: string | undefined): ((text: string) => string) | undefined => {
  if (level === 'critical' || level === 'high') return paint.bad
  return level === 'medium' ? paint.warn : undefined
}

function severityWords({ severity }: RiskLine): string {
  if (severity === null) return ''
  return severity.from === 'derived' ? `${severity.level}${derived}` : severity.level
}

const shorten = (text: string | null): string => {
  const line = oneLine(text ?? '')
  return line.length > 24 ? `${line.slice(0, 23).trimEnd()}…` : line
}

/** "high × medium", in the words of the plan. */
function ratingWords({ impact, likelihood }: RiskLine): string {
  if (impact !== null && likelihood !== null) return `${shorten(impact)} × ${shorten(likelihood)}`
  if (impact !== null) return `${shorten(impact)} impact`
  return likelihood === null ? '' : `${shorten(likelihood)} likelihood`
}

const stateWords = ({ state }: RiskLine): string => (state.from === 'tasks' ? `${state.value}${derived}` : state.value)

/** Work that is still to be done and that no phase holds. */
const isNowhere = ({ scheduled, done }: RiskLine['work'][number]): boolean => !scheduled && !done

/** The tasks against it, and what is amiss. */
function workWords({ work, tasks, mitigation, open, review, reviewDue, state, stateFromTasks }: RiskLine): string {
  const known = new Map(work.map((task) => [task.id, task]))
  const words = tasks.map((id) => {
    const task = known.get(id)
    if (task === undefined) return `${id} (unknown)`
    const remarks = [...(isNowhere(task) ? ['in no phase'] : []), ...(task.late ? [`late: ${String(task.due)}`] : [])]
    return open && remarks.length > 0 ? `${id} (${remarks.join(', ')})` : id
  })
  return [
    words.length > 0 ? words.join(', ') : open ? (mitigation === null ? 'no task' : 'in words only') : '',
    ...(reviewDue ? [`review was due ${String(review)}`] : []),
    ...(state.value === 'closed' && tasks.length > 0 && stateFromTasks !== 'mitigated' ? [`its tasks say ${stateFromTasks}`] : []),
  ]
    .filter((one) => one !== '')
    .join('; ')
}

const isAmiss = ({ open, work, tasks, reviewDue }: RiskLine): boolean =>
  open && (reviewDue || tasks.length === 0 || work.some((task) => task.late || isNowhere(task)))

function rows(risks: readonly RiskLine[], paint: Paint): Cell[][] {
  const isRated = risks.some((risk) => risk.severity !== null || ratingWords(risk) !== '')
  const isOwned = risks.some((risk) => risk.owner !== null)
  const isTitled = risks.some((risk) => risk.title !== risk.id)
  const head = [
    'Risk',
    ...(isTitled ? [''] : []),
    ...(isRated ? ['Severity', 'Impact × likelihood'] : []),
    'State',
    ...(isOwned ? ['Owner'] : []),
    'Tasks',
  ]
  return [
    head.map((text) => cell(text, paint.faint)),
    ...risks.map((risk) => [
      cell(risk.id, paint.strong),
      ...(isTitled ? [cell(risk.title === risk.id ? '' : oneLine(risk.title))] : []),
      ...(isRated ? [cell(severityWords(risk), levelPaint(paint, risk.severity?.level)), cell(ratingWords(risk))] : []),
      cell(stateWords(risk), risk.open ? undefined : paint.good),
      ...(isOwned ? [risk.owner === null ? cell('nobody', risk.open ? paint.warn : paint.faint) : cell(oneLine(risk.owner))] : []),
      cell(workWords(risk), isAmiss(risk) ? paint.warn : undefined),
    ]),
  ]
}

/** "20 risks, 12 open: 3 critical, 4 high" and what is amiss among the open ones. */
function tally({ risks, total, open }: RiskListData): string[] {
  const counted = risks.filter((one) => one.open)
  const levels = ['critical', 'high', 'medium', 'low']
    .map((level) => [counted.filter((one) => one.severity?.level === level).length, level] as const)
    .filter(([count]) => count > 0)
    .map(([count, level]) => `${count} ${level}`)
  const first = `${plural(total, 'risk')}, ${open} open${levels.length > 0 ? `: ${levels.join(', ')}` : ''}`
  const amiss = [
    [counted.filter((one) => one.work.some((task) => task.late)).length, 'on late work'],
    [counted.filter((one) => one.work.some(isNowhere)).length, 'on work in no phase'],
    [counted.filter((one) => one.tasks.length === 0).length, 'without a task'],
    [counted.filter((one) => one.owner === null).length, 'without an owner'],
    [counted.filter((one) => one.reviewDue).length, 'to be reviewed'],
  ]
    .filter(([count]) => count !== 0)
    .map(([count, words]) => `${count} ${words}`)
  return [first, ...(amiss.length > 0 ? [`Of the open ones: ${amiss.join(', ')}`] : [])]
}

/** The table of impact and likelihood, with the ids in its cells. */
function matrixLines(matrix: RiskMatrix, width: number, paint: Paint): string[] {
  const head = [cell('impact ↓', paint.faint), ...matrix.likelihoods.map((name) => cell(name, paint.faint))]
  const body = matrix.rows.map((row, index) => [
    cell(matrix.impacts[index] as string, paint.faint),
    ...row.map(({ risks, severity }) =>
      cell(risks.length > 0 ? risks.join(', ') : '·', risks.length > 0 ? levelPaint(paint, severity) : paint.faint),
    ),
  ])
  return [
    `  ${paint.faint('likelihood →')}`,
    ...tableLines([head, ...body], width, 1),
    ...(matrix.unrated.length > 0 ? ['', ...wrap(`Not rated: ${matrix.unrated.join(', ')}`, width - 2).map((line) => `  ${line}`)] : []),
  ]
}

/** The register as a table or a matrix, and what is amiss in it. */
export const riskListText: TextBody = (answer, { width, paint }) => {
  const data = answer.data as unknown as RiskListData
  const { risks, matrix, total } = data
  if (total === 0) return ['no risks']
  if (risks.length === 0) return [`no open risks among ${total}`]
  const shown = matrix?.flatMap((one) => [
    ...(matrix.length > 1 ? [paint.strong(one.program)] : []),
    ...matrixLines(one, width, paint),
    '',
  ]) ?? [...tableLines(rows(risks, paint), width), '']
  const isDerived = matrix === undefined && risks.some((one) => one.state.from === 'tasks' || one.severity?.from === 'derived')
  return [
    ...shown,
    ...tally(data).flatMap((line) => wrap(line, width)),
    ...(isDerived
      ? wrap(`${derived} derived: the state from the tasks, the severity from impact × likelihood`, width).map(paint.faint)
      : []),
  ]
}
