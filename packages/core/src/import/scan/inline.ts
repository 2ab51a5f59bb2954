/** Text of Markdown without the marks that only dress it: bold around the whole of it, and closing hashes of headings. */
export function undressed(text: string): string {
  const trimmed = text.trim()
  const whole = /^(\*\*|__)(?=\S)(.+?)(?<=\S)\1$/.exec(trimmed)
  return whole && !whole[2]?.includes(whole[1] as string) ? (whole[2] as string).trim() : trimmed
}

/** Plain words of an inline text for comparing: no emphasis, code marks, links or emoji at its ends; not for storing. */
export function plainWords(text: string): string {
  return text
    .replace(/!?\[([^\]]*)\]\([^)\s]*\)/g, '$1')
    .replace(/[*_`~]+/g, '')
    .replace(/^(?:\s|\p{Extended_Pictographic}|\ufe0f|\u200d)+|(?:\s|\p{Extended_Pictographic}|\ufe0f|\u200d)+$/gu, '')
    .trim()
}

/** A label and what follows it: "**Goals:** text", "**Goals**: text", "Exit: text", full-width colon too. */
export interface Labelled {
  readonly label: string
  /** After the colon; "" when nothing follows. */
  readonly text: string
  /** Whether the label was set apart by bold; a plain word before a colon may be prose. */
  readonly bold: boolean
}

const boldInside = /^(\*\*|__)([^*_]{1,80}?)\s*[:：]\s*\1\s*(.*)$/su
const boldOutside = /^(\*\*|__)([^*]{1,80}?)\1(?:\s*\([^)]{1,60}\))?\s*[:：]\s*(.*)$/su
const boldAlone = /^(\*\*|__)([^*_]{1,80}?)\1\s*()$/su
const plain = /^([\p{L}][\p{L}\p{N} /&'’()-]{0,48}?)\s?[:：](?:\s+(.*)|\s*)$/su

/** Reads the label at the start of a text; undefined where there is none. */
export function labelOf(text: string): Labelled | undefined {
  const trimmed = text.trim()
  for (const form of [boldInside, boldOutside, boldAlone]) {
    const match = form.exec(trimmed)
    if (match) return { label: (match[2] as string).trim(), text: (match[3] ?? '').trim(), bold: true }
  }
  const match = plain.exec(trimmed)
  if (!match || /^https?$/i.test(match[1] as string)) return undefined
  return { label: (match[1] as string).trim(), text: (match[2] ?? '').trim(), bold: false }
}

/** Splits at a character that stands outside brackets and code; parts are trimmed, empty ones left out. */
export function splitOutside(text: string, separator: ';' | ','): string[] {
  const parts: string[] = []
  let depth = 0
  let code = false
  let from = 0
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at)
    if (character === '`') code = !code
    if (code) continue
    if ('([{（'.includes(character)) depth++
    else if (')]}）'.includes(character)) depth = Math.max(0, depth - 1)
    else if (depth === 0 && (character === separator || (separator === ';' && character === '；'))) {
      parts.push(text.slice(from, at))
      from = at + 1
    }
  }
  parts.push(text.slice(from))
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
