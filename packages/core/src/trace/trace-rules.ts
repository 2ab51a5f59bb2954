import type { Severity } from '../diagnostics/diagnostic.ts'
import type { Program } from '../link/program-types.ts'
import type { WantedValue } from '../link/record-fields.ts'
import type { LeafOf } from '../schema/check.ts'
import type { Relation, TraceRule, TraceType } from '../schema/trace.ts'
import { manyOf } from './type-words.ts'

/** What a record must be linked with, in either direction. */
export interface TraceDemand {
  readonly type: TraceType | undefined
  /** Without one every relation counts; containment only where a type is named. */
  readonly relation: Relation | undefined
  readonly min: number
  readonly max: number | undefined
}

/** A coverage rule in full. */
export interface CoverageRule {
  readonly id: string
  readonly every: TraceType
  readonly where: Readonly<Record<string, WantedValue>>
  readonly has: readonly TraceDemand[]
  readonly deep: boolean
  readonly severity: Severity
  /** Its place in program.yaml, from 0; undefined for the rule of a criterion. */
  readonly index: number | undefined
}

type Has = TraceRule['has']

function demandOf(one: TraceType | Extract<Has, { min?: unknown }>): TraceDemand {
  if (typeof one === 'string') return { type: one, relation: undefined, min: 1, max: undefined }
  return { type: one.type, relation: one.relation, min: one.min ?? 1, max: one.max }
}

/** A list of demands from the short forms that a rule may be written in. */
export function demandsOf(has: Has): readonly TraceDemand[] {
  return (Array.isArray(has) ? has : [has]).map(demandOf)
}

/** The rules of a program, in order. A rule without an id is called by its place, from 1. */
export function traceRules(program: Program): readonly CoverageRule[] {
  return (program.file.record.trace?.rules ?? []).map((rule, index) => ({
    id: rule.id ?? String(index + 1),
    every: rule.every,
    where: rule.where ?? {},
    has: demandsOf(rule.has),
    deep: rule.deep ?? false,
    severity: rule.severity ?? 'error',
    index,
  }))
}

/** The rule that a check of kind trace states itself. */
export function ruleOfCheck({ every, where, has, deep }: LeafOf<'trace'>): CoverageRule | undefined {
  if (every === undefined || has === undefined) return undefined
  return { id: '', every, where: where ?? {}, has: demandsOf(has), deep: deep ?? false, severity: 'error', index: undefined }
}

const single = (noun: string): string => `${/^[aeiou]/.test(noun) ? 'an' : 'a'} ${noun}`
const some = (count: number, noun: string): string =>
  `${count} ${count !== 1 ? manyOf(noun) : noun === 'evidence' ? 'evidence record' : noun}`

function amountInWords(noun: string, min: number, max: number | undefined): string {
  if (max === undefined) return min === 0 ? `any number of ${manyOf(noun)}` : min === 1 ? single(noun) : some(min, noun)
  if (min === 0) return `at most ${some(max, noun)}`
  return min === max ? `exactly ${some(min, noun)}` : `${min} to ${some(max, noun)}`
}

/** "a task", "2 tasks", "1 to 3 tasks", "a link (satisfies)". */
function demandInWords({ type, relation, min, max }: TraceDemand): string {
  return `${amountInWords(type ?? 'link', min, max)}${relation === undefined ? '' : ` (${relation})`}`
}

/** What is missing of it: that there may not be too many says nothing then. */
export const leastInWords = (demand: TraceDemand): string => demandInWords({ ...demand, max: undefined })

const valueInWords = (wanted: WantedValue): string => (Array.isArray(wanted) ? wanted.join(' or ') : String(wanted))

/** "every risk with severity high has a task". */
export function ruleInWords({ every, where, has, deep }: CoverageRule): string {
  const conditions = Object.entries(where).map(([name, wanted]) => `${name} ${valueInWords(wanted)}`)
  const range = conditions.length > 0 ? ` with ${conditions.join(', ')}` : ''
  return `every ${every}${range} has ${has.map(demandInWords).join(' and ')}${deep ? ', which is covered itself' : ''}`
}
