import type { Words } from '../words/words.ts'

/** What the end of a heading says beside the title. */
export interface TitleParts {
  readonly title: string
  /** Weeks as the model writes them: "0-2", "28+". */
  readonly window?: string
  /** "3 days", "（3天）". */
  readonly duration?: string
  /** Other times: "Day 1-2", "Months 1-3", "End of Week 1". */
  readonly due?: string
  /** "✅ COMPLETE", in the words of the plan. */
  readonly status?: string
}

const weeks =
  /^(?:weeks?|wks?\.?|kw|woche|wochen|semanas?|semaines?|недел[яи]|нед\.?|tydzień|tygodnie|第|週|周)?\s*(\d{1,3}(?:\.\d)?)(?:\s*(?:[-–—~～〜至]|to|bis|до|a)\s*(?:weeks?\s*)?(\d{1,3}(?:\.\d)?))?\s*(\+|onwards?|ff\.?)?\s*(?:周|週|주차|주)?$/iu
const weekWord = /week|wk|kw|woche|semana|semaine|недел|нед|tydzie|tygod|周|週|주/iu
const length =
  /^[~≈<≤]?\s*(?:about\s|approx\.?\s|ca\.?\s|circa\s)?\d+(?:[.,]\d+)?(?:\s*[-–—~to]{1,2}\s*\d+(?:[.,]\d+)?)?\s*\+?[\s-]*(?:working\s|business\s)?(?:weeks?|days?|hours?|hrs?|minutes?|mins?|months?|[wdhm]|pts?|points?|wochen?|tage?n?|stunden?|monate?n?|semanas?|días?|dias?|horas?|mes(?:es)?|semaines?|jours?|heures?|mois|недел[яиь]|дн[яей]+|час(?:а|ов)?|天|周|週|日|个月|個月|ヶ月|か月|小时|時間|인일|주|일|개월|시간|人日|dni|tygodni[ea]?)[\s.]*(?:.{0,40})$/iu
const time =
  /^(?:months?|days?|quarters?|end of|by|until|due|target|eta|sprints?|q[1-4]|h[12]|mid|early|late|januar?y?|februar?y?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|mes(?:es)?|día|monat|tag|день|месяц|ongoing|week ending)\b[\s\S]*\d|^\d{4}[-/.]\d{1,2}|^\d{1,2}\.\d{1,2}\.\d{2,4}|^(?:end of|ongoing)\b|^(?:第\s*)?\d+\s*(?:[-–~]\s*\d+\s*)?(?:月|日)/iu
const bracket = /\s*[(（[【]([^()（）[\]【】]{1,80})[)）\]】]\s*/gu
const tail = /\s+(?:[-–—|·:]\s*|(?=\p{Extended_Pictographic}|[✅✓✔☑⬅]))([^-–—|·()]{1,60}?(?:\s+[—–-]\s+#\d+)?)$/u

type Kind = Exclude<keyof TitleParts, 'title'>

/** The weeks that a text names; undefined where it names none. */
export function windowIn(text: string): string | undefined {
  const match = weeks.exec(text.trim())
  if (!match || !weekWord.test(text)) return undefined
  const [, first = '', last, plus] = match
  if (plus !== undefined) return `${first}+`
  const dash = /[–]/.test(text) ? '–' : '-'
  return last === undefined ? first : `${first}${dash}${last}`
}

export function isLength(text: string): boolean {
  return length.test(text.trim())
}

function kindOf(text: string, words: Words): [Kind, string] | undefined {
  const trimmed = text.trim()
  const window = windowIn(trimmed)
  if (window !== undefined) return ['window', window]
  if (isLength(trimmed)) return ['duration', trimmed]
  if (time.test(trimmed)) return ['due', trimmed]
  return words.state(trimmed) === undefined ? undefined : ['status', trimmed]
}

/** Takes weeks, lengths, dates and states from the brackets and the end of a heading; what they do not explain stays in the title. */
export function titleParts(text: string, words: Words): TitleParts {
  const found: { -readonly [K in Kind]?: string } = {}
  const take = (said: string): boolean => {
    const kind = kindOf(said, words)
    if (kind === undefined || found[kind[0]] !== undefined) return false
    found[kind[0]] = kind[1]
    return true
  }
  let title = text.slice(0, 2000).replace(bracket, (whole: string, inner: string) => (take(inner) ? ' ' : whole))
  title = title.replace(/\s+$/, '') + text.slice(2000)
  for (let round = 0; round < 2; round++) {
    const match = title.length < 400 ? tail.exec(title) : null
    if (match && words.state(match[1] as string) !== undefined && take(match[1] as string)) title = title.slice(0, match.index).trimEnd()
  }
  const box = /\s+(\[[ xX~/-]\])$/u.exec(title)
  if (box && found.status === undefined) {
    found.status = box[1] as string
    title = title.slice(0, box.index)
  }
  const front = /^(\p{Extended_Pictographic}\ufe0f?)\s+/u.exec(title)
  if (front && found.status === undefined && words.state(front[1] as string) !== undefined) {
    found.status = front[1] as string
    title = title.slice(front[0].length)
  }
  return {
    title: title
      .replace(/^\s*[:：—–-]\s+/u, '')
      .replace(/\s*[:：—–-]\s*$/u, '')
      .trim(),
    ...found,
  }
}
