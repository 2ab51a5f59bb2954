import type { CaseChange, GateChange, RecordChange } from '@refractor/core'
import type { DiffData, ProgramDiffData } from '../../diff-data.ts'
import { dateLines, shiftsToTell, shiftWords } from '../date-shifts.ts'
import {
  gatesToTell,
  linksToTell,
  ownFields,
  recordsToTell,
  settingsOf,
  summaryWords,
  suspectGroups,
  type ToldWith,
  toldWith,
} from '../diff-parts.ts'
import { changeWords, linkWords, moveWords, stateWords, verdictWords } from '../diff-words.ts'
import { padTo } from '../display-width.ts'
import { placeOf } from '../findings-text.ts'
import { stageWords } from '../gate-words.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'
import { wrapBehind } from '../wrap.ts'

/** How many lines of one sort a terminal gets without -v. */
const most = 40
const criteriaShown = 5
const datesShown = 15

const signs = { added: '+', removed: '-', changed: '~', renamed: '=', moved: '>' } as const

function section<T>(title: string, list: readonly T[], context: ReporterContext, lines: (one: T) => readonly string[]): string[] {
  if (list.length === 0) return []
  const shown = context.verbose ? list : list.slice(0, most)
  const more = list.length - shown.length
  return [
    context.paint.strong(title),
    ...shown.flatMap(lines),
    ...(more > 0 ? [context.paint.faint(`  and ${more} more (-v shows them)`)] : []),
    '',
  ]
}

function signPaint(change: keyof typeof signs, { paint }: ReporterContext): (text: string) => string {
  return change === 'added' ? paint.good : change === 'removed' ? paint.bad : paint.warn
}

/** "  ~ task T-014  Read the header" */
function headLine(change: keyof typeof signs, label: string, text: string, context: ReporterContext): string[] {
  const sign = signs[change]
  const lines = wrapBehind(`  ${sign} ${label}  `, text, context.width)
  const [first = '', ...rest] = lines
  return [`  ${signPaint(change, context)(sign)} ${context.paint.strong(label)}${first.slice(4 + label.length)}`, ...rest]
}

function recordLines(record: RecordChange, beside: ToldWith, context: ReporterContext): string[] {
  const { change, type, id, was, title, location } = record
  const name = was === undefined ? `${type} ${id}` : `${type} ${was} → ${id}`
  const inside = beside.held(record)
  const text = [oneLine(title), ...(inside === '' ? [] : [`(with ${inside})`])].join(' ')
  const fields = ownFields(record)
  const labelWidth = Math.max(0, ...fields.map(({ field }) => field.length))
  const { width, paint } = context
  return [
    ...headLine(change, name, text, context),
    ...moveWords(record).flatMap((one) => wrapBehind('      ', one, width)),
    ...fields.flatMap((one) => wrapBehind(`      ${padTo(one.field, labelWidth)}  `, changeWords(one), width)),
    ...beside.links(record).flatMap((one) => wrapBehind('      ', one, width)),
    ...(change === 'removed' ? [] : wrapBehind('      ', placeOf(location), width).map(paint.faint)),
  ]
}

function gateLines(gate: GateChange, context: ReporterContext): string[] {
  const { width, paint } = context
  const { id, title, after, before } = gate
  const mark = after === null ? '-' : after === 'met' ? '✓' : after === 'unmet' ? '✗' : '?'
  const painted = after === 'met' ? paint.good : after === 'unmet' ? paint.bad : paint.warn
  const name = [...(title === '' || title === id ? [] : [oneLine(title)]), stageWords(gate)].join(' · ')
  const words = verdictWords(gate)
  const lines = wrapBehind(`  ${mark} ${id}  `, `${name}: ${words}`, width)
  const moves = before === null || after === null ? [] : gate.criteria
  const shown = context.verbose ? moves : moves.slice(0, criteriaShown)
  const details = shown.flatMap((one) => {
    const now = one.after === undefined ? 'gone' : one.after.outcome === 'met' ? 'met' : (one.after.reason ?? one.after.outcome)
    const then = one.before === undefined ? 'new' : one.before.outcome === 'met' ? 'met' : (one.before.reason ?? one.before.outcome)
    const because = one.after === undefined ? '' : ` (${oneLine(one.after.because)})`
    return wrapBehind(`      ${one.id}  `, `${then} → ${now}${because}`, width)
  })
  const more = moves.length - shown.length
  const [first = '', ...rest] = lines
  return [
    `  ${painted(mark)} ${paint.strong(id)}${first.slice(4 + id.length)}`,
    ...rest,
    ...details,
    ...(more > 0 ? [paint.faint(`      and ${more} more`)] : []),
  ]
}

function caseLines(one: CaseChange, context: ReporterContext): string[] {
  const { kind, change, path, was, about, says, ticked } = one
  const boxes = ticked === undefined ? [] : [`${ticked.before} → ${ticked.after} of ${ticked.boxes} boxes ticked`]
  const facts = [...(about.length > 0 ? [about.join(', ')] : []), ...(says === undefined ? [] : [says]), ...boxes]
  const text = [was === undefined ? path : `${was} → ${path}`, ...(facts.length > 0 ? [`(${facts.join('; ')})`] : [])].join(' ')
  return headLine(change, kind, text, context)
}

/** How far dates move by it. Of many, phases and milestones come first. */
function datesSection({ dates }: ProgramDiffData, context: ReporterContext): string[] {
  if (dates === undefined) return []
  const { width, paint, verbose } = context
  const list = shiftsToTell(dates)
  const shown = verbose ? list : list.slice(0, datesShown)
  const more = list.length - shown.length
  return [
    paint.strong('Dates'),
    ...dateLines(dates).flatMap((line) => wrapBehind('  ', line, width)),
    ...tableLines(
      shown.map((one) => [cell(oneLine(one.id), paint.strong), cell(shiftWords(one, dates))]),
      width,
    ),
    ...(more > 0 ? [paint.faint(`  and ${more} more (-v shows them)`)] : []),
    '',
  ]
}

function programLines(data: ProgramDiffData, context: ReporterContext): string[] {
  const { width, paint } = context
  const beside = toldWith(data)
  const table = (rows: readonly (readonly string[])[]): string[] =>
    tableLines(
      rows.map((row) => row.map((text, index) => cell(oneLine(text), index === 0 ? paint.strong : undefined))),
      width,
    )
  const limited = <T>(title: string, list: readonly T[], row: (one: T) => readonly string[]): string[] => {
    if (list.length === 0) return []
    const shown = context.verbose ? list : list.slice(0, most)
    const more = list.length - shown.length
    return [paint.strong(title), ...table(shown.map(row)), ...(more > 0 ? [paint.faint(`  and ${more} more (-v shows them)`)] : []), '']
  }
  return [
    ...section('Gates', gatesToTell(data), context, (one) => gateLines(one, context)),
    ...section('Records', recordsToTell(data), context, (one) => recordLines(one, beside, context)),
    ...limited('States', data.states, (one) => [one.id, `${one.before || '(none)'} → ${one.after || '(none)'}`, one.title]),
    ...limited('Schedule', data.schedule, (one) => [one.id, one.field, changeWords(one)]),
    ...datesSection(data, context),
    ...section('Suspect links', suspectGroups(data), context, ({ title, links, clear }) => [
      ...wrapBehind('  ! ', title, width).map((line, index) => (index === 0 ? `  ${paint.warn('!')}${line.slice(3)}` : line)),
      ...links.flatMap((one) => wrapBehind('      ', one, width)),
      ...(clear === undefined ? [] : wrapBehind('      → ', clear, width).map(paint.command)),
    ]),
    ...section('Links', linksToTell(data), context, ({ change, link }) => {
      const sign = signs[change]
      const lines = wrapBehind(`  ${sign} `, linkWords(link), width)
      return lines.map((line, index) => (index === 0 ? `  ${signPaint(change, context)(sign)}${line.slice(3)}` : line))
    }),
    ...limited('Settings', settingsOf(data), (one) => [one.where, one.field, changeWords(one)]),
    ...section('Evidence, decisions and checklists', data.case, context, (one) => caseLines(one, context)),
    ...limited('Files', data.files, ({ before, after, records: count }) => [
      `${before} → ${after}`,
      `${count} ${count === 1 ? 'record' : 'records'}, unchanged in meaning`,
    ]),
  ]
}

/** What a change means: gates first, then what made them so. */
export const diffText: TextBody = (answer, context) => {
  const data = answer.data as unknown as DiffData
  const { width, paint } = context
  const parting = data.sinceParting ? `where ${stateWords(data.head)} left ${data.base.revision}` : stateWords(data.base)
  const between = `${parting} → ${stateWords(data.head)}`
  if (data.same) return wrapBehind('', `${between}: nothing differs in meaning`, width)
  const several = data.programs.length + data.others.length > 1
  const lines = [...wrapBehind('', between, width).map(paint.faint), '']
  for (const { id, name, change } of data.others) lines.push(...headLine(change, `program ${id}`, name, context), '')
  if (data.workspace.length > 0)
    lines.push(
      paint.strong('refractor.yaml'),
      ...data.workspace.flatMap((one) => wrapBehind(`  ${one.field}  `, changeWords(one), width)),
      '',
    )
  for (const program of data.programs) {
    const own = programLines(program, context)
    if (own.length === 0) continue
    if (several) lines.push(paint.strong(`${program.name} (${program.program})`), '')
    lines.push(...own, ...wrapBehind('', summaryWords(program), width), '')
  }
  return lines
}
