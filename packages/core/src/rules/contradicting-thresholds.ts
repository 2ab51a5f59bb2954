import { placeOf } from '../link/planned-place.ts'
import type { CriterionEntry, Program } from '../link/program-types.ts'
import { defineRule } from './rule.ts'

interface Threshold {
  readonly subject: string
  readonly operator: string
  readonly value: number
  readonly text: string
  readonly criterion: CriterionEntry
}

const operators: Readonly<Record<string, string>> = { '>': '>', '≥': '≥', '>=': '≥', '<': '<', '≤': '≤', '<=': '≤', '=': '=', '==': '=' }
const worded = /^(?:[^\p{L}]*)([\p{L}][\p{L} -]{1,40}?)\s*(>=|<=|==|[≥≤><=])\s*(\d+(?:\.\d+)?)\s*(%?)/u
/** Options of test runners that are thresholds of coverage. */
const coverageOption = /--(?:cov-fail-under|coverage\.thresholds\.lines|check-coverage --lines)[= ](\d+(?:\.\d+)?)/g

function thresholdsOf(criterion: CriterionEntry): Threshold[] {
  const { statement, commands = [] } = criterion.record
  const found: Threshold[] = []
  const match = worded.exec(statement.slice(0, 400))
  if (match) {
    const [text, subject = '', operator = '', value = '', unit = ''] = match
    found.push({
      subject: `${subject.trim().toLowerCase()} ${unit}`,
      operator: operators[operator] as string,
      value: Number(value),
      text: text.trim(),
      criterion,
    })
  }
  for (const command of commands)
    for (const option of command.slice(0, 2000).matchAll(coverageOption))
      found.push({ subject: 'coverage %', operator: '≥', value: Number(option[1]), text: option[0], criterion })
  return found
}

/** Tiers ask for different things on purpose; everything else that has one subject has one threshold. */
function comparable(program: Program): CriterionEntry[] {
  return [...program.criteria.values()].filter((one) => program.gates.get(one.gate)?.stage !== 'tier')
}

/** Two criteria that give the same subject different thresholds: "coverage > 80 %" here, "at least 80" there. */
export const contradictingThresholds = defineRule({
  code: 'plan/contradicting-thresholds',
  find(program, report) {
    const first = new Map<string, Threshold>()
    for (const threshold of comparable(program).flatMap(thresholdsOf)) {
      const other = first.get(threshold.subject)
      if (other === undefined) {
        first.set(threshold.subject, threshold)
        continue
      }
      if (other.operator === threshold.operator && other.value === threshold.value) continue
      const { location, related } = placeOf(threshold.criterion, 'statement')
      const there = placeOf(other.criterion, 'statement')
      report(`${threshold.criterion.id} says "${threshold.text}", ${other.criterion.id} says "${other.text}"`, {
        location,
        related: [...related, { message: `${other.criterion.id} is declared here`, location: there.location }, ...there.related],
        help: 'decide on one threshold, and write it in both places',
      })
    }
  },
})
