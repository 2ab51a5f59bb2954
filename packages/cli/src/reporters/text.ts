import type { Answer } from '../answer.ts'
import { asOf } from './as-of.ts'
import { findingsText, summaryOf } from './findings-text.ts'
import { printableDeep, withoutCommands } from './printable.ts'
import type { ReporterContext, TextBody } from './reporter.ts'

const narrowest = 40

/**
 * Findings first, with their lines of code; then what the command says; so the answer and the next command stand where
 * the prompt comes back. Infos are shown where they are the answer, and with -v.
 */
export function text(answer: Answer, context: ReporterContext, body: TextBody | undefined): string {
  const safe = { ...printableDeep({ ...answer }), command: answer.command } as Answer
  const inside = { ...context, width: Math.max(narrowest, context.width) }
  const shown = safe.diagnostics.filter((one) => one.severity !== 'info' || answer.showInfo || context.verbose)
  const lines = findingsText(shown, inside)
  if (body !== undefined && !answer.refused) {
    lines.push(...asOf(safe, inside))
    // One by one: there may be more of them than a call takes arguments.
    for (const line of body({ ...safe, diagnostics: shown }, inside)) lines.push(line)
  } else if (shown.length > 1) lines.push(summaryOf(shown))
  while (lines.at(-1) === '') lines.pop()
  return lines.length === 0 ? '' : `${lines.map(withoutCommands.text).join('\n')}\n`
}
