import type { RecordLine } from '../../evidence-records.ts'
import { plural } from '../gate-words.ts'
import type { TextBody } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'

/** A line for each record: its state, and what it speaks for. */
export const evidenceVerifyText: TextBody = (answer, { width, paint }) => {
  const records = answer.data['records'] as readonly RecordLine[]
  if (records.length === 0) return ['no records']
  const rows = records.map(({ path, state, because, speaksFor }) => {
    const colour = state === 'valid' ? paint.good : state === 'stale' || state === 'expired' || state === 'dirty' ? paint.warn : paint.bad
    return [cell(state === 'valid' ? '✓' : '✗', colour), cell(path), cell(speaksFor.join(', ')), cell(because === '' ? state : because)]
  })
  const valid = records.filter((one) => one.state === 'valid').length
  return [...tableLines(rows, width, 2), '', `${valid} of ${plural(records.length, 'record')} valid`]
}
