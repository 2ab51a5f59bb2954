import type { CriterionResult, GateResult } from '@refractor/core'
import { displayWidth, padTo } from '../display-width.ts'
import { placeOf } from '../findings-text.ts'
import { because, blocks, comparison, stageWords, tallyWords } from '../gate-words.ts'
import type { Paint } from '../paint.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext } from '../reporter.ts'
import { type Cell, cell, columnWidths, rowLines } from '../table.ts'
import { wrap, wrapBehind } from '../wrap.ts'

/** A title line stays readable on a wide terminal: the verdict is not at the far end of it. */
const widest = 100

function verdictPaint(gate: Pick<GateResult, 'verdict'>, paint: Paint): (text: string) => string {
  return (text) => paint.strong({ met: paint.good, unmet: paint.bad, unknown: paint.warn }[gate.verdict](text))
}

type Titled = Pick<GateResult, 'id' | 'title' | 'stage' | 'verdict' | 'criteria'>

/** "P2  Governance and trust · exit gate        UNMET  6 of 9" */
export function gateTitle(gate: Titled, { width, paint }: ReporterContext): string[] {
  const verdict = gate.verdict.toUpperCase()
  const right = `${verdict}  ${tallyWords(gate)}`
  const title = oneLine(gate.title)
  const rest = title === '' || title === gate.id ? stageWords(gate) : `${title} · ${stageWords(gate)}`
  const left = wrapBehind(`${gate.id}  `, rest, Math.min(width, widest) - displayWidth(right) - 2)
  const first = left[0] as string
  const painted = paint.strong(first.slice(0, gate.id.length)) + first.slice(gate.id.length)
  const pad = ' '.repeat(Math.max(2, Math.min(width, widest) - displayWidth(first) - displayWidth(right)))
  return [painted + pad + verdictPaint(gate, paint)(verdict) + right.slice(verdict.length), ...left.slice(1)]
}

/** How a criterion stands, as one character. */
export function markOf(one: CriterionResult, paint: Paint): Cell {
  if (one.outcome === 'met') return cell('✓', paint.good)
  if (one.outcome === 'not-applicable') return cell('-', paint.faint)
  if (one.outcome === 'waived') return cell('~', paint.warn)
  if (one.level !== 'required') return cell('·', paint.faint)
  return one.outcome === 'unknown' ? cell('?', paint.warn) : cell('✗', paint.bad)
}

function below(one: CriterionResult, indent: string, { width, paint }: ReporterContext): string[] {
  if (!blocks(one)) return []
  const compared = comparison(one)
  return [
    ...(compared === undefined ? [] : wrapBehind(indent, compared, width)),
    ...wrapBehind(indent, placeOf(one.location), width).map(paint.faint),
    ...(one.fix === undefined ? [] : wrapBehind(`${indent}→ `, one.fix, width).map(paint.command)),
  ]
}

function criterionRow(one: CriterionResult, paint: Paint): Cell[] {
  const kind = one.kind === 'undefined' ? '' : one.kind
  const mark = markOf(one, paint)
  const marked = (text: string): string =>
    text.startsWith(mark.text) ? (mark.paint?.(mark.text) ?? mark.text) + text.slice(mark.text.length) : text
  return [cell(`${mark.text} ${one.id}`, marked), cell(oneLine(one.statement)), cell(kind, paint.faint), cell(because(one))]
}

/** Criteria in columns; on a narrow terminal the reason goes below the statement. */
export function criteriaLines(criteria: readonly CriterionResult[], context: ReporterContext): string[] {
  const { width, paint } = context
  const rows = criteria.map((one) => criterionRow(one, paint))
  const widths = columnWidths(rows, width - 2, 1)
  const idWidth = Math.min(24, Math.max(0, ...criteria.map((one) => displayWidth(one.id))))
  const indent = ' '.repeat(Math.min(2 + 2 + idWidth + 2, Math.floor(width / 3)))
  return criteria.flatMap((one, index) => {
    const row = rows[index] as Cell[]
    if (widths !== undefined) return [...rowLines(row, widths).map((line) => `  ${line}`), ...below(one, indent, context)]
    const lead = row[0] as Cell
    const head = wrapBehind(`  ${padTo(lead.text, idWidth + 2)}  `, oneLine(one.statement), width)
    head[0] = `  ${lead.paint?.((head[0] as string).slice(2)) ?? ''}`
    const kind = one.kind === 'undefined' ? '' : `${one.kind}: `
    return [...head, ...wrapBehind(indent, kind + because(one), width), ...below(one, indent, context)]
  })
}

/** A gate: its title, and its criteria unless all is well and somebody else is looked at. */
export function gateLines(gate: GateResult, context: ReporterContext, full: boolean, footer: readonly string[] = []): string[] {
  const title = gateTitle(gate, context)
  if (!full && gate.verdict === 'met' && !context.verbose) {
    // What is only waived is never left out.
    const waived = gate.criteria.filter((one) => one.outcome === 'waived')
    return waived.length === 0 ? title : [...title, '', ...criteriaLines(waived, context)]
  }
  const criteria =
    gate.criteria.length === 0
      ? wrap('no criteria: nothing to decide on', context.width - 2).map((line) => `  ${line}`)
      : criteriaLines(gate.criteria, context)
  const closing = footer.length === 0 ? [] : ['', ...wrap(footer.join(' '), context.width - 2).map((line) => `  ${line}`)]
  return [...title, '', ...criteria, ...closing]
}

/** "Next: refractor evidence run P2.2" */
export function nextLine(command: string | undefined, { width, paint }: ReporterContext): string[] {
  if (command === undefined) return []
  return wrapBehind('  Next: ', command, width).map((line, index) =>
    index === 0 ? `  Next: ${paint.command(line.slice(8))}` : paint.command(line),
  )
}
