import type { LeafOf } from '../schema/check.ts'

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

/** A number at the start of a text, and the rest of the text. */
function numberAt(text: string): { readonly value: number; readonly rest: string } | undefined {
  const match = /^\s*(\d{1,15}(?:,\d{3}){0,4}(?:\.\d{1,15})?)(.*)$/.exec(text)
  return match ? { value: Number((match[1] as string).replaceAll(',', '')), rest: match[2] as string } : undefined
}

/** Words after a number that are no unit of it. */
const noUnits = new Set([
  'on',
  'in',
  'for',
  'of',
  'with',
  'and',
  'or',
  'at',
  'by',
  'to',
  'from',
  'per',
  'across',
  'over',
  'under',
  'during',
  'when',
  'while',
  'as',
  'is',
  'are',
])

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

const aggregations = /^(p\d{1,2}(?:\.\d)?|mean|median|average|max|maximum|min|minimum|total)\b/i

/** Words that lead to a metric or away from it and are no part of its name. */
const filler = new Set([
  'the',
  'a',
  'an',
  'is',
  'are',
  'be',
  'was',
  'must',
  'should',
  'shall',
  'stays',
  'stay',
  'remains',
  'remain',
  'of',
  'to',
  'by',
  'show',
  'shows',
  'confirm',
  'confirms',
  'with',
  'that',
  'has',
  'have',
  'reaches',
  'reach',
  'meets',
  'achieves',
  'value',
  'and',
])

/** Words as the name of a metric. */
export const slug = (words: readonly string[]): string =>
  words
    .map((word) =>
      word
        .replace(/[^\p{L}\p{N}@]+/gu, '_')
        .replace(/^_+|_+$/g, '')
        .toLowerCase(),
    )
    .filter((word) => word !== '')
    .join('_')

/** The name and aggregation that the words before a number stand for: the last few that are no filler. */
function metricIn(text: string): { readonly metric: string; readonly aggregation: string | undefined } | undefined {
  const phrase = text.slice(Math.max(text.lastIndexOf(':'), text.lastIndexOf(';'), text.lastIndexOf(',')) + 1)
  const words = phrase.split(/\s+/).filter((word) => word !== '' && !/^[-–—(]+$/.test(word))
  while (words.length > 0 && filler.has((words.at(-1) as string).toLowerCase())) words.pop()
  const start = words.findLastIndex((word) => filler.has(word.toLowerCase())) + 1
  const name = words.slice(start).slice(-4)
  const aggregation = aggregations.exec(name[0] ?? '')?.[0].toLowerCase()
  const metric = slug(aggregation === undefined || name.length === 1 ? name : name.slice(1))
  return metric === '' ? undefined : { metric, aggregation: name.length === 1 ? undefined : aggregation }
}

/** "with at least 5 runs", "supports ≥ 3-fold retries": what is counted stands behind the number. */
function countedAt(before: string, after: string): string | undefined {
  if (!/(?:^|\s)(?:with|has|have|contains?|includes?|across|over|supports?|covers?|uses?|shows?)\s*$/i.test(before)) return undefined
  const words = /^[\s-]?((?:[\p{L}][\p{L}\p{N}_-]*\s?){1,3})/u.exec(after)?.[1]?.trim().split(' ') ?? []
  const end = words.findIndex((word) => noUnits.has(word.toLowerCase()))
  const counted = slug(end < 0 ? words : words.slice(0, end))
  return counted === '' || /^[a-z]{1,2}$/.test(counted) ? undefined : counted
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
    const counted = countedAt(before, number.rest)
    const named = counted === undefined ? metricIn(before) : { metric: counted, aggregation: undefined }
    if (!named) continue
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

/** "zero illegal mask edges", "0 errors". */
export function suggestZero(statement: string): Metric | undefined {
  const match = /(?<![\w.,])(?:zero|0)\s([\p{L}][\p{L}\p{N}_ -]{0,60})/iu.exec(statement)
  const words = (match?.[1] ?? '').split(/\s+/)
  const end = words.findIndex((word) => noUnits.has(word.toLowerCase()))
  const metric = slug((end < 0 ? words : words.slice(0, end)).slice(0, 4))
  return metric === '' || metric === 'tests' ? undefined : { kind: 'metric', metric, op: 'eq', value: 0 }
}
