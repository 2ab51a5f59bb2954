import type { LeafOf } from '../schema/check.ts'
import { metricIn, noUnits, slug } from './suggest-names.ts'

type Metric = LeafOf<'metric'>
type Operator = NonNullable<Metric['op']>

/** Comparisons as plans write them; longer ones first, for "no less than" holds "less than". */
const comparators: readonly (readonly [RegExp, Operator])[] = [
  [/(?:≤|<=|\bat most\b|\bno more than\b|\bnot more than\b|\bnot exceeding\b|\bup to\b)/i, 'lte'],
  [/(?:≥|>=|\bat least\b|\bno less than\b|\bnot less than\b|\bno fewer than\b|\bminimum of\b)/i, 'gte'],
  [/(?:<|\bbelow\b|\bunder\b|\bless than\b|\bfewer than\b)/i, 'lt'],
  [/(?:>|\babove\b|\bover\b|\bmore than\b|\bgreater than\b|\bexceeds\b|\bexceeding\b)/i, 'gt'],
  [/(?:=|\bequals\b|\bexactly\b)/i, 'eq'],
]

/** A number at the start of a text, and the rest of the text. None where it has more digits than a number can keep. */
function numberAt(text: string): { readonly value: number; readonly rest: string } | undefined {
  const match = /^\s*(\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,15})?(?:[eE][+-]?\d{1,3}(?!\w))?)(?![.,]?\d)(.*)$/.exec(text)
  const digits = (match?.[1] ?? '').replaceAll(',', '')
  return match && digits.replace('.', '').replace(/e.*$/i, '').length <= 15
    ? { value: Number(digits), rest: match[2] as string }
    : undefined
}

function unitAt(text: string): { readonly unit: string | undefined; readonly rest: string } {
  const match = /^ ?(%|[A-Za-zµ°]{1,20}(?:\/[A-Za-z]{1,20})?)(?![\w/])(.*)$/.exec(text)
  const unit = match?.[1]
  return unit === undefined || noUnits.has(unit.toLowerCase()) ? { unit: undefined, rest: text } : { unit, rest: match?.[2] as string }
}

/** "on reference hardware": where it is measured. */
function environmentIn(text: string): string | undefined {
  const match = /(?:^|\s)on (?:the |our |a |an )?([^,;.()]{1,80})/i.exec(text)
  return match?.[1]?.trim() || undefined
}

/** "with at least 5 runs", "supports ≥ 3-fold retries": what is counted stands behind the number. */
function countedAt(before: string, after: string): string | undefined {
  if (!/(?:^|\s)(?:with|has|have|contains?|includes?|across|over|supports?|covers?|uses?|shows?)\s*$/i.test(before)) return undefined
  const words = /^[\s-]?((?:[\p{L}][\p{L}\p{N}_-]*\s?){1,3})/u.exec(after)?.[1]?.trim().split(' ') ?? []
  const end = words.findIndex((word) => noUnits.has(word.toLowerCase()))
  const counted = slug(end < 0 ? words : words.slice(0, end))
  return counted === '' || /^[a-z]{1,2}$/.test(counted) ? undefined : counted
}

/** "> 85 % line coverage", "(≥ 95 % of …)": what is measured stands behind the number. */
function namedBehind(after: string, inBrackets: boolean): { readonly metric: string; readonly aggregation: undefined } | undefined {
  const share = /^\s?%\+?\s((?:[\p{L}-]{2,20}\s){0,2}(?:coverage|uptime|availability|accuracy|precision|recall))\b/iu.exec(after)?.[1]
  const whole = inBrackets ? /^\s?%\s((?:[\p{L}-]{2,20}\s?){1,3})\)/u.exec(after)?.[1] : undefined
  const words = (share ?? whole)?.trim().split(' ') ?? []
  const metric = slug(words)
  return metric === '' || words.some((word) => noUnits.has(word.toLowerCase())) ? undefined : { metric, aggregation: undefined }
}

/** "Python ≥ 3": a version that is needed, not a measure. */
const isRuntime = /(?:^|_)(?:versions?|python|node|node_js|java|jdk|ruby|php|go|rust|npm|pnpm|typescript|postgres|postgresql|docker)$/

/** A span of time that something takes place over, what is supported up to a number at least, and an assignment in code. */
function isNoMeasure(before: string, comparator: string, after: string): boolean {
  if (
    /^(?:over|up to|under|above)$/i.test(comparator) &&
    /^\s?-?(?:days?|weeks?|months?|quarters?|years?|sprints?|releases?)\b/i.test(after)
  )
    return true
  if (/^up to$/i.test(comparator) && /\b(?:supports?|handles?|allows?|serves?|scales?|accepts?|for|with)\s*$/i.test(before)) return true
  return comparator === '=' && before.split('`').length % 2 === 0
}

const optional = <K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> =>
  value === undefined ? {} : ({ [key]: value } as Record<K, V>)

/** "P95 latency ≤ 30 ms/token on reference hardware", "Coverage > 80%". */
export function suggestThreshold(statement: string): Metric | undefined {
  for (const [comparator, op] of comparators) {
    const match = comparator.exec(statement)
    const number = match ? numberAt(statement.slice(match.index + match[0].length)) : undefined
    // So many iterations are a demand on the tests, not a measure.
    if (!match || !number || /^\s?iterations\b/i.test(number.rest)) continue
    const before = statement.slice(0, match.index)
    if (isNoMeasure(before, match[0], number.rest)) continue
    const counted = countedAt(before, number.rest)
    const behind = counted === undefined ? namedBehind(number.rest, /[(（]\s*$/.test(before)) : undefined
    const named =
      counted === undefined ? (behind ?? metricIn(before.replace(/[(（]\s*$/, ''))) : { metric: counted, aggregation: undefined }
    if (!named || (behind === undefined && isRuntime.test(named.metric))) continue
    const { unit, rest } = counted === undefined ? unitAt(number.rest) : { unit: undefined, rest: number.rest }
    const { metric, aggregation } = named
    return {
      kind: 'metric',
      metric,
      op,
      value: number.value,
      ...optional('unit', unit),
      ...optional('aggregation', aggregation),
      ...optional('environment', environmentIn(rest)),
    }
  }
  return undefined
}

/** "90 % line coverage", "80%+ test coverage on the core": at least so much. */
export function suggestCoverageShare(statement: string): Metric | undefined {
  const match = /(?<![\w.])(\d{1,3}(?:\.\d{1,3})?)\s?%\+?\s((?:[\p{L}-]{2,20}\s){0,2}coverage)\b/iu.exec(statement)
  if (!match || Number(match[1]) > 100) return undefined
  // With a comparison before it the number is a threshold like any other.
  if (
    /(?:[<>≤≥=]|\b(?:least|most|than|above|below|over|under|exceeds|exceeding|exactly|minimum of|up to))\s*$/i.test(
      statement.slice(0, match.index),
    )
  )
    return undefined
  return { kind: 'metric', metric: slug((match[2] as string).split(' ')), op: 'gte', value: Number(match[1]), unit: '%' }
}

/** "parity within 2% perplexity", "results within 10 % of the paper". */
export function suggestTolerance(statement: string): Metric | undefined {
  const match = /\bwithin\s{1,3}(\d{1,6}(?:\.\d{1,6})?)\s?%\s?(of\s)?(?:the\s)?([\p{L}][\p{L}\p{N}_-]{0,40})?/iu.exec(statement)
  if (!match) return undefined
  const [whole, percent, of, word] = match
  const before = statement.slice(0, match.index)
  const rest = statement.slice(match.index + (whole as string).length)
  const rel = Math.round(Number(percent) * 1e6) / 1e8
  const versus = /([\p{L}\p{N}_-]{1,40})\s(?:vs\.?|versus)\s/iu.exec(before)?.[1]
  const metric = of || word === undefined || noUnits.has(word.toLowerCase()) ? metricIn(before)?.metric : slug([word])
  if (!metric) return undefined
  const name = (of ? word : versus)?.toLowerCase() ?? 'baseline'
  return { kind: 'metric', metric, baseline: { name, rel }, ...optional('environment', environmentIn(rest)) }
}

/** What may stand before the digit: a verb or a word that leads to a number. Behind a name it is an ordinal: "Stage 0". */
const leadsToNumber =
  /(?:^|[^\p{L}\p{N}\s`]\s*|(?:^|\s)(?:with|of|at|are|is|has|have|had|to|and|or|show|report|find|found|yield|return|contain|produce|detect|leave|exactly|[a-z]{2,20}s)\s+)$/u
const ordinal =
  /(?:^|[\s(])(?:phase|stage|step|level|tier|part|version|sprint|week|day|milestone|wave|iteration|release|from|ground|patient)\s+$/i
/** "zero trust" and the like are the name of a way of working. */
const compound = /^(?:trust|day|knowledge|touch|config|configuration|copy|shot|based|sum|hour|index|width|value|or|to)$/i
/** What can be none at all without being counted in the plural. */
const uncounted = /^(?:downtime|loss|leakage|drift|duplication|regression|breakage|flakiness|tolerance)$/i

/** "zero illegal mask edges", "0 errors". */
export function suggestZero(statement: string): Metric | undefined {
  const match = /(?<![\w.,/-])(zero|0)\s([\p{L}][\p{L}\p{N}_ -]{0,60})/iu.exec(statement)
  if (!match) return undefined
  const before = statement.slice(Math.max(0, match.index - 30), match.index)
  if (match[1] === '0' ? !leadsToNumber.test(before) : ordinal.test(before)) return undefined
  const words = (match[2] as string).trim().split(/\s+/)
  const stop = words.findIndex((word) => noUnits.has(word.toLowerCase()))
  const phrase = (stop < 0 ? words : words.slice(0, stop)).slice(0, 4)
  const plural = phrase.findIndex((word) => /[^su]s$/i.test(word) && !/is$/i.test(word))
  const mass = phrase.findIndex((word) => uncounted.test(word))
  const last = mass >= 0 && (plural < 0 || mass < plural) ? mass : plural
  // "zero downtime deployments": what there is none of is not what stands last.
  if (last < 0 || compound.test(phrase[0] as string) || (last === mass && plural > mass)) return undefined
  const metric = slug(phrase.slice(0, last + 1))
  return metric === 'tests' ? undefined : { kind: 'metric', metric, op: 'eq', value: 0 }
}
