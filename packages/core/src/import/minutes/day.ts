/** A day as a text has it, with its place in the text. */
export interface DayIn {
  /** YYYY-MM-DD. */
  readonly day: string
  readonly start: number
  readonly end: number
}

const months = [
  /^(?:jan|ene|янв)/i,
  /^(?:feb|fév|fev|фев)/i,
  /^(?:mar|mär|maa|мар)/i,
  /^(?:apr|avr|abr|апр)/i,
  /^(?:may|mai|mei|мая|май)/i,
  /^(?:jun|juin|июн)/i,
  /^(?:jul|juil|июл)/i,
  /^(?:aug|aoû|aou|ago|авг)/i,
  /^(?:sep|set|сен)/i,
  /^(?:oct|okt|out|окт)/i,
  /^(?:nov|ноя)/i,
  /^(?:dec|dez|déc|dic|дек)/i,
] as const

const name = '(\\p{L}{3,12})\\.?'
const forms: readonly { readonly form: RegExp; readonly order: readonly [year: number, month: number, day: number] }[] = [
  { form: /(?<!\d)(\d{4})-(\d{1,2})-(\d{1,2})(?:T[\d:.]{2,15}Z?)?(?!\d)/u, order: [1, 2, 3] },
  { form: /(?<!\d)(\d{4})[/.](\d{1,2})[/.](\d{1,2})(?!\d)/u, order: [1, 2, 3] },
  { form: /(\d{4})\s?年\s?(\d{1,2})\s?月\s?(\d{1,2})\s?日/u, order: [1, 2, 3] },
  // With dots the day stands first wherever it is written so; with slashes it depends on who writes.
  { form: /(?<!\d)(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})(?!\d)/u, order: [3, 2, 1] },
  { form: new RegExp(`(?<!\\d)(\\d{1,2})(?:st|nd|rd|th|\\.)?(?: of| de)? ${name},?(?: de)? (\\d{4})(?!\\d)`, 'iu'), order: [3, 2, 1] },
  { form: new RegExp(`(?<!\\p{L})${name} (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})(?!\\d)`, 'iu'), order: [3, 1, 2] },
]

function monthOf(text: string): number {
  return /^\d/.test(text) ? Number(text) : months.findIndex((month) => month.test(text)) + 1
}

/** The day, when there is one in the calendar. */
function dayOf(year: string, month: number, day: number): string | undefined {
  const long = [31, Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0) ? 29 : 28, 31, 30, 31, 30, 31, 31]
  const days = [...long, 30, 31, 30, 31][month - 1]
  if (days === undefined || day < 1 || day > days) return undefined
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** The first day that a text names in full, in one of the usual spellings; nothing that depends on where it was written, as 3/4/2026 does. */
export function dayIn(text: string): DayIn | undefined {
  let first: DayIn | undefined
  for (const { form, order } of forms) {
    const match = form.exec(text)
    if (match === null || (first !== undefined && match.index >= first.start)) continue
    const [year, month, day] = order.map((group) => match[group] as string) as [string, string, string]
    const found = dayOf(year, monthOf(month), Number(day))
    if (found !== undefined) first = { day: found, start: match.index, end: match.index + match[0].length }
  }
  return first
}
