import { isAssigned } from '../../link/state.ts'
import { splitOutside } from '../scan/inline.ts'
import { dayIn } from './day.ts'
import { minuteWord } from './minute-words.ts'

/** What an entry of minutes says beside its words: who, until when, how far. */
export interface Terms {
  readonly owners: readonly string[]
  /** YYYY-MM-DD. */
  readonly due?: string
  /** A time that is no day of the calendar: "next Friday", "3/4/2026". */
  readonly unclear?: string
  readonly state?: string
}

/** True for what names somebody: a person of the program, or one who took part. */
export type IsPerson = (text: string) => boolean

export type MutableTerms = { owners: string[]; due?: string; unclear?: string; state?: string }

/** Takes one value into the terms; false when the word is none of theirs. */
export function takeTerm(terms: MutableTerms, word: ReturnType<typeof minuteWord>, value: string): boolean {
  const text = value.trim()
  if (word === 'owner') {
    for (const one of text.split(/\s*(?:[,;/&+]|\band\b|\bund\b|\bet\b|\by\b)\s*/u)) {
      const who = one.replace(/^@/, '').trim()
      if (isAssigned(who) && !terms.owners.includes(who)) terms.owners.push(who)
    }
    return true
  }
  if (word === 'due') {
    if (!isAssigned(text)) return true
    const day = dayIn(text)?.day
    if (day === undefined) terms.unclear ??= text
    else terms.due ??= day
    return true
  }
  if (word !== 'state') return false
  if (isAssigned(text)) terms.state ??= text
  return true
}

const keyed = /^([\p{L}][\p{L} -]{0,24}?)\s*[:=：]\s*(\S.*)$/su
const before = /^(?:due(?: on| by)?|by|until|till|before|no later than|bis|avant le|hasta el|até)\s+(\S.*)$/isu

/** Takes one part, "owner: Ada", "due 2026-12-01", "@ada", "Ada", "2026-12-01"; false when it is anything else. */
function takePart(terms: MutableTerms, part: string, isPerson: IsPerson): boolean {
  const key = keyed.exec(part)
  if (key) return takeTerm(terms, minuteWord(key[1] as string), key[2] as string)
  if (/^@[\p{L}\p{N}][\p{L}\p{N}._-]{0,60}$/u.test(part)) return takeTerm(terms, 'owner', part)
  const when = before.exec(part)?.[1] ?? part
  const day = dayIn(when)
  // "Friday, 2026-12-04", "the 4 December 2026"; a day in a sentence is a part of that.
  if (day !== undefined && /^[\p{L}., ]{0,14}$/u.test(when.slice(0, day.start)) && /^[\s.]*$/.test(when.slice(day.end)))
    return takeTerm(terms, 'due', day.day)
  return isPerson(part) && takeTerm(terms, 'owner', part)
}

/** Days as YYYY-MM-DD: "Dec 1, 2026" has a comma of its own. */
function withPlainDays(text: string): string {
  const found = dayIn(text)
  if (found === undefined) return text
  return `${text.slice(0, found.start)}${found.day}${withPlainDays(text.slice(found.end))}`
}

/** Parts of what stands in brackets; a pipe or a dash parts as well. */
const partsOf = (text: string): string[] =>
  splitOutside(withPlainDays(text), ';').flatMap((one) => splitOutside(one, ',').flatMap((two) => two.split(/\s[|–—]\s/)))

/** "owner: Ada and Bob, Carol" is one value: parts that say nothing on their own belong to the owner before them. */
function takeAll(terms: MutableTerms, text: string, isPerson: IsPerson): boolean {
  let ownerBefore = false
  const taken: MutableTerms = { owners: [] }
  for (const part of partsOf(text).map((one) => one.trim())) {
    const isKnown = takePart(taken, part, isPerson)
    if (!isKnown && !(ownerBefore && takeTerm(taken, 'owner', part))) return false
    ownerBefore = minuteWord(keyed.exec(part)?.[1] ?? '') === 'owner' || (ownerBefore && !isKnown)
  }
  addTerms(terms, taken)
  return true
}

/** Adds what other words say: the first word on each counts. */
export function addTerms(terms: MutableTerms, { owners, due, unclear, state }: Terms): void {
  for (const one of owners) if (!terms.owners.includes(one)) terms.owners.push(one)
  if (due !== undefined) terms.due ??= due
  if (unclear !== undefined) terms.unclear ??= unclear
  if (state !== undefined) terms.state ??= state
}

const bracket = /[([（]([^()[\]（）]{1,300})[)\]）]/gu
const lastTerm = /(?:^|[\s.;,|–—-]\s*)((?:[\p{L}][\p{L} ]{0,20}?)\s*[:=：]\s*[^:=：]{1,120}?)[\s.]*$/u
const lastDue = /[\s,;–—-]+((?:due(?: on| by)?|by|until|till|before|no later than|bis)\s+[^;]{4,40}?)[\s.]*$/iu
const lastHandle = /[\s,;–—-]*(@[\p{L}\p{N}][\p{L}\p{N}._-]{0,60}?)[\s.]*$/u
const lastName = /\s+[–—-]\s+([\p{L}][\p{L}\p{N} .'’-]{0,60}?)[\s.]*$/u
const firstHandle = /^(@[\p{L}\p{N}][\p{L}\p{N}._-]{0,60}?)[\s:,–—-]+(?=\S)/u
const firstName = /^\**([\p{L}][\p{L}\p{N} .'’-]{0,60}?)\**(?:\s*[:：]\**|\s+[–—-]|\s+(?:to|will|shall)(?=\s))\s+(?=\S)/u

/** What stands at the end of the text, again and again, as long as it is a term. */
function takeEnd(terms: MutableTerms, text: string, isPerson: IsPerson): string {
  let rest = text
  for (let round = 0; round < 6; round++) {
    const term = lastTerm.exec(rest)
    const found = [term, lastDue.exec(rest), lastHandle.exec(rest), lastName.exec(rest)].find(
      (match) => match !== null && match.index > 0 && takeAll(terms, (match[1] as string).trim(), isPerson),
    )
    if (!found) return rest
    rest = rest.slice(0, found.index).trimEnd()
  }
  return rest
}

const tidy = (text: string): string => text.replace(/[\s,;|–—-]+$/u, '').trim()

/**
 * Takes who and until when out of the words of an entry, in the spellings that people use: "(owner: Ada, due: 2026-12-01)", "@ada",
 * "by 1 December 2026", "Ada to …". Names without a mark count only where they are known. What is left is the title; where nothing
 * would be, it is the whole text.
 */
export function readTerms(text: string, isPerson: IsPerson): Terms & { readonly title: string } {
  const terms: MutableTerms = { owners: [] }
  const long = text.length > 4000
  let rest = long ? text : text.replace(bracket, (whole, inner: string) => (takeAll(terms, inner, isPerson) ? ' ' : whole)).trim()
  if (!long) rest = takeEnd(terms, rest, isPerson)
  for (const first of long ? [] : [firstHandle, firstName]) {
    const match = first.exec(rest)
    if (match && takePart(terms, (match[1] as string).trim(), isPerson)) rest = rest.slice(match[0].length)
  }
  // Who is spoken to in the middle of a sentence is somebody it is for, when nobody else is; the words stay.
  if (terms.owners.length === 0 && !long)
    for (const one of rest.matchAll(/(?<![\p{L}\p{N}.@])@([\p{L}\p{N}][\p{L}\p{N}._-]{0,60})/gu)) takeTerm(terms, 'owner', one[1] as string)
  const title = tidy(rest.replace(/\s{2,}/g, ' '))
  const { owners, due, unclear, state } = terms
  return {
    title: title === '' ? text.trim() : title,
    owners,
    ...(due !== undefined && { due }),
    ...(due === undefined && unclear !== undefined && { unclear }),
    ...(state !== undefined && { state }),
  }
}
