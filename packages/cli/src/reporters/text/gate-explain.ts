import type { CriterionExplanation, CriterionResult } from '@refractor/core'
import type { GateData } from '../../gate-data.ts'
import { padTo } from '../display-width.ts'
import { placeOf } from '../findings-text.ts'
import { because } from '../gate-words.ts'
import { oneLine } from '../printable.ts'
import type { ReporterContext, TextBody } from '../reporter.ts'
import { wrapBehind } from '../wrap.ts'
import { flow } from './flow.ts'
import { gateTitle, markOf } from './gates.ts'

type Explained = Omit<CriterionExplanation, 'result'> & Pick<CriterionResult, 'id' | 'outcome'>

const labelWidth = 5

function criterionLines(one: Explained, result: CriterionResult, { width, paint }: ReporterContext): string[] {
  const mark = markOf(result, paint)
  const head = wrapBehind(`  ${mark.text} ${one.id}  `, oneLine(result.statement), width)
  head[0] = `  ${mark.paint?.(mark.text) ?? mark.text}${(head[0] as string).slice(2 + mark.text.length)}`
  const rows: [string, string][] = [
    ['now', because(result)],
    ['wants', one.wants],
    ...one.conditions.map((condition): [string, string] => ['', condition]),
    ['who', one.who.join('; ')],
    ...(one.hint === undefined ? [] : [['hint', one.hint] as [string, string]]),
    ...one.suggestions.map((check, index): [string, string] => [index === 0 ? 'add' : 'or', `check: ${flow(check)}`]),
    ['at', placeOf(result.location)],
  ]
  const body = rows
    .filter(([, text]) => text !== '')
    .flatMap(([label, text]) => wrapBehind(`      ${padTo(label, labelWidth)}  `, text, width))
  const commands = one.commands.flatMap((command) => wrapBehind(`      ${padTo('', labelWidth)}→ `, command, width).map(paint.command))
  return [...head, ...body, ...commands]
}

/** Each criterion in full: how it stands, what it wants, who can do it, where it is, and the commands that lead there. */
export const gateExplainText: TextBody = (answer, context) => {
  const gate = answer.data['gate'] as GateData
  const explained = answer.data['criteria'] as readonly Explained[]
  const lines = explained.flatMap((one) => {
    const result = gate.criteria.find((criterion) => criterion.id === one.id)
    return result === undefined ? [] : [...criterionLines(one, result, context), '']
  })
  return [...gateTitle(gate, context), '', ...lines]
}
