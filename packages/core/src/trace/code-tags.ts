import { nearest } from '../diagnostics/nearest.ts'
import { recordTypes } from '../link/record-types.ts'
import { requirementShapes } from '../link/requirement-shapes.ts'
import type { CodeTag } from './trace-types.ts'

/** What is known of ids, so that a tag can be told from other text. */
export interface TagIds {
  has(id: string): boolean
  /** True for texts that are built like an id that is known. */
  looksLike(text: string): boolean
  /** True for an unknown id that is built like no other text: "T-999", and not "UTF-8". */
  looksMeant(text: string): boolean
  /** True for the first word of a known id of several words ("Property 3"). */
  begins(word: string): boolean
  /** True for a word that differs by a slip of the pen from a known id without digits: one with digits is known by its shape. */
  isNear(word: string): boolean
  readonly all: readonly string[]
}

/** Each search for what a word could mean walks over those ids: after so many of them, words are taken as they are. */
const mostSearches = 50

const longestId = 128
/** "T-014", "REQ-AUTH-2", "P0.M1.T1": nothing but an id is built so; "UTF-8" and "SHA-256" are no ids. */
const strong = /^[A-Z][A-Za-z]{0,19}\d*(?:[-_.][A-Za-z]{0,20}\d*){0,6}[-_.]?\d+[a-z]?$/
const technical = /^(?:utf|sha|aes|iso|rsa|rfc|md|base|crc|cp|windows|ansi|http|ipv|es|x|node|v)[-_.]?\d/i
const isMeant = (text: string): boolean => text.length <= longestId && strong.test(text) && !technical.test(text)

/**
 * Prepares the ids of a program once for all of its files; what only unknown words ask for is made when there is one. `ids` can be gone
 * through several times; `has` tells quicker than a set of them what is one.
 */
export function tagIds(ids: Iterable<string>, has?: (id: string) => boolean): TagIds {
  let set: ReadonlySet<string> | undefined
  const everything = (): ReadonlySet<string> => {
    set ??= new Set(ids)
    return set
  }
  let shapes: ((text: string) => boolean) | undefined
  const looksLike = (text: string): boolean => {
    shapes ??= requirementShapes([...everything()].filter((id) => /\d/.test(id)))
    return shapes(text)
  }
  let words: readonly string[] | undefined
  let first: ReadonlySet<string> | undefined
  const near = new Map<string, boolean>()
  const isNear = (word: string): boolean => {
    const known = near.get(word)
    if (known !== undefined || near.size >= mostSearches) return known ?? false
    words ??= [...everything()].filter((id) => !/\d/.test(id))
    const found = word.length <= longestId && nearest(word, words).length > 0
    near.set(word, found)
    return found
  }
  const begins = (word: string): boolean => {
    if (first === undefined) {
      const words = new Set<string>()
      for (const id of ids) if (/\s/.test(id)) words.add(id.split(/\s/, 1)[0] as string)
      first = words
    }
    return first.has(word)
  }
  return {
    isNear,
    has: has ?? ((id) => everything().has(id)),
    looksLike,
    looksMeant: isMeant,
    begins,
    get all() {
      return [...everything()]
    },
  }
}

/** One word of a list of ids; a word ends where a comment, a string or a bracket does. */
const token = /[\p{L}\p{N}_](?:[\p{L}\p{N}_.+@~-]*[\p{L}\p{N}_])?(?:\/[\p{L}\p{N}_](?:[\p{L}\p{N}_.+@~-]*[\p{L}\p{N}_])?)?/uy
/** "task:1.2" says which of several records is meant that share an id. */
const typed = new RegExp(`(?:${recordTypes.join('|')}):(?=[\\p{L}\\p{N}_])`, 'uy')
const separator = /[ \t]*[,;][ \t]*|[ \t]+(?:(?:and|&)[ \t]+)?/y

/** Longer lines are no source that a person wrote, and tags behind their beginning are not looked for. */
const longestLine = 2000
const mostIds = 100

interface Found {
  readonly id: string
  readonly offset: number
}

/** The known id of several words that starts at a word: "Property 3". The longest one is meant. */
function severalWords(line: string, at: number, ids: TagIds): string | undefined {
  let longest: string | undefined
  const rest = line.slice(at, at + 128)
  for (const end of rest.matchAll(/(?<=[^\s,;])(?=[\s,;\])}"'`*]|$)/g)) {
    const candidate = rest.slice(0, end.index)
    if (/\s/.test(candidate) && ids.has(candidate)) longest = candidate
  }
  return longest
}

/** The ids that stand after a tag word. Words that are no ids end the list: what follows is text. */
function idsFrom(line: string, start: number, ids: TagIds): Found[] {
  const found: Found[] = []
  let at = start
  let afterComma = true
  while (found.length < mostIds) {
    typed.lastIndex = at
    const type = typed.exec(line)?.[0] ?? ''
    token.lastIndex = at + type.length
    const word = token.exec(line)?.[0]
    if (word === undefined) break
    const name = (ids.begins(word) ? severalWords(line, at + type.length, ids) : undefined) ?? word
    const local = name.slice(name.indexOf('/') + 1)
    const isKnown = ids.has(name) || ids.has(local)
    // After a blank alone comes text as often as another id: there it must exist, or be built like one that does.
    const counts =
      isKnown || type !== '' || ids.looksLike(local) || (afterComma && (isMeant(local) || (found.length > 0 && ids.isNear(local))))
    if (!counts) break
    const id = type + name
    found.push({ id, offset: at })
    at += id.length
    separator.lastIndex = at
    const mark = separator.exec(line)?.[0]
    if (mark === undefined) break
    afterComma = /[,;]/.test(mark)
    at += mark.length
  }
  return found
}

const testFolder = /(?:^|\/)(?:__tests__|tests?|specs?|e2e|testing)\//i
const testFile =
  /(?:[._-](?:test|spec|tests|specs|e2e)\.[^/]+|(?:^|\/)test_[^/]+|(?:Tests?|Spec|IT)\.(?:java|kt|cs|scala|swift|php|groovy))$/

/** True for a path at which tests are kept in one of the usual ways. */
export function isTestPath(path: string): boolean {
  return testFolder.test(path) || testFile.test(path)
}

const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&')

/** Finds the tags of one word: `// refractor: T-014, T-015`, `it('closes [refractor: P-3]')`. */
export type FindTags = (path: string, text: string, as?: 'file' | 'test') => CodeTag[]

/**
 * Makes a finder of tags. A tag is the word, apart from other letters and digits, a colon, and ids with commas or blanks between them, in
 * a comment or a string of any language. Known ids count whatever they look like; an unknown one counts where it is built like an id,
 * so that a slip of the pen is found and prose ("refractor: the tool") is not. Never throws; linear.
 */
export function tagFinder(word: string, ids: TagIds): FindTags {
  const pattern = new RegExp(`(?<![\\p{L}\\p{N}_$]|[\\p{L}\\p{N}_\\])][./-])${escaped(word)}[ \\t]*:[ \\t]*`, 'gu')
  return (path, text, as = isTestPath(path) ? 'test' : 'file') => {
    const tags: CodeTag[] = []
    if (!text.includes(word)) return tags
    let line = 1
    let lineStart = 0
    let lineEnd = text.indexOf('\n')
    for (const match of text.matchAll(pattern)) {
      // A line may be as long as its file: its end is looked for once.
      while (lineEnd >= 0 && lineEnd < match.index) {
        line++
        lineStart = lineEnd + 1
        lineEnd = text.indexOf('\n', lineStart)
      }
      const column = match.index - lineStart
      if (column > longestLine) continue
      const rest = text.slice(lineStart, lineStart + longestLine)
      const end = rest.search(/[\r\n]/)
      const whole = end < 0 ? rest : rest.slice(0, end)
      for (const { id, offset } of idsFrom(whole, column + match[0].length, ids)) tags.push({ path, line, column: offset + 1, as, id })
    }
    return tags
  }
}
