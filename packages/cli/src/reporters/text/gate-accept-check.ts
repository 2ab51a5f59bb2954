import type { AcceptedCheck } from '@refractor/core'
import type { TextBody } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'
import { flow } from './flow.ts'
import { planText } from './plan.ts'

/** What is put in force, check by check, and the files that it is written in. */
export const gateAcceptCheckText: TextBody = (answer, context) => {
  const checks = answer.data['checks'] as readonly AcceptedCheck[]
  const rows = checks.map(({ id, check }) => [cell(`  ${id}`), cell(flow(check), context.paint.faint)])
  const [title = '', ...rest] = planText(answer, context)
  return [title, ...tableLines(rows, context.width), ...rest]
}
