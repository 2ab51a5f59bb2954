import { summaryOf } from '../findings-text.ts'
import { plural } from '../gate-words.ts'
import type { TextBody } from '../reporter.ts'
import { planText } from './plan.ts'

/** The plan that was carried out; else one line: how much was checked and found. */
export const checklistCheckText: TextBody = (answer, context) => {
  if (answer.data['plan'] !== undefined) return planText(answer, context)
  const checked = plural(Number(answer.data['checked']), 'checklist')
  if (answer.diagnostics.length === 0) return [`${checked} checked: boxes and states agree`]
  return [`${checked} checked: ${summaryOf(answer.diagnostics)}`]
}
