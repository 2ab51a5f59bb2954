import { summaryOf } from '../findings-text.ts'
import type { TextBody } from '../reporter.ts'

/** One line: how much was found. */
export const validateText: TextBody = ({ diagnostics }, { paint }) => {
  if (diagnostics.length === 0) return [paint.good('valid')]
  const valid = diagnostics.every((one) => one.severity !== 'error')
  return [`${valid ? paint.good('valid') : paint.bad('not valid')}: ${summaryOf(diagnostics)}`]
}
