import { normalText } from './fingerprint.ts'
import type { SourceDocument } from './trace-types.ts'

export interface Heading {
  readonly level: number
  /** "2.1", if the heading begins with a number. */
  readonly number: string | undefined
  readonly title: string
  /** Index of its line. */
  readonly line: number
  /** Index of the first line after the section, what is below it included. */
  end: number
}

/** A document that references lead into, ready to be looked into often. */
export interface IndexedDocument {
  readonly document: SourceDocument
  readonly lines: readonly string[]
  readonly headings: readonly Heading[]
  /** The section of a number, or of a title in lower case: the first one that has it. */
  section(name: string): Heading | undefined
  headingAt(line: number): Heading | undefined
  /** Indexes of the lines that hold an id as a word of its own, in order. */
  linesWith(id: string): readonly number[]
}

/** Lines of a document, from 1, both included. */
export interface Span {
  readonly from: number
  readonly to: number
}

const indexes = new WeakMap<SourceDocument, IndexedDocument>()

const number =
  /^(?:(?:§|section|chapter|sec\.?|abschnitt|kapitel|раздел|第)\s*)?([0-9]+(?:\.[0-9]+)*[a-z]?|[A-Z](?:\.[0-9]+)+)(?:[.):：章节]|(?=\s|$))\s*[-–—:]?\s*/iu
const plain = (title: string): string => normalText(title.replace(/[*_`]|\s#+\s*$/g, ''))

function heading(level: number, text: string, line: number): Heading {
  const title = plain(text)
  const found = number.exec(title)
  return { level, number: found?.[1], title: found ? title.slice(found[0].length) || title : title, line, end: line + 1 }
}

const closes = (line: string, fence: string): boolean => line.trim().startsWith(fence) && rule.test(line.trim())

/** A line of nothing but one of these characters, three times or more. */
const rule = /^([=\-~^"'+#*`:.])\1{2,}\s*$/

/** The level of the heading that a line underlines, or undefined: the line above is then no list, no table and no end of a paragraph. */
function underlined(lines: readonly string[], index: number, marks: string[]): number | undefined {
  const mark = rule.exec(lines[index] as string)?.[1]
  const above = lines[index - 1]
  if (mark === undefined || above === undefined || !/^[^\s>|]/.test(above) || /^[-*+]\s/.test(above) || rule.test(above)) return undefined
  const length = (lines[index] as string).trimEnd().length
  // "2. Two" is an entry of a list, unless it is underlined as a whole.
  if (/^\d+[.)]\s/.test(above) && length < above.trimEnd().length - 2) return undefined
  const before = lines[index - 2] ?? ''
  if (/\S/.test(before) && !rule.test(before)) return undefined
  if (mark === '=') return 1
  if (mark === '-') return 2
  // The other marks of reStructuredText have their levels by the order in which they appear, and are as long as their titles.
  if (length < above.trimEnd().length) return undefined
  if (!marks.includes(mark)) marks.push(mark)
  return 3 + marks.indexOf(mark)
}

/** Headings of Markdown (also underlined ones), AsciiDoc and reStructuredText; none in fences and in front matter. */
function headingsOf(lines: readonly string[]): Heading[] {
  const found: Heading[] = []
  const marks: string[] = []
  let fence: string | undefined
  for (let index = lines[0] === '---' ? lines.indexOf('---', 1) + 1 : 0; index < lines.length; index++) {
    const line = lines[index] as string
    const marker = /^\s*(`{3,}|~{3,})/.exec(line)?.[1]
    if (marker !== undefined && (fence === undefined ? underlined(lines, index, marks) === undefined : closes(line, fence))) {
      fence = fence === undefined ? marker : undefined
      continue
    }
    if (fence !== undefined) continue
    const marked = /^ {0,3}(#{1,6}|={1,6})\s+(\S.*)$/.exec(line)
    if (marked) {
      found.push(heading((marked[1] as string).length, marked[2] as string, index))
      continue
    }
    const level = underlined(lines, index, marks)
    if (level !== undefined && found.at(-1)?.line !== index - 1) found.push(heading(level, lines[index - 1] as string, index - 1))
  }
  // A section ends at the next heading that is not below it.
  const open: Heading[] = []
  for (const one of found) {
    while (open.length > 0 && (open.at(-1) as Heading).level >= one.level) (open.pop() as Heading).end = one.line
    open.push(one)
  }
  for (const one of open) one.end = lines.length
  return found
}

/** Numbers come before titles: "3" is section 3 even where a heading is called so. */
function namesOf(headings: readonly Heading[]): Map<string, Heading> {
  const names = new Map<string, Heading>()
  const add = (name: string | undefined, one: Heading): void => {
    if (name !== undefined && !names.has(name.toLowerCase())) names.set(name.toLowerCase(), one)
  }
  for (const one of headings) add(one.number, one)
  for (const one of headings) add(one.title, one)
  return names
}

/** "NEW-R-001" is one word and holds no "R-001"; the dot that ends a sentence is no part of a word. */
const idWord = /[\p{L}\p{N}_](?:[\p{L}\p{N}_.-]*[\p{L}\p{N}_])?/gu

/** The lines of every word that has a digit in it, as ids have. */
function wordsOf(lines: readonly string[]): Map<string, number[]> {
  const words = new Map<string, number[]>()
  for (const [line, text] of lines.entries()) {
    for (const [word] of text.matchAll(idWord)) {
      if (!/\d/.test(word)) continue
      const known = words.get(word)
      if (known === undefined) words.set(word, [line])
      else if (known.at(-1) !== line) known.push(line)
    }
  }
  return words
}

/** Indexes a document, once for each. */
export function indexDocument(document: SourceDocument): IndexedDocument {
  const known = indexes.get(document)
  if (known) return known
  const text = document.text.replace(/^\ufeff/, '')
  const lines = text.split(/\r\n|\n|\r/)
  // The end of the last line begins no line of its own.
  if (lines.length > 1 && lines.at(-1) === '') lines.pop()
  const headings = headingsOf(lines)
  let byName: Map<string, Heading> | undefined
  let byLine: ReadonlyMap<number, Heading> | undefined
  let byWord: ReadonlyMap<string, readonly number[]> | undefined
  const index: IndexedDocument = {
    document,
    lines,
    headings,
    section(name) {
      byName ??= namesOf(headings)
      const wanted = name.toLowerCase()
      // A title may be cut short where a word ends: "Risks" finds "Risks and limits".
      const isBeginning = ({ title }: Heading): boolean =>
        title.toLowerCase().startsWith(wanted) && !/^[\p{L}\p{N}]/u.test(title.slice(wanted.length))
      return byName.get(wanted) ?? headings.find(isBeginning)
    },
    headingAt(line) {
      byLine ??= new Map(headings.map((one) => [one.line, one]))
      return byLine.get(line)
    },
    linesWith(id) {
      byWord ??= wordsOf(lines)
      return byWord.get(id) ?? []
    },
  }
  indexes.set(document, index)
  return index
}
