import { command } from '../../link/command-line.ts'
import type { Program } from '../../link/program-types.ts'
import { holdsValue } from '../../link/record-fields.ts'
import { wordOf } from '../../link/state.ts'
import type { LeafOf } from '../../schema/check.ts'
import type { PartFinding } from '../compose.ts'
import { about, met, unmet } from '../finding.ts'
import { instantOf } from '../instant.ts'
import type { CriterionContext, CriterionKind, JudgeContext } from '../judging.ts'
import { comparisonOf } from '../numbers.ts'
import { isOverdue } from '../overdue.ts'
import { fieldReader, fieldsOf, type QueriedRecord, recordsOfSource, statesOf } from '../query-records.ts'
import { explainCommand } from './explain-command.ts'

type Check = LeafOf<'query'>
type Tests = NonNullable<Check['where']>
type Wanted = Tests[string]

/** What a due date is compared with instead of a day: it is over now, and the record is not done. */
const overdue = 'overdue'

/** Decides for one record after the other whether all tests hold; what they ask for is looked up once. */
function matcher(tests: Tests | undefined, { from }: Check, context: JudgeContext): (one: QueriedRecord) => boolean {
  const { program, case: records, now } = context
  const parts = Object.entries(tests ?? {}).map(([name, wanted]) => {
    if (name === 'due' && wanted === overdue)
      return (one: QueriedRecord): boolean => isOverdue(one.record as Parameters<typeof isOverdue>[0], now)
    const [read, holds] = [fieldReader(from, name, program, records), holdsValue(wanted)]
    return (one: QueriedRecord): boolean => holds(read(one))
  })
  return (one) => parts.every((holds) => holds(one))
}

/** Words that ask for a condition instead of a value. */
const conditions: ReadonlySet<string> = new Set(['assigned', 'unassigned'])

/** The words that a test compares with; none for "assigned" and "unassigned". */
function wordsOf(wanted: Wanted): string[] {
  return (Array.isArray(wanted) ? wanted : [wanted]).map(String).filter((word) => !conditions.has(word))
}

/** Says which of the words of a test nothing can ever have. */
function unknownWord(check: Check, name: string, wanted: Wanted, { program }: CriterionContext): string | undefined {
  const outside = (known: (word: string) => boolean, noun: string): string | undefined => {
    const word = wordsOf(wanted).find((one) => !known(one))
    return word === undefined ? undefined : `there is no ${noun} ${word}`
  }
  const states = statesOf(check.from, program)
  if (name === 'state' && states) return outside((word) => states.includes(word), `state of ${check.from}`)
  if (name === 'phase') return outside((word) => program.phases.has(word), 'phase')
  if (name === 'milestone') return outside((word) => program.milestones.has(word), 'milestone')
  if (name === 'due') return wanted === overdue ? undefined : outside((word) => Number.isFinite(instantOf(word)), 'day')
  if (name !== 'id') return undefined
  const ids = recordsOfSource(check.from, program)
  return outside((word) => ids.has(word), `record among ${check.from}:`)
}

/** Why a query cannot mean anything: a field, a state or an id that there is not. A typo must not make it true of nothing. */
function senseless(check: Check, context: CriterionContext): string | undefined {
  const known = fieldsOf(check.from)
  if (known.length === 0) return `there are no ${check.from}`
  for (const [name, wanted] of [...Object.entries(check.where ?? {}), ...Object.entries(check.that ?? {})]) {
    if (!known.includes(name)) return `${check.from} have no field ${name}`
    const unknown = unknownWord(check, name, wanted, context)
    if (unknown !== undefined) return unknown
  }
  if (check.expect === 'count')
    return comparisonOf(check) === undefined || check.op === 'between' ? 'count needs an operator and a number' : undefined
  return check.that === undefined || Object.keys(check.that).length === 0 ? `${check.expect} needs that` : undefined
}

function inWords(tests: Tests | undefined): string {
  return Object.entries(tests ?? {})
    .map(([name, wanted]) =>
      typeof wanted === 'string' && (conditions.has(wanted) || (name === 'due' && wanted === overdue))
        ? `${name} ${wanted}`
        : `${name} ${Array.isArray(wanted) ? wanted.join(' or ') : wanted}`,
    )
    .join(', ')
}

const irregular: Partial<Record<Check['from'], string>> = { criteria: 'criterion', people: 'person' }

/** The name of a source for one of its records: "milestone". */
const singularOf = (from: Check['from']): string => irregular[from] ?? from.slice(0, -1)

/** What a query ranges over: "tasks with optional true". */
const rangeOf = ({ from, where }: Check, noun: string = from): string => `${noun}${where === undefined ? '' : ` with ${inWords(where)}`}`

/** What holds of all records: "all 2 tasks: state done", "the one risk: not state open". */
function holdsOfAll(check: Check, n: number): string {
  const [wanted, expected] = [check.expect === 'all', inWords(check.that)]
  if (n === 1) return `the one ${rangeOf(check, singularOf(check.from))}: ${wanted ? '' : 'not '}${expected}`
  return `${wanted ? 'all' : 'none of'} ${n} ${rangeOf(check)}: ${expected}`
}

const named = (records: readonly QueriedRecord[]): string => {
  const ids = records.map((one) => one.id)
  return ids.length > 3 ? `${ids.slice(0, 3).join(', ')} and ${ids.length - 3} more` : ids.join(', ')
}

/** The verb that takes a milestone one state on. */
function stepOf({ id }: QueriedRecord, { milestones, states }: Program): 'start' | 'submit' | 'accept' {
  const at = states.milestone.indexOf(wordOf(milestones.get(id)?.record.state, states.milestone))
  if (at >= states.milestone.length - 2) return 'accept'
  return at === 0 ? 'start' : 'submit'
}

/** The command that brings the first record nearer to what is asked of it. */
function nextStep(check: Check, first: QueriedRecord, context: CriterionContext): string {
  const { program } = context
  const state = check.expect === 'all' ? check.that?.['state'] : undefined
  if (check.from === 'milestones' && state === program.states.milestone.at(-1))
    return command(program, `milestone ${stepOf(first, program)}`, first.id)
  if (check.from === 'tasks' && state === program.states.task.at(-1)) return command(program, 'task done', first.id)
  if (check.from === 'phases' && state === 'closed') return command(program, 'review run', first.id)
  return explainCommand(context)
}

function judgeCount(check: Check, total: number, chosen: readonly QueriedRecord[], context: CriterionContext): PartFinding {
  const fix = explainCommand(context)
  const comparison = comparisonOf(check)
  const found = chosen.length
  const details = { expected: comparison?.text, found: String(found) }
  const because = `${found} ${rangeOf(check, found === 1 ? singularOf(check.from) : check.from)}`
  // Of nothing at all only "none" can be said, and an upper limit only where there is something to count.
  const counts = found > 0 || check.op === 'eq' || (total > 0 && (check.op === 'lt' || check.op === 'lte'))
  if (!counts) return unmet('missing', because, { ...details, fix })
  if (comparison?.holds(found)) return met(because, details)
  return unmet(found === 0 ? 'missing' : 'failed', `${because}, not ${comparison?.text}`, { ...details, fix })
}

function judgeEach(check: Check, chosen: readonly QueriedRecord[], context: JudgeContext): PartFinding {
  const range = rangeOf(check)
  const expected = inWords(check.that)
  const first = chosen[0]
  if (first === undefined) return unmet('missing', `there are no ${range}`, { expected, fix: explainCommand(context) })
  const wanted = check.expect === 'all'
  const matches = matcher(check.that, check, context)
  const wrong = chosen.filter((one) => matches(one) !== wanted)
  const details = { expected: `${wanted ? 'all' : 'none'} ${expected}`, found: `${chosen.length - wrong.length} of ${chosen.length}` }
  if (wrong.length === 0) return met(holdsOfAll(check, chosen.length), details)
  const finding = unmet('failed', `${named(wrong)}: ${wanted ? 'not ' : ''}${expected}`, {
    ...details,
    fix: nextStep(check, wrong[0] as QueriedRecord, context),
  })
  return about(
    finding,
    wrong.map(({ id }) => id),
  )
}

export const query: CriterionKind<'query'> = {
  kinds: ['query'],
  judge(check, context) {
    const why = senseless(check, context)
    if (why !== undefined) return unmet('undefined', why, { fix: explainCommand(context) })
    const all = recordsOfSource(check.from, context.program)
    const chosen = [...all.values()].filter(matcher(check.where, check, context))
    return check.expect === 'count' ? judgeCount(check, all.size, chosen, context) : judgeEach(check, chosen, context)
  },
  wants(check) {
    const range = rangeOf(check)
    if (check.expect === 'count') return `a number of ${range} that is ${comparisonOf(check)?.text ?? 'compared with a number'}`
    return `${check.expect === 'all' ? 'all' : 'none of the'} ${range}: ${inWords(check.that)}`
  },
  command: (_check, context) => explainCommand(context),
}
