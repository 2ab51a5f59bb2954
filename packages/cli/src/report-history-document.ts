import type { SlipPoint } from '@refractor/core/schedule'
import type { ReportHistoryData } from './report-history-data.ts'
import { slipDays } from './reporters/history-words.ts'
import { codeSpan, plainMarkdown } from './reporters/markdown.ts'

const rowText = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`
const dayOf = (at: string): string => at.slice(0, 10)

function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [rowText(head), rowText(head.map(() => '---')), ...rows.map(rowText)]
}

/** "2026-11-20", or "day 12.5" where the plan has no dates. */
const endWords = ({ finish, finishDay }: Pick<SlipPoint, 'finish' | 'finishDay'>): string =>
  finish ?? (finishDay === undefined ? '' : `day ${finishDay}`)

function markdown(data: ReportHistoryData): string {
  const { program, points, slips, scope, commitment } = data
  const moved = slips.filter(({ moves }) => moves.length > 1)
  const lines = [`# History of ${plainMarkdown(program.name)}`, '']
  lines.push(
    ...table(
      ['Day', 'Commit', 'Done', 'Scope', 'Accepted', 'Milestones', 'Ends'],
      points.map((one) => [
        dayOf(one.at),
        one.commit === null ? 'now' : codeSpan(one.commit.slice(0, 7)),
        ...[one.done, one.scope, one.accepted, one.milestones].map(String),
        endWords(one),
      ]),
    ),
    '',
  )
  if (moved.length > 0) {
    lines.push('## Ends that moved', '')
    lines.push(
      ...table(
        ['Id', 'Title', 'At first', 'Now', 'By', 'Moves'],
        moved.map((one) => [
          codeSpan(one.id),
          plainMarkdown(one.title),
          endWords(one.moves[0] as SlipPoint),
          endWords(one.moves.at(-1) as SlipPoint),
          slipDays(one),
          String(one.moves.length - 1),
        ]),
      ),
      '',
    )
  }
  if (scope.steps.length > 0) {
    lines.push(`## Scope: ${scope.first} to ${scope.last} tasks`, '')
    const ids = (list: readonly string[]): string => list.map(codeSpan).join(', ')
    lines.push(
      ...table(
        ['Day', 'Added', 'Removed'],
        scope.steps.map((one) => [dayOf(one.at), ids(one.added), ids(one.removed)]),
      ),
      '',
    )
  }
  if (commitment !== null) {
    lines.push(`## Promised from ${commitment.from} to ${commitment.to}`, '')
    const told = { kept: 'Kept', pushed: 'Put off', dropped: 'Dropped', added: 'Came up' } as const
    for (const [key, words] of Object.entries(told)) {
      const list = commitment[key as keyof typeof told]
      lines.push(`- ${words}: ${list.length === 0 ? 'none' : list.map(codeSpan).join(', ')}`)
    }
    lines.push('')
  }
  lines.push(...notesOf(data))
  return `${lines.join('\n').trimEnd()}\n`
}

/** What could not be looked at: a reader of the document has no other way to know. */
function notesOf({ read: { unreadable, leftOut, isCutOff } }: ReportHistoryData): string[] {
  const states = unreadable.map(({ commit, file }) => `${codeSpan(commit.slice(0, 7))} (${codeSpan(file)})`)
  return [
    ...(isCutOff ? ['The clone did not hold the whole history: what was before the first point is not known.', ''] : []),
    ...(states.length > 0 ? [`Not readable: ${states.join(', ')}.`, ''] : []),
    ...(leftOut > 0 ? [`Points left out: ${leftOut}.`, ''] : []),
  ]
}

/** A row for each point; a column for each gate that ever had a date. */
function* csvRows({ program, points }: ReportHistoryData): Generator<string[]> {
  const gates = [...new Set(points.toReversed().flatMap((one) => Object.keys(one.gates)))]
  yield ['program', 'at', 'commit', 'scope', 'done', 'milestones', 'accepted', 'finish', 'finish day', ...gates.map((id) => `gate ${id}`)]
  for (const { at, commit, scope, done, milestones, accepted, finish, finishDay, gates: dates } of points)
    yield [
      program.id,
      at,
      commit ?? '',
      ...[scope, done, milestones, accepted].map(String),
      finish ?? '',
      finishDay === undefined ? '' : String(finishDay),
      ...gates.map((id) => dates[id] ?? ''),
    ]
}

/** The history for a document or a spreadsheet. */
export async function historyDocument(form: 'markdown' | 'csv', data: ReportHistoryData): Promise<string> {
  if (form === 'csv') return (await import('@refractor/core/export')).csvText(csvRows(data))
  return markdown(data)
}
