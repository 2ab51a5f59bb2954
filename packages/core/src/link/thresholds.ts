import type { Criterion } from '../schema/gate.ts'

/** A number that a criterion compares something with. `bound`: which way; the operator also says whether the number itself is enough. */
export interface Threshold {
  readonly subject: string
  readonly unit: string
  readonly bound: 'lower' | 'upper' | 'exact'
  readonly operator: '>' | '≥' | '<' | '≤' | '='
  readonly value: number
  /** The words of the plan. */
  readonly text: string
}

type Comparison = Pick<Threshold, 'bound' | 'operator'>

const lower: Comparison = { bound: 'lower', operator: '≥' }
const upper: Comparison = { bound: 'upper', operator: '≤' }
const exact: Comparison = { bound: 'exact', operator: '=' }
const above: Comparison = { bound: 'lower', operator: '>' }
const below: Comparison = { bound: 'upper', operator: '<' }
const comparisons: Readonly<Record<string, Comparison>> = {
  '>': above,
  '<': below,
  '≥': lower,
  '>=': lower,
  '≤': upper,
  '<=': upper,
  '=': exact,
  '==': exact,
}

const worded = /^[^\p{L}]{0,20}(\p{L}[\p{L} -]{1,40}?)\s{0,4}(>=|<=|==|[≥≤><=])\s{0,4}(\d+(?:\.\d+)?)\s{0,4}(%|\p{L}{1,12})?/u

/** Options of test runners that are thresholds of coverage; all of them are met by the number itself. */
const coverageOption = /--(?:cov-fail-under|fail-under|coverage\.thresholds\.lines|check-coverage --lines)[= ](\d+(?:\.\d+)?)/g

/** "Test coverage" and "Code coverage" are coverage. */
const subjectOf = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/^(?:(?:the|overall|total) )?(?:(?:test|code|line) )(?=coverage$)/, '')

/** The thresholds that the statement of a criterion starts with, and those that its commands enforce. */
export function thresholdsOf({ statement, commands = [] }: Pick<Criterion, 'statement' | 'commands'>): Threshold[] {
  const found: Threshold[] = []
  const match = worded.exec(statement.slice(0, 400))
  if (match) {
    const [text, subject = '', operator = '', value = '', unit = ''] = match
    const comparison = comparisons[operator] as Comparison
    found.push({ subject: subjectOf(subject), unit: unit.toLowerCase(), ...comparison, value: Number(value), text: text.trim() })
  }
  for (const command of commands)
    for (const [text, value] of command.slice(0, 2000).matchAll(coverageOption))
      found.push({ subject: 'coverage', unit: '%', ...lower, value: Number(value), text })
  return found
}
