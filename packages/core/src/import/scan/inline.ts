/** Text of Markdown without the marks that only dress it: bold around the whole of it, and closing hashes of headings. */
export function undressed(text: string): string {
  const trimmed = text.trim()
  const whole = /^(\*\*|__)(?=\S)(.+?)(?<=\S)\1$/.exec(trimmed)
  return whole && !whole[2]?.includes(whole[1] as string) ? (whole[2] as string).trim() : trimmed
}

const edge = /^(?:\s|\p{Extended_Pictographic}|\p{Regional_Indicator}|\ufe0f|\u200d|\u20e3|[\u{1f3fb}-\u{1f3ff}])$/u

/** A text without the white space and emoji at its ends. Digits are no emoji, though Unicode counts them near. */
function trimmedEdges(text: string): string {
  if (/^[!-~](?:.*[!-~])?$/s.test(text)) return text
  const characters = Array.from(text)
  let from = 0
  let to = characters.length
  while (from < to && edge.test(characters[from] as string)) from++
  while (to > from && edge.test(characters[to - 1] as string)) to--
  return characters.slice(from, to).join('')
}

/** Plain words of an inline text for comparing: no emphasis, code marks, links or emoji at its ends; not for storing. */
export function plainWords(text: string): string {
  return trimmedEdges(
    text.replace(/!?\[([^\][]{0,400})\]\([^)\s]{0,1000}\)/g, '$1').replace(/[*`~]+|(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, ''),
  ).trim()
}

/** A label or word as tables of words have it: plain, in lower case, one space between words, no colon or stop at its end. */
export function foldedLabel(text: string): string {
  const words = plainWords(text.slice(0, 400)).normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
  const bare = words.replace(/\s?[:.。]$/u, '')
  // A word that is nothing but an emoji is its own label.
  return bare === ''
    ? text
        .slice(0, 40)
        .trim()
        .replace(/\ufe0f/g, '')
    : bare
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
/** "**Duration: 2 weeks**": all of it in bold. */
const boldWhole = /^(\*\*|__)([^*_:：]{1,60}?)\s*[:：]\s+([^*]{1,300}?)\s*\1$/su
/** "**Exit criterion.** text": a full stop inside of the bold, where the words are few. */
const boldStop = /^(\*\*|__)([\p{L}\p{N}][^*_.:：]{0,40}?)[.。]\1\s+(\S.*)$/su
const boldAlone = /^(\*\*|__)([^*_]{1,80}?)\1\s*()$/su
const plain = /^([\p{L}][\p{L}\p{N} /&'’()-]{0,48}?)\s?[:：](?:\s+(.*)|\s*)$/su

/** Reads the label at the start of a text; undefined where there is none. */
export function labelOf(text: string): Labelled | undefined {
  const trimmed = text.trim()
  for (const form of [boldInside, boldOutside, boldWhole, boldStop, boldAlone]) {
    const match = form.exec(trimmed)
    // A sentence in bold may lead over to prose: it is a label only where its words are known as one.
    if (match) return { label: (match[2] as string).trim(), text: (match[3] ?? '').trim(), bold: form !== boldStop }
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
