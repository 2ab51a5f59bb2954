import type { ScheduleData, ScheduleRow } from '../schedule-data.ts'
import { codeSpan, plainMarkdown } from './markdown.ts'
import type { TextBody } from './reporter.ts'

const inTable = (text: string): string => text.replace(/\|/g, '\\|')

/** A comment at a forge holds 65,536 characters: so many rows are safe. */
const rowsShown = 200

const row = (cells: readonly string[]): string => `| ${cells.map(inTable).join(' | ')} |`

function rowOf(one: ScheduleRow, hasBaseline: boolean): string {
  const mark = one.progress === 'done' ? '✅' : one.critical ? '🔴' : one.progress === 'started' ? '🔵' : ''
  const float = one.progress === 'done' || one.float === undefined ? '' : `${one.float}`
  const slip = one.baseline === undefined ? '' : one.baseline.slip > 0 ? `+${one.baseline.slip}` : `${one.baseline.slip}`
  return row([
    mark,
    codeSpan(one.id),
    plainMarkdown(one.title),
    one.start ?? '',
    one.open ? 'no end' : (one.finish ?? ''),
    float,
    ...(hasBaseline ? [slip] : []),
  ])
}

/** The schedule as a table; red is critical. */
export const scheduleMarkdown: TextBody = (answer) => {
  const data = answer.data as unknown as ScheduleData
  const rows = data.activities.filter(({ type }) => type !== 'gate')
  const isLarge = rows.length > rowsShown
  const shown = (isLarge ? rows.filter(({ type }) => type !== 'task') : rows).slice(0, rowsShown)
  const hasBaseline = shown.some(({ baseline }) => baseline !== undefined)
  const head = ['', 'Id', 'Title', 'Start', 'Finish', 'Float (working days)', ...(hasBaseline ? ['Slip (working days)'] : [])]
  const of = data.kind === 'plan' ? 'Schedule as planned' : `Forecast as of ${data.dataDate}`
  const until =
    data.finish === undefined
      ? []
      : [`From ${data.start} to **${data.finish}**.${data.planned === undefined ? '' : ` Planned: ${data.planned}.`}`, '']
  const trouble = [
    ...data.overdue.map(({ id, title, due }) => `- ${codeSpan(id)} ${plainMarkdown(title)} was due ${due}`),
    ...data.overcommitted.map(
      ({ id, needed, available, window }) =>
        `- ${codeSpan(id)} has ${needed} weeks of work in a window of ${available} (${plainMarkdown(window)})`,
    ),
  ]
  const path = data.criticalPath.slice(0, 40).map(({ id }) => codeSpan(id))
  return [
    `## ${plainMarkdown(data.name)}: ${of}`,
    '',
    ...until,
    ...(trouble.length > 0 ? [...trouble, ''] : []),
    row(head),
    row(head.map(() => '---')),
    ...shown.map((one) => rowOf(one, hasBaseline)),
    ...(rows.length > shown.length ? ['', `${rows.length - shown.length} more are left out.`] : []),
    ...(path.length > 1 ? ['', `Critical path: ${path.join(' → ')}${data.criticalPath.length > path.length ? ' …' : ''}`] : []),
    ...(data.assumptions.length > 0 ? ['', ...data.assumptions.map(({ text }) => `- ${plainMarkdown(text)}`)] : []),
  ]
}
