import type { GateResult } from '@refractor/core'
import type { ChangeData } from '../../change-data.ts'
import type { EntryState, GateData } from '../../gate-data.ts'
import { blocks, plural } from '../gate-words.ts'
import type { TextBody } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'
import { changeLines, newGateLines } from './change.ts'
import { gateLines, nextLine } from './gates.ts'

export interface GateCheckData extends Record<string, unknown>, Partial<ChangeData> {
  readonly gates: readonly GateData[]
  /** Gates that were left out because their phase has not begun. */
  readonly notDue?: readonly string[]
  readonly next?: string
}

function entrySentence({ phase, state, reviewed }: EntryState): string {
  if (state === 'closed') return `${phase} is closed${reviewed === undefined ? '' : ` (reviewed ${reviewed.slice(0, 10)})`}`
  return `${phase} is ${state === 'planned' ? 'not started' : 'still in progress'}`
}

function footer(gate: GateResult, dependsOn: readonly EntryState[]): string[] {
  const open = gate.criteria.filter(blocks)
  const lines: string[] = []
  if (gate.closed !== undefined) lines.push(`Closed: reviewed ${gate.closed.at.slice(0, 10)} (${gate.closed.record}).`)
  if (dependsOn.length > 0) lines.push(`Entry: ${dependsOn.map(entrySentence).join(', ')}.`)
  if (open.length > 0)
    lines.push(`${plural(open.length, 'required criterion', 'required criteria')} ${open.length === 1 ? 'is' : 'are'} not met.`)
  return lines
}

/** Gates one below the other, those that are met on one line; then what was left out, and the one next command. */
export const gateCheckText: TextBody = (answer, context) => {
  const data = answer.data as GateCheckData
  const gates = answer.gates ?? []
  const full = gates.length === 1
  const several = new Set(gates.map((gate) => gate.program)).size > 1
  const lines = changeLines(data, answer.diagnostics, context)
  for (const [index, gate] of gates.entries()) {
    // Ids of different programs may be the same.
    const shown = several ? { ...gate, id: `${gate.program}/${gate.id}` } : gate
    const block = gateLines(shown, context, full, footer(gate, data.gates[index]?.dependsOn ?? []))
    if (index > 0 && (block.length > 1 || lines.at(-1)?.startsWith('  '))) lines.push('')
    lines.push(...block)
  }
  lines.push(...newGateLines(data, context))
  const notDue = data.notDue ?? []
  if (notDue.length > 0) lines.push('', ...wrapBehind('  Not due: ', notDue.join(', '), context.width))
  const shows = new Set(data.gates.flatMap(({ playbooks = [] }) => playbooks.map(({ show }) => show)))
  const books = [...shows].flatMap((show) => wrapBehind('  Playbook: ', show, context.width))
  if (books.length > 0 && gates.length > 1) lines.push('')
  lines.push(...books)
  const next = nextLine(data.next, context)
  if (next.length > 0 && notDue.length === 0 && (gates.length > 1 || gates.at(-1)?.verdict === 'met')) lines.push('')
  return [...lines, ...next]
}
