import type { EventLine } from '../../audit-data.ts'
import { plural } from '../gate-words.ts'
import type { TextBody } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'
import { wrap } from '../wrap.ts'

/** More ids than this are counted. */
const listed = 4

function aboutText({ ids = [], subjects, type }: EventLine): string {
  if (ids.length > listed) return `${ids.slice(0, listed - 1).join(', ')} and ${ids.length - listed + 1} more`
  if (ids.length > 0) return ids.join(', ')
  if (type === 'links.reviewed') return 'every link'
  return subjects.length === 1 ? (subjects[0]?.path ?? '') : plural(subjects.length, 'file')
}

/** "planned → started" says more than its two keys; everything else is told with its key. */
function detailsText({ details = {} }: EventLine): string {
  const { from, to, ...rest } = details
  const change = from === undefined || to === undefined ? [] : [`${from} → ${to}`]
  return [...change, ...Object.entries(rest).map(([key, value]) => `${key} ${value}`)].join(', ')
}

const nameOf = (actor: string): string => actor.replace(/ <.*>$/, '')
const timeOf = (at: string): string => at.slice(0, 16).replace('T', ' ')

/** A line for each event, oldest first. */
export const auditLogText: TextBody = (answer, { width, paint }) => {
  const { events, total } = answer.data as unknown as { readonly events: readonly EventLine[]; readonly total: number }
  if (total === 0) return ['no events']
  const rows = events.map((event) => [
    cell(String(event.number), paint.faint),
    cell(timeOf(event.at)),
    cell(event.type, paint.strong),
    cell(aboutText(event)),
    cell(nameOf(event.actor)),
    cell(detailsText(event), paint.faint),
  ])
  const shown = events.length === total ? plural(total, 'event') : `${events.length} of ${plural(total, 'event')}`
  return [...tableLines(rows, width, 3), ...(rows.length > 0 ? [''] : []), shown]
}

interface VerifyData {
  readonly holds: boolean
  readonly events: number
  readonly heads: readonly string[]
  readonly files: number
  readonly base?: { readonly revision: string; readonly commit: string }
}

/** Whether the log holds, and against what it was held. */
export const auditVerifyText: TextBody = (answer, { width, paint }) => {
  const { holds, events, heads, files, base } = answer.data as unknown as VerifyData
  if (events === 0 && holds) return ['no events']
  const against = base === undefined ? '' : `, compared with ${base.revision} (${base.commit.slice(0, 7)})`
  const ends = heads.length > 1 ? ` in ${heads.length} branches` : ''
  const summary = `${plural(events, 'event')}${ends}, ${plural(files, 'record')}${against}`
  const verdict = holds ? `${paint.good('✓')} the audit log holds: ${summary}` : `${paint.bad('✗')} the audit log does not hold: ${summary}`
  const unseen = 'Without a base the newest events can be taken away unseen: refractor audit verify --base origin/main'
  return [verdict, ...(base === undefined ? wrap(unseen, width).map(paint.faint) : [])]
}
