import { splitOutside } from '../scan/inline.ts'
import type { Words } from '../words/words.ts'

const bracketed = /^\[(.*)\]$/s
/** An id of digits, or several of them as a range: "1", "1.2", "3.1-3.10", "2.1 – 2.4". */
const numeric = /^\d+(?:\.\d+)*(?:\s?(?:-|–|—|~|～|\.\.|…)\s?\d+(?:\.\d+)*)?$/

/** The word before a number, where it only says what the number is of: "Requirements 1.1", "需求 1.1", "Req. 2". */
function withoutNoun(text: string, words: Words): string {
  const noun = /^(\p{L}{2,20})s?\.?\s{0,2}[:：]?\s{0,2}(?=[[\d])/u.exec(text)
  return noun && (/^req/i.test(noun[1] as string) || words.field(noun[1] as string) === 'requirements') ? text.slice(noun[0].length) : text
}

/** "1.1 and 1.2" names two; prose with "and" in it stays whole. */
function apart(text: string): string[] {
  const parts = text.split(/\s(?:and|&|und|y|et|e|и|と|和|및)\s/i).map((part) => part.trim())
  return parts.length > 1 && parts.every((part) => numeric.test(part)) ? parts : [text]
}

/**
 * References as a plan lists them: ids, ranges (never expanded), "all", or free text. They are parted at commas outside brackets;
 * brackets around the whole list, and the word "Requirements" before a number, are left out.
 */
export function referencesIn(text: string, words: Words): string[] {
  const list = text.trim().replace(/[.。]$/, '')
  const inner = bracketed.exec(list)?.[1] ?? list
  return splitOutside(inner.replaceAll('，', ',').replaceAll('、', ','), ',')
    .flatMap((part) => splitOutside(part, ';'))
    .map((part) => withoutNoun(bracketed.exec(part)?.[1] ?? part, words).trim())
    .flatMap(apart)
    .filter((part) => part !== '')
}
