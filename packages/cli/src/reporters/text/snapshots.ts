import type { DueGate, SnapshotLine, SnapshotState } from '../../snapshot-data.ts'
import { secondsInWords } from '../duration.ts'
import { plural } from '../gate-words.ts'
import type { TextBody } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'
import { wrapBehind } from '../wrap.ts'
import { nextLine } from './gates.ts'

type Line = SnapshotLine & { readonly state?: SnapshotState; readonly kept?: boolean }

/** "512 B", "14 kB", "3.2 MB". */
function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'] as const
  let [value, unit] = [bytes, 0]
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

const timeText = (date: string): string => date.slice(0, 16).replace('T', ' ')
const nameOf = (author: string): string => author.replace(/ <.*>$/, '')
const what = ({ files, bytes }: Line): string => `${plural(files, 'file')}, ${sizeText(bytes)}`

/** The snapshots, and under them the pipeline gates at which one is due. */
export const snapshotListText: TextBody = (answer, context) => {
  const { width, paint } = context
  const snapshots = answer.data['snapshots'] as readonly Line[]
  const gates = answer.data['gates'] as readonly DueGate[]
  const rows = snapshots.map((one) => [
    cell(one.id, paint.strong),
    cell(timeText(one.date)),
    cell(one.gates.join(', ')),
    cell(what(one)),
    cell(nameOf(one.author)),
    cell(one.kept === false ? 'not in this clone, or without a ref' : (one.reason ?? ''), one.kept === false ? paint.warn : paint.faint),
  ])
  const list = rows.length === 0 ? ['no snapshots'] : [...tableLines(rows, width, 2), '', plural(rows.length, 'snapshot')]
  const next = snapshots.some(({ kept }) => kept === false) ? nextLine("git fetch origin 'refs/refractor/*:refs/refractor/*'", context) : []
  if (gates.length === 0) return [...list, ...next]
  const lost = new Set(snapshots.flatMap(({ id, kept }) => (kept === false ? [id] : [])))
  const due = gates.map(({ gate, snapshot, date }) => {
    if (snapshot === null) return [cell('✗', paint.bad), cell(gate), cell('no snapshot yet', paint.warn)]
    const mark = lost.has(snapshot) ? cell('?', paint.warn) : cell('✓', paint.good)
    return [mark, cell(gate), cell(`${snapshot}, ${timeText(date ?? '')}`)]
  })
  return [...list, '', 'Pipeline gates:', ...tableLines(due, width, 2), ...next]
}

const marks: Readonly<Record<SnapshotState, string>> = { whole: '✓', here: '✓', absent: '✗', tampered: '✗', unreadable: '?' }
const words: Readonly<Record<SnapshotState, string>> = {
  whole: 'whole',
  here: 'here',
  absent: 'not in this clone',
  tampered: 'does not hold what its record says',
  unreadable: 'cannot be read',
}

/** A line for each snapshot: whether all of it is there, as its record says. */
export const snapshotVerifyText: TextBody = (answer, { width, paint }) => {
  const snapshots = answer.data['snapshots'] as readonly (Line & { readonly state: SnapshotState })[]
  if (snapshots.length === 0) return ['no snapshots']
  const rows = snapshots.map((one) => {
    const colour = one.state === 'whole' ? paint.good : one.state === 'tampered' ? paint.bad : paint.warn
    return [cell(marks[one.state], colour), cell(one.id), cell(what(one)), cell(words[one.state])]
  })
  const whole = snapshots.filter(({ state }) => state === 'whole').length
  return [...tableLines(rows, width, 2), '', `${whole} of ${plural(snapshots.length, 'snapshot')} whole`]
}

interface ChangeLine {
  readonly path: string
  readonly change: 'added' | 'changed' | 'removed'
  readonly added?: number
  readonly removed?: number
  readonly mode?: string
}

const signs = { added: '+', changed: '~', removed: '-' } as const
/** More files than this are counted. */
const listed = 40

function counts({ added, removed, mode }: ChangeLine): string {
  const lines =
    added === undefined || removed === undefined
      ? 'no text'
      : [added > 0 ? `+${added}` : '', removed > 0 ? `-${removed}` : ''].join(' ').trim()
  return [lines, ...(mode === undefined ? [] : [mode === '100755' ? 'executable' : 'not executable'])]
    .filter((one) => one !== '')
    .join(', ')
}

function changeLines(changes: readonly ChangeLine[], width: number, withCounts: boolean): string[] {
  const rows = changes.slice(0, listed).map((one) => [cell(signs[one.change]), cell(one.path), ...(withCounts ? [cell(counts(one))] : [])])
  const more = changes.length > listed ? [`  … and ${changes.length - listed} more`] : []
  return [...tableLines(rows, width, 2), ...more]
}

/** Where a snapshot comes from, what it holds, and what has changed since. */
export const snapshotShowText: TextBody = (answer, context) => {
  const { width, paint } = context
  const one = answer.data['snapshot'] as Line
  const changes = answer.data['changes'] as readonly ChangeLine[]
  const files = answer.data['files'] as readonly { readonly path: string; readonly mode: string; readonly size: number }[] | undefined
  const at = one.gates.length === 0 ? '' : ` at ${one.gates.join(', ')}`
  const rows: [string, string | null][] = [
    ['taken', `${timeText(one.date)} by ${nameOf(one.author)}${at}`],
    ['because', one.reason],
    ['holds', what(one)],
    ['commit', one.commit === null ? null : one.commit.slice(0, 7)],
    ['tree', one.tree],
    ['sha256', one.digest],
    ['before it', one.since === null ? null : `${secondsInWords(one.since)} without a snapshot`],
    ['took', one.seconds === null || one.seconds < 1 ? null : secondsInWords(one.seconds)],
    ['ref', one.kept === false ? 'none: git may throw it away' : `refs/refractor/snapshots/${one.id}`],
  ]
  const facts = rows.flatMap(([key, value]) => (value === null ? [] : wrapBehind(`  ${key.padEnd(10)} `, value, width)))
  const since =
    changes.length === 0
      ? ['  Nothing has changed since, new evidence aside.']
      : [`  Since then ${plural(changes.length, 'file')} changed, new evidence aside:`, ...changeLines(changes, width, false)]
  const content =
    files === undefined
      ? []
      : [
          '',
          ...tableLines(
            files.map(({ path, mode, size }) => [cell(path), cell(sizeText(size)), cell(mode)]),
            width,
          ),
        ]
  const next = changes.length === 0 ? [] : nextLine(`refractor snapshot restore ${one.id} --dry-run`, context)
  return [paint.strong(one.id), ...facts, '', ...since, ...content, ...next]
}

interface RestoreData {
  readonly plan: { readonly title: string; readonly steps: readonly unknown[] }
  readonly changes: readonly ChangeLine[]
  readonly applied: boolean
  readonly dryRun: boolean
  readonly kept?: string
  readonly next?: string
}

/** What a restore does to each file, and how to take it back. */
export const snapshotRestoreText: TextBody = (answer, context) => {
  const { plan, changes, applied, dryRun, kept, next } = answer.data as unknown as RestoreData
  const { width, paint } = context
  const lines = [paint.strong(plan.title), ...changeLines(changes, width, true)]
  if (dryRun && plan.steps.length > 0) return [...lines, 'Dry run: nothing was changed.']
  if (!applied) return plan.steps.length > 0 ? [...lines, 'Nothing was changed.'] : lines
  return [
    ...lines,
    ...(kept === undefined ? [] : [`  What was replaced is kept as ${kept}.`]),
    ...nextLine(next === undefined ? undefined : `${next} takes it back`, context),
  ]
}
