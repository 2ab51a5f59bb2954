import { bareWords, type Rank, ratingWords } from './rating-words.ts'

export const rankNames: Readonly<Record<Rank, string>> = { 1: 'very low', 2: 'low', 3: 'medium', 4: 'high', 5: 'very high' }

export type SeverityLevel = 'low' | 'medium' | 'high' | 'critical'

/** From the worst to the least. */
export const severityLevels: readonly SeverityLevel[] = ['critical', 'high', 'medium', 'low']

const number = /^(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:(%)|(?:\/|out of|of)\s*(\d{1,3}))?\s*(?:$|[(（,;:–—-]\s*\D)/u

/** "High impact", "高风险": the noun rates nothing. */
const noun = /[\s-]?(?:impact|likelihood|probability|severity|priority|risk|风险|風險|リスク|위험)$/u

function word(text: string): Rank | undefined {
  const bare = text.trim().replace(noun, '').replace(/-/g, ' ').trim()
  return ratingWords.get(bare)
}

/** "High (blocks the release)", "High: …": the word in front. "Medium-High", "Low to medium": the higher of the two. */
function worded(text: string): Rank | undefined {
  const whole = word(text)
  if (whole !== undefined) return whole
  const lead = /^([^([（,;:.–—]+?)(?:\s*[([（,;:.–—]|\s-\s|$)/u.exec(text)?.[1] ?? ''
  const first = word(lead)
  if (first !== undefined) return first
  const ends = lead.split(/\s*[/-]\s*|\s+(?:to|bis|à|a)\s+/u)
  if (ends.length !== 2) return undefined
  const [low, high] = ends.map((end) => word(end))
  return low === undefined || high === undefined ? undefined : (Math.max(low, high) as Rank)
}

/** Three steps and four are the words low, medium, high (and critical); every other scale is spread over all ranks. */
function stepOf(value: number, steps: number): Rank | undefined {
  if (value > steps || steps < 2) return undefined
  const whole = Math.max(1, Math.ceil(value))
  if (steps <= 4) return Math.min(5, whole + 1) as Rank
  if (steps === 5) return whole as Rank
  return Math.max(1, Math.ceil((value / steps) * 5)) as Rank
}

const percent = (value: number): Rank | undefined => {
  if (value > 100) return undefined
  if (value <= 10) return 1
  if (value <= 30) return 2
  if (value <= 50) return 3
  return value <= 80 ? 4 : 5
}

const numberIn = (match: RegExpExecArray): number => Number((match[1] as string).replace(',', '.'))

/** The scale of the plain numbers among ratings of one kind: 5 unless one of them is larger. 0 when one is larger than every known scale. */
export function scaleOf(texts: Iterable<string | undefined>, scales: readonly number[] = [5, 10]): number {
  let largest = 0
  for (const text of texts) {
    const match = text === undefined ? null : number.exec(bareWords(text))
    if (match !== null && match[2] === undefined && match[3] === undefined) largest = Math.max(largest, numberIn(match))
  }
  return scales.find((scale) => largest <= scale) ?? 0
}

/**
 * What a rating of a plan means: words in the languages that the import reads ("High", "élevée", "高"), letters (H, M, L), numbers on the
 * scale of the register, "3/5", "80 %". Undefined for a text that rates nothing ("the release is late") and for a placeholder.
 */
export function rankOf(text: string | undefined, scale = 5): Rank | undefined {
  if (text === undefined) return undefined
  const bare = bareWords(text)
  const match = number.exec(bare)
  if (match === null) return worded(bare)
  const value = numberIn(match)
  if (match[2] !== undefined) return percent(value)
  return stepOf(value, match[3] === undefined ? scale : Number(match[3]))
}

const levelOfRank: Readonly<Record<Rank, SeverityLevel>> = { 1: 'low', 2: 'low', 3: 'medium', 4: 'high', 5: 'critical' }

/** Impact times likelihood, 1 to 25, in the bands that a 5 × 5 matrix usually has. */
export function levelOfScore(score: number): SeverityLevel {
  if (score >= 15) return 'critical'
  if (score >= 10) return 'high'
  return score >= 5 ? 'medium' : 'low'
}

/** What a severity of a plan means; plain numbers above 10 are impact times likelihood. */
export function levelOf(text: string | undefined, scale = 5): SeverityLevel | undefined {
  if (scale === 25 && text !== undefined) {
    const match = number.exec(bareWords(text))
    if (match !== null && match[2] === undefined && match[3] === undefined) return levelOfScore(numberIn(match))
  }
  const rank = rankOf(text, scale)
  return rank === undefined ? undefined : levelOfRank[rank]
}
