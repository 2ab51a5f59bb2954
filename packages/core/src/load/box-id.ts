/** Ids are recognised only where a box begins with one, and never in plain words: a wrong id would tie a box to a task. */

/** An id between code or bold marks: it holds a digit, no space, and does not look like a file name. */
const quoted = /^(?:\*\*([^\s*`]+?):?\*\*|`([^\s`]+?):?`)(?=$|[\s:.,;–—-])/
/** "2.4 ", "2.4. ", "2.4:", "1. ", "3a) "; a lone number needs a mark after it, or a word that starts with a capital. */
const numbered = /^(\d+(?:\.\d+)+[a-wyz]?|\d+[a-z]?(?=[.):]\s|[.):]$|\s+[\p{Lu}\p{Lo}]))(?=$|[\s.:)–—])(?!\s*[%‰])/u
/** "P0.M1.T1", "T-001", "NEW-RISK-003", "WP-04.01", "T-312a", "api-07": parts with a digit among them, joined by dots or dashes. */
const joined = /^([A-Z][A-Za-z]*\d*(?:[-._][A-Za-z]*\d+[a-z]?)+|[A-Z]+\d*(?:-[A-Z]+\d*)+[-.]\d+[a-z]?|[a-z]+-\d+)(?=$|[\s:–—])/
/** Names that look like ids: UTF-8, SHA-256, ISO-8601. */
const technical = /^(?:utf|sha|aes|iso|rsa|rfc|md|base|crc|cp|windows|ansi|http|ipv|es|x)-?\d/i
/** "T001 "; shorter ones, such as "P1:", need a mark after them, for "S3 bucket" and "P95 latency" are plain words. */
const short = /^([A-Z]{1,4}\d{3,}[a-z]?(?=$|[\s:–—])|[A-Z]{1,4}\d+[a-z]?(?=:|\s+[–—]|\s+-\s))/
/** What may stand between the id and the text. */
const separator = /^(?:[:.)]|\s+[–—-](?=\s)|[–—])?\s*/
const fileName = /\.[a-z]{1,5}\d?$/

/**
 * The id that the (trimmed) text of a box carries, and the text without it. The most exact form is a comment at the end
 * of the line, `<!-- id: X -->`: any id can be written so.
 */
export function splitId(text: string): { readonly id: string | undefined; readonly text: string } {
  const noted = text.endsWith('-->') ? text.lastIndexOf('<!--') : -1
  const note = noted < 0 ? '' : text.slice(noted + 4, -3).trim()
  if (/^id:\s*\S/.test(note)) return { id: note.slice(3).trim(), text: text.slice(0, noted).trim() }
  const marked = quoted.exec(text)
  const inside = marked?.[1] ?? marked?.[2]
  if (marked && inside !== undefined && /\d/.test(inside) && /^[\w.-]+$/.test(inside) && !fileName.test(inside))
    return rest(text, marked[0], inside)
  // "**2.4 Write tests**": the id begins a bold title, which stays bold.
  const bold = /^\*\*(?=[\w])/.exec(text)?.[0] ?? ''
  const body = text.slice(bold.length)
  const plain = technical.test(body) ? null : (numbered.exec(body) ?? joined.exec(body) ?? short.exec(body))
  if (!plain) return { id: undefined, text: text.trim() }
  const split = rest(body, plain[0], plain[1] as string)
  return { id: split.id, text: bold + split.text }
}

function rest(text: string, matched: string, id: string): { id: string; text: string } {
  return { id, text: text.slice(matched.length).replace(separator, '').trim() }
}

/** The text of a box for an id, in a form that `splitId` reads back: `**P0.M1.T1** title`, or with a comment at the end. */
export function boxText(id: string, title: string): string {
  const bold = `**${id}** ${title}`
  return splitId(bold).id === id ? bold : `${title} <!-- id: ${id} -->`
}
