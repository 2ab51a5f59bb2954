import { plainWords } from '../scan/inline.ts'

/** What stands in a cell that says nothing: dashes, "N/A", "None" in the languages of the plans. */
const nothing =
  /^(?:[-–—―‐‑ー~]+|n\s?\/\s?a|n\.a\.|none|nil|null|no|なし|無し|无|無|없음|нет|keine?|ninguno|ninguna|aucune?|nenhuma?|brak)[.。]?$/iu

/** True for a cell without content: blank, a dash, "N/A", "None", "なし". */
export function isNothing(cell: string): boolean {
  const text = cell.trim()
  if (text === '') return true
  if (text.length > 24) return false
  const plain = plainWords(text)
  return plain === '' ? !/[\p{L}\p{N}\p{S}]/u.test(text) : nothing.test(plain)
}

/** The parts of a cell that `<br>` sets apart, verbatim. */
export function partsOf(cell: string): string[] {
  return cell
    .split(/<br\s*\/?>/i)
    .map((part) => part.trim().replace(/^[•*-]\s+/, ''))
    .filter((part) => part !== '')
}

/** The words of a cell without what dresses it: bold, code marks, links, strikethrough. Marks and emoji inside stay. */
export function undecorated(cell: string): string {
  return cell
    .replace(/!?\[([^[\]]*)\]\([^()\s]{0,2000}\)/g, '$1')
    .replace(/<\/?(?:b|i|em|strong|code|sub|sup|span|a)\b[^<>]{0,200}>/gi, '')
    .replace(/\*\*|~~|`/g, '')
    .replace(/^\*(.*)\*$/s, '$1')
    .trim()
}

const mark =
  /^(?:\p{Extended_Pictographic}\ufe0f?|[✓✔✗✘√☐☑☒]|\[[ xX~/-]\]|:[a-z_]+:)\s*|\s*(?:\p{Extended_Pictographic}\ufe0f?|[✓✔✗✘√☐☑☒]|:[a-z_]+:)$/gu
const dotted = /^\d+(?:[.\-–—…]+\d+)*[a-z]?$/u
const joined = /^\p{Lu}[\p{L}\p{N}]*(?:[-._–—…:]+[\p{L}\p{N}]+)*$/u
const lower = /^\p{Ll}+[-_.]?\d+[\p{L}\p{N}.\-_]*$/u

/** Words that look like an id to a machine only: an id of a plan is short, has no space and holds a digit, or is one or two capitals. */
function looksLikeId(text: string): boolean {
  if (text.length > 48) return false
  if (dotted.test(text)) return true
  return /\p{N}/u.test(text) ? joined.test(text) || lower.test(text) : /^\p{Lu}{1,2}$/u.test(text)
}

/** An id in a cell or in a part of a list, without what dresses it; undefined when the words are none. */
export function idIn(cell: string): string | undefined {
  if (cell.length > 200) return undefined
  const plain = undecorated(cell)
    .replace(mark, '')
    .replace(/^#\s*(?=[\p{L}\p{N}])/u, '')
    .replace(/[.:：、)]$/u, '')
    .trim()
  return looksLikeId(plain) ? plain : undefined
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const noIdCharacters = /[/\\\u0000-\u001f\u007f]+/g

/** Whether a text may be an id of the model as it stands. */
export function isWritableId(text: string): boolean {
  return text !== '' && text.length <= 128 && text === text.trim() && text.search(noIdCharacters) < 0
}

/** A text as an id of the model: what an id may not hold becomes a dash. */
export function writableId(text: string): string {
  const id = text.replace(noIdCharacters, '-').slice(0, 100).trim()
  return id === '' ? '-' : id
}
