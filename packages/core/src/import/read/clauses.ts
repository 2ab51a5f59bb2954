import { suggestChecks } from '../../gates/suggest.ts'
import type { Criterion } from '../../schema/gate.ts'
import type { Item, Line } from '../scan/block.ts'
import { labelOf, splitOutside } from '../scan/inline.ts'
import { addAttribute } from './attribute.ts'
import { readCode } from './code.ts'
import { type Content, itemsIn } from './entries.ts'
import { giveInlineCommand } from './inline-command.ts'
import type { Reading } from './reading.ts'

interface Gate {
  readonly id: string
  readonly body: { criteria: Criterion[] }
  /** Whether entries of lists are split at semicolons too, as lines of gates are. */
  readonly splitsItems: boolean
}

function addCriterion(statement: string, lines: readonly Line[], gate: Gate, { draft, account }: Reading): Criterion {
  const criterion = draft.addCriterion(gate.id, gate.body.criteria, statement)
  const [check] = suggestChecks(statement)
  if (check) criterion.check = check
  giveInlineCommand(criterion)
  account.map(lines, criterion, 'statement')
  return criterion
}

function clausesIn(text: string): string[] {
  const clauses = splitOutside(text, ';')
  return clauses.length > 1 ? clauses.map((clause) => clause.replace(/(?<=[^.])\.$/, '')) : [text.trim()]
}

/** Reads the lines of a gate as criteria: clauses of its text, entries of its list with the raw marks of their boxes. */
export function readClauses(content: Content, gate: Gate, reading: Reading): boolean {
  const before = gate.body.criteria.length
  if (content.text !== '') for (const clause of clausesIn(content.text)) addCriterion(clause, content.lines, gate, reading)
  readItems(content.items, undefined, gate, reading)
  return gate.body.criteria.length > before
}

function readItems(items: readonly Item[], group: Item | undefined, gate: Gate, reading: Reading): void {
  const { account } = reading
  for (const item of items) {
    const nested = itemsIn(item.blocks)
    const text = item.box?.id === undefined ? item.text : `${item.box.id} ${item.text}`
    // A label over a list of its own is the name of a group of criteria, not one of them.
    if (nested.length > 0 && !item.box && labelOf(text)?.text === '') {
      readItems(nested, item, gate, reading)
      continue
    }
    if (text === '') continue
    const made = (gate.splitsItems ? clausesIn(text) : [text]).map((clause) => addCriterion(clause, item.lines, gate, reading))
    for (const criterion of made) {
      if (item.box) criterion.mark = item.box.mark
      if (group) {
        addAttribute(criterion, 'group', group.text)
        account.map(group.lines, criterion, 'attributes')
      }
    }
    const last = made.at(-1) as Criterion
    for (const block of item.blocks)
      if (block.type === 'code') readCode(block, { gate: { id: gate.id, body: gate.body }, holder: last }, reading)
    for (const below of nested) keepBelow(below, last, reading)
  }
}

/** What hangs below a criterion is said of it. A box there is a criterion of its own only where it stands beside the others. */
function keepBelow(item: Item, criterion: Criterion, reading: Reading): void {
  const text = item.box ? `[${item.box.mark === '' ? ' ' : item.box.mark}] ${item.box.id ?? ''} ${item.text}` : item.text
  if (text.trim() !== '') {
    addAttribute(criterion, 'detail', text.replace(/\s+/g, ' ').trim())
    reading.account.map(item.lines, criterion, 'attributes')
  }
  for (const below of itemsIn(item.blocks)) keepBelow(below, criterion, reading)
}
