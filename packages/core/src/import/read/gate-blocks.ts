import { suggestChecks } from '../../gates/suggest.ts'
import type { Criterion } from '../../schema/gate.ts'
import type { Item, Line } from '../scan/block.ts'
import { labelOf } from '../scan/inline.ts'
import { addAttribute } from './attribute.ts'
import { readClauses } from './clauses.ts'
import type { Content } from './entries.ts'
import { addCriterionOf, addGate } from './gate-place.ts'
import { giveInlineCommand } from './inline-command.ts'
import { proposeCheck } from './propose-check.ts'
import type { Reading, Scope } from './reading.ts'

const numbered =
  /^(?:(?:validation|quality|phase|review|acceptance|test|verification)\s+)?gate\s+#?([A-Z]{0,3}\d{1,4}(?:\.\d{1,4}){0,5}[a-z]?)\s*(?:[:：—–-]\s*(.*))?$/iu

/** The number and the name of a gate that a plan numbers: "Gate 1.1.1: the schema is valid". */
export function numberedGate(words: string): { readonly number: string; readonly title: string } | undefined {
  const match = words.length > 300 ? null : numbered.exec(words.trim())
  return match ? { number: match[1] as string, title: (match[2] ?? '').trim() } : undefined
}

/** Reads the text beside the label of a numbered gate: a checkpoint of its clauses. */
export function readGateLine(content: Content, scope: Scope, reading: Reading): boolean {
  const words = scope.label ?? ''
  if (content.text === '' || numberedGate(words) === undefined) return false
  const gate = addGate(`gate-${numberedGate(words)?.number ?? ''}`, words, 'checkpoint', scope, reading)
  reading.account.map(content.lines, gate, 'title')
  return readClauses(content, { id: gate.id, body: gate, splitsItems: true }, reading)
}

/**
 * Reads a numbered gate and the list below it as a checkpoint. Labelled entries (method, pass criteria, validator): its criteria are
 * what must hold to pass, and the other labels are kept; plain entries are criteria. False where the words are no numbered gate.
 */
export function readGateBlock(words: string, lines: readonly Line[], items: readonly Item[], scope: Scope, reading: Reading): boolean {
  const named = numberedGate(words)
  const labels = items.map((item) => labelOf(item.text))
  if (named === undefined || items.length === 0) return false
  const isLabelled = labels.every((label) => label !== undefined && label.text !== '')
  const { account, draft, words: table } = reading
  const gate = addGate(`gate-${named.number}`, words, 'checkpoint', scope, reading)
  account.map(lines, gate, 'title')
  if (!isLabelled) {
    for (const item of items) addCriterionOf(item, gate, reading)
    return true
  }
  const made: Criterion[] = []
  items.forEach((item, at) => {
    const label = labels[at] as { label: string; text: string }
    const field = table.field(label.label)
    if (field === 'acceptance' || field === 'exit' || field === 'expected') {
      const criterion = draft.addCriterion(gate.id, gate.criteria, label.text)
      proposeCheck(criterion, suggestChecks(label.text)[0])
      giveInlineCommand(criterion)
      made.push(criterion)
      account.map(item.lines, criterion, 'statement')
      return
    }
    addAttribute(gate, label.label, label.text)
    account.map(item.lines, gate, 'attributes')
  })
  if (made.length === 0) {
    const criterion = draft.addCriterion(gate.id, gate.criteria, named.title === '' ? words : named.title)
    proposeCheck(criterion, suggestChecks(criterion.statement)[0])
    account.map(lines, criterion, 'statement')
  }
  return true
}
