import type { TextBody } from '../reporter.ts'
import { gateLines } from './gates.ts'
import { planText } from './plan.ts'

/** The gate that was judged, on one line when it is met, and what was done. */
export const reviewRunText: TextBody = (answer, context) => {
  const gates = (answer.gates ?? []).flatMap((gate) => [...gateLines(gate, context, false), ''])
  return [...gates, ...planText(answer, context)]
}
