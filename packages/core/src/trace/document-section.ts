import type { Heading, IndexedDocument, Span } from './document-index.ts'
import { textFingerprint } from './fingerprint.ts'
import type { SourceReference } from './source-reference.ts'

/** What a reference leads to. */
export type Cited =
  | { readonly state: 'found'; readonly span: Span; readonly fingerprint: string }
  | { readonly state: 'section-absent'; readonly name: string; readonly headings: readonly Heading[] }
  | { readonly state: 'record-absent'; readonly id: string }
  | { readonly state: 'lines-beyond-end'; readonly last: number }

/**
 * How surely a line is the one that an id was given in: 2 for a heading, an entry, a row or a bold word of its own, or with a colon or dash
 * after it; 1 where a sentence begins with it; 0 where it is only mentioned.
 */
function rankOf(line: string, id: string): 0 | 1 | 2 {
  const [lead] = /^[\s>#|*+\-_`[\]xX]*(?:\d+[.)]\s)?[\s*_`[(]*/.exec(line) as RegExpExecArray
  const rest = line.slice(lead.length)
  if (!rest.startsWith(id) || /^[\p{L}\p{N}_]/u.test(rest.slice(id.length))) return 0
  return lead.trim() !== '' || /^\s*(?:$|[:|)\]–—]|-\s)/.test(rest.slice(id.length)) ? 2 : 1
}

/** The most lines that one entry or paragraph is taken for. */
const longestRecord = 1000

/** Where what an id names ends: with its row, its entry, its section, or its paragraph. */
function endOfRecord({ lines, headingAt }: IndexedDocument, line: number, limit: number): number {
  const text = lines[line] as string
  if (/^\s*\|/.test(text)) return line + 1
  const section = headingAt(line)
  if (section) return Math.min(section.end, limit)
  const bullet = /^(\s*)(?:[-*+•]|\d+[.)])\s/.exec(text)
  const last = Math.min(limit, line + longestRecord)
  let end = line + 1
  for (; end < last; end++) {
    const next = lines[end] as string
    if (bullet) {
      const indent = (/^\s*/.exec(next) as RegExpExecArray)[0].length
      if (next.trim() === '' ? !/^\s+\S/.test(lines[end + 1] ?? '') : indent <= (bullet[1] as string).length) break
    } else if (next.trim() === '' || /^\s*(?:#{1,6}\s|\||[-*+•]\s|\d+[.)]\s)/.test(next)) break
  }
  while (end > line + 1 && (lines[end - 1] as string).trim() === '') end--
  return end
}

/** The first line that gives the id to something; where none does, that begins with it, or holds it. */
function findRecord(index: IndexedDocument, id: string, start: number, limit: number): Span | undefined {
  const within = index.linesWith(id).filter((line) => line >= start && line < limit)
  const rank = (line: number): number => rankOf(index.lines[line] as string, id)
  const line = within.find((one) => rank(one) === 2) ?? within.find((one) => rank(one) === 1) ?? within[0]
  return line === undefined ? undefined : { from: line + 1, to: endOfRecord(index, line, limit) }
}

function textOf({ lines }: IndexedDocument, { from, to }: Span): string {
  return lines.slice(from - 1, to).join('\n')
}

function find(index: IndexedDocument, { section, record, lines: wanted }: SourceReference): Cited {
  // Of a file that is no text only the whole is known.
  if (index.document.isDigest) return { state: 'found', span: { from: 1, to: 1 }, fingerprint: textFingerprint(index.document.text) }
  let [start, end] = [0, index.lines.length]
  if (section) {
    const names = [section.name, ...(section.to === undefined ? [] : [section.to])]
    const found = names.map((name) => index.section(name))
    const absent = found.indexOf(undefined)
    if (absent >= 0) return { state: 'section-absent', name: names[absent] as string, headings: index.headings }
    start = Math.min(...found.map((one) => (one as Heading).line))
    end = Math.max(...found.map((one) => (one as Heading).end))
  }
  if (wanted) {
    if (wanted.to > index.lines.length) return { state: 'lines-beyond-end', last: index.lines.length }
    return { state: 'found', span: wanted, fingerprint: textFingerprint(textOf(index, wanted)) }
  }
  if (record) {
    const first = findRecord(index, record.id, start, end)
    if (first === undefined) return { state: 'record-absent', id: record.id }
    const last = record.to === undefined ? first : findRecord(index, record.to, start, end)
    if (last === undefined) return { state: 'record-absent', id: record.to as string }
    const span = { from: Math.min(first.from, last.from), to: Math.max(first.to, last.to) }
    return { state: 'found', span, fingerprint: textFingerprint(textOf(index, span)) }
  }
  const span = { from: start + 1, to: end }
  return { state: 'found', span, fingerprint: textFingerprint(textOf(index, span)) }
}

const citedIn = new WeakMap<IndexedDocument, Map<string, Cited>>()

/** Looks up what a reference leads to in its document, each once. Without a place in it the whole document is meant. Never throws. */
export function cite(index: IndexedDocument, reference: SourceReference): Cited {
  const known = citedIn.get(index) ?? new Map<string, Cited>()
  citedIn.set(index, known)
  const cited = known.get(reference.id) ?? find(index, reference)
  known.set(reference.id, cited)
  return cited
}
