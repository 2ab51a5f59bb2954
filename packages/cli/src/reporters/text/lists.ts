import type { GateLine } from '../../gate-data.ts'
import { plural, stageWords } from '../gate-words.ts'
import type { TextBody } from '../reporter.ts'
import { cut } from '../wrap.ts'
import { rowsText, shownValue } from './rows.ts'

const listOf =
  (key: string) =>
  (row: Readonly<Record<string, unknown>>): string =>
    (row[key] as readonly string[]).join(', ')

function counts(row: Readonly<Record<string, unknown>>): string {
  const { met, unmet, waived, unknown, notApplicable } = row['counts'] as GateLine['counts']
  return [
    [met, 'met'],
    [unmet, 'unmet'],
    [waived, 'waived'],
    [unknown, 'unknown'],
    [notApplicable, 'not applicable'],
  ]
    .filter(([count]) => count !== 0)
    .map(([count, word]) => `${count} ${word}`)
    .join(', ')
}

export const gateListText: TextBody = rowsText('gates', 'gate', [
  'id',
  'title',
  (row) => stageWords(row as unknown as GateLine),
  (row) => (row['due'] === true ? String(row['verdict']) : `${String(row['verdict'])}, not due`),
  counts,
])
export const phaseListText: TextBody = rowsText('phases', 'phase', [
  'id',
  'title',
  (row) => String(row['state']).replace(/-/g, ' '),
  (row) => (row['window'] === null ? '' : `weeks ${String(row['window'])}`),
  (row) => ((row['dependsOn'] as readonly string[]).length === 0 ? '' : `after ${listOf('dependsOn')(row)}`),
])
export const milestoneListText: TextBody = rowsText('milestones', 'milestone', ['id', 'title', 'state', 'phase', listOf('accountable')])
export const taskListText: TextBody = rowsText('tasks', 'task', [
  'id',
  'title',
  (row) => (row['optional'] === true ? `${String(row['state'])}, optional` : String(row['state'])),
  listOf('phases'),
])
export const evidenceListText: TextBody = rowsText('records', 'record', [
  'path',
  listOf('speaksFor'),
  (row) => String(row['outcome'] ?? ''),
  (row) => String(row['author']).replace(/ <.*>$/, ''),
  (row) => String(row['date']).slice(0, 16).replace('T', ' '),
])
export const checklistListText: TextBody = rowsText('checklists', 'checklist', [
  'path',
  'title',
  (row) => `${String(row['ticked'])} of ${String(row['boxes'])} ticked`,
  (row) => (row['archived'] === true ? 'archived' : 'active'),
])
const withoutAddress = (text: string): string => text.replace(/ ?<[^<>]*>/g, '')
export const waiverListText: TextBody = rowsText('waivers', 'waiver', [
  'id',
  (row) => (row['breakGlass'] === true ? `${String(row['state'])}, BREAK GLASS` : String(row['state'])),
  (row) => String(row['criterion'] ?? ''),
  (row) =>
    row['until'] === null
      ? ''
      : `until ${String(row['until'])
          .replace(/T23:59:59Z$/, '')
          .replace(/:\d\dZ$/, 'Z')}`,
  (row) => (row['requestedBy'] === null ? '' : `asked for by ${withoutAddress(String(row['requestedBy']))}`),
  (row) => withoutAddress(String(row['because'])),
])
const templateRows: TextBody = rowsText('templates', 'template', ['name', 'kind', 'title'])
export const templateListText: TextBody = (answer, context) => {
  const kinds = (answer.data['templates'] as readonly { readonly kind: string }[]).map(({ kind }) => kind)
  const share = (kind: string): string => plural(kinds.filter((one) => one === kind).length, kind)
  return [...templateRows(answer, context).slice(0, -1), `${share('template')}, ${share('example')}`]
}
export const configShowText: TextBody = rowsText('settings', 'setting', [
  'key',
  // A list of folders would fill the page; --json has all of it.
  (row) => (row['key'] === 'PATH' ? cut(shownValue(row['value']), 30) : shownValue(row['value'])),
  'from',
])
