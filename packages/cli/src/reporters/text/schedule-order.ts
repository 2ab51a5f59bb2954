import type { ScheduleData, ScheduleRow } from '../../schedule-data.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext } from '../reporter.ts'
import { type Cell, cell, tableLines } from '../table.ts'
import { wrapBehind } from '../wrap.ts'

const namesShown = 4
const rowsShown = 60

const list = (ids: readonly string[]): string =>
  ids.length > namesShown ? `${ids.slice(0, namesShown).join(', ')} and ${ids.length - namesShown} more` : ids.join(', ')

/** Without dates: what can be done first, and what has to be before the rest; then the longest chain. */
export function levelLines(data: ScheduleData, { width, paint, verbose }: ReporterContext): string[] {
  const isWork = ({ type }: ScheduleRow): boolean => type === 'task' || type === 'milestone'
  const rows = data.activities.filter(isWork).sort((a, b) => a.level - b.level || a.rank - b.rank)
  const shown = verbose ? rows : rows.slice(0, rowsShown)
  let last = -1
  const table = shown.map((row): Cell[] => {
    const isNew = row.level !== last
    last = row.level
    return [
      cell(isNew ? `${row.level}` : '', paint.faint),
      cell(row.id, row.progress === 'done' ? paint.good : row.critical ? paint.bad : paint.strong),
      cell(oneLine(row.title)),
      cell(row.after === undefined ? '' : `after ${list(row.after)}`),
      cell(row.phases.join(', '), paint.faint),
      cell(row.progress === 'planned' ? '' : row.progress, row.progress === 'done' ? paint.good : undefined),
    ]
  })
  const left = rows.length - shown.length
  const chain = data.criticalPath.map(({ id }) => id)
  return [
    ...tableLines(table, width, 2),
    ...(left > 0 ? [paint.faint(`  ${left} more: name a phase, or add -v`)] : []),
    ...(chain.length > 1 ? ['', ...wrapBehind('Longest chain: ', `${chain.join(' → ')} (${chain.length} steps)`, width)] : []),
  ]
}
