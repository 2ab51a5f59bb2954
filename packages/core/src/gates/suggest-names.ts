/** Words after a number that are no unit of it. */
export const noUnits = new Set(
  'on in for of with and or at by to from per across over under during when while as is are after before via than'.split(' '),
)

/** Words that lead to a metric or away from it and are no part of its name. */
const filler = new Set(
  'is are be was were must should shall stays stay remains remain by show shows showed confirm confirms with that has have reaches reach meets achieves value and averages takes drops'.split(
    ' ',
  ),
)
const articles = new Set(['the', 'a', 'an', 'its', 'our', 'their', 'each', 'every', 'all', 'any'])
/** What stands behind them says where or when, not what is measured. */
const prepositions = new Set(
  'on in of for at via from after before during under within across over per through against when while into using as'.split(' '),
)
/** "number of open faults": what is counted stands behind. */
const amounts = new Set(['number', 'percentage', 'percent', 'share', 'proportion', 'fraction', 'amount', 'count', 'total', '%'])
const aggregations = /^(p\d{1,2}(?:\.\d)?|mean|median|average|max|maximum|min|minimum|total)\b/i

/** Words that name nothing that could be measured. */
const nameless =
  /^(?:it|this|these|those|they|there|which|what|value|values|result|results|only|still|achieve|achieved|ensure|maintain|keep|reach|get|have|target|targets|support|supports|use|uses|complete|completed|takes|take|not|least|most|and|or|\d+|[a-z])$/

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

const isFiller = (word: string): boolean => filler.has(word.toLowerCase())
const isPreposition = (word: string): boolean => prepositions.has(word.toLowerCase())

/** The words before the first that says where or when. */
function head(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !isPreposition(word))
  const rest = first < 0 ? [] : words.slice(first)
  const end = rest.findIndex(isPreposition)
  return end < 0 ? rest : rest.slice(0, end)
}

/** What there is a number or share of. */
function counted(words: readonly string[]): readonly string[] | undefined {
  const of = words.findIndex((word, index) => word.toLowerCase() === 'of' && amounts.has((words[index - 1] ?? '').toLowerCase()))
  if (of < 0) return undefined
  const rest = words.slice(of + 1)
  const end = rest.findIndex((word) => isPreposition(word) || isFiller(word))
  return end < 0 ? rest : rest.slice(0, end)
}

/** Takes away a size at the start: "10 MB". */
function withoutSize(words: readonly string[]): readonly string[] {
  if (!/^~?\d[\d.,]*$/.test(words[0] ?? '')) return words
  return /^(?:[kKMGT]?i?[Bb]|[mµn]?s)$/.test(words[1] ?? '') ? words.slice(2) : words.slice(1)
}

/** The name and aggregation that the words before a number stand for: what is said to be so, without where and when. */
export function metricIn(text: string): { readonly metric: string; readonly aggregation: string | undefined } | undefined {
  const plain = text.replace(/[(（][^()（）]{0,200}[)）]/g, ' ')
  const phrase = plain.slice(Math.max(...[...':;,(（，；：'].map((sign) => plain.lastIndexOf(sign))) + 1).trim()
  const words = phrase
    .split(/\s+/)
    .filter((word, index) => word !== '' && !/^[-–—~]+$/.test(word) && !articles.has(index === 0 ? word.toLowerCase() : word))
  while (
    words.length > 0 &&
    (isFiller(words.at(-1) as string) || /^to$/i.test(words.at(-1) as string) || isPreposition(words.at(-1) as string))
  )
    words.pop()
  const name = withoutSize(counted(words) ?? head(words.slice(words.findLastIndex(isFiller) + 1))).slice(-4)
  const aggregation = aggregations.exec(name[0] ?? '')?.[0].toLowerCase()
  const metric = slug(aggregation === undefined || name.length === 1 ? name : name.slice(1))
  return metric === '' || metric.length > 60 || nameless.test(metric)
    ? undefined
    : { metric, aggregation: name.length === 1 ? undefined : aggregation }
}
