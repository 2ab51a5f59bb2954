import type { CheckedMessage } from '@refractor/core'
import { summaryOf } from '../findings-text.ts'
import { plural } from '../gate-words.ts'
import { oneLine } from '../printable.ts'
import type { TextBody } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'

const oid = /^[0-9a-f]{40,64}$/

/** How many messages were checked and what they name; with -v each of them. */
export const commitCheckText: TextBody = (answer, { width, paint, verbose }) => {
  const messages = answer.data['messages'] as readonly CheckedMessage[]
  const names = [...new Set(messages.flatMap((one) => one.names))]
  const rows = messages.map(({ message, subject, names: own }) => [
    cell(oid.test(message) ? message.slice(0, 7) : message, paint.strong),
    cell(own.join(', ')),
    cell(oneLine(subject)),
  ])
  const checked = `${plural(messages.length, 'message')} checked`
  const found = names.length === 0 ? 'no milestone or phase is named' : names.join(', ')
  const summary = answer.diagnostics.length === 0 ? found : summaryOf(answer.diagnostics)
  return [...(verbose && rows.length > 0 ? [...tableLines(rows, width), ''] : []), `${checked}: ${summary}`]
}
