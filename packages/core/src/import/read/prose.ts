import type { Line, Paragraph } from '../scan/block.ts'
import { plainWords } from '../scan/inline.ts'
import { readField } from './fields.ts'
import { isSlot } from './placeholders.ts'
import { isRule, readConventions } from './program-fields.ts'
import type { Reading, Scope } from './reading.ts'
import { addDetail } from './task-fields.ts'
import { addSummary, keepAsAttribute } from './values.ts'

interface Prose {
  readonly text: string
  readonly lines: readonly Line[]
}

/** Fields of headings under which prose is what the field says; under others it is a remark on a list or table. */
const worded = new Set([
  'goals',
  'objectives',
  'summary',
  'scope',
  'detail',
  'constraints',
  'dependencies',
  'duration',
  'status',
  'due',
  'window',
  'owner',
  'impact',
  'conventions',
  'exit',
  'entry',
  'acceptance',
])

/** Reads prose: the words of the field that its heading names, the summary of the record right above it, or a rule; else it stays a note. */
export function readProse(part: Prose, block: Paragraph, scope: Scope, reading: Reading): boolean {
  const entry = { text: part.text, lines: part.lines, depth: 0 }
  const { task, milestone, phase } = scope
  const isProgram = !task && !milestone && !phase
  if (scope.field !== undefined && worded.has(scope.field)) {
    // A sentence that leads over to the list below it is no criterion, goal or rule.
    if (/[:：]\s*$/.test(part.text) && scope.field !== 'summary') return false
    return readField(scope.field, { text: part.text, lines: part.lines, items: [] }, scope, reading)
  }
  if (scope.label !== undefined && isSlot(part.text))
    return keepAsAttribute(
      task ?? milestone ?? phase ?? reading.draft.program,
      plainWords(scope.label) || scope.label,
      { text: part.text, lines: part.lines, items: [] },
      reading,
    )
  if (block.quoted) return false
  if (isProgram) {
    if (isRule(part.text) && readConventions([entry], reading)) return true
    if (scope.label === undefined && reading.draft.program.summary === undefined) return addSummary(reading.draft.program, [entry], reading)
    return false
  }
  if (scope.label !== undefined) return false
  if (task) {
    addDetail(task, [part.text])
    reading.account.map(part.lines, task, 'detail')
    return true
  }
  return addSummary((milestone ?? phase) as object, [entry], reading)
}
