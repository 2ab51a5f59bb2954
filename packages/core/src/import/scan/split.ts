import type { Line } from './block.ts'
import { isBlank } from './lines.ts'

/** One of the documents that a file holds. */
export interface PartOfFile {
  readonly lines: readonly Line[]
  /** True for an empty template that stands beside the plan that was made from it. */
  readonly isTemplate: boolean
}

const heading = /^ {0,3}(#{1,6})[ \t]+(.*)$/
const fence = /^[ \t]*(`{3,}|~{3,})(.*)$/
/** What a template leaves open: `<Project>`, `{N}`, `{{date}}`, `[Name]`, "R-###". */
const placeholder = /<[A-Za-z][^<>]{0,80}>|\{\{?[^{}]{1,80}\}?\}|\[[^[\]()]{2,80}\](?!\()|#{3}\b|\bYYYY-MM-DD\b/u

const placeholders = new RegExp(placeholder.source, 'gu')

interface Title {
  readonly at: number
  readonly level: number
  readonly text: string
}

/** The words of a title for comparing: no placeholders, numbers, marks or file extension. */
function wordsOf(text: string): string[] {
  return text
    .slice(0, 300)
    .replace(placeholders, ' ')
    .replace(/\.md\b/i, ' ')
    .toLowerCase()
    .replace(/[^\p{L}]+/gu, ' ')
    .trim()
    .split(' ')
    .filter((word) => word !== '')
}

function headingsIn(lines: readonly Line[]): Title[] {
  const titles: Title[] = []
  let open: string | undefined
  for (const [at, { text }] of lines.entries()) {
    const mark = fence.exec(text)
    if (open !== undefined) {
      if (mark && (mark[2] as string).trim() === '' && (mark[1] as string).startsWith(open)) open = undefined
    } else if (mark) open = mark[1]
    else {
      const match = heading.exec(text)
      if (match) titles.push({ at, level: (match[1] as string).length, text: match[2] as string })
    }
  }
  return titles
}

/** The share of the lines below a title that say nothing of their own: headings, empty entries, placeholders, bare labels. */
function emptiness(lines: readonly Line[]): number {
  const filled = lines.filter((line) => !isBlank(line) && !heading.test(line.text) && !/^\s*(?:<!--|-->|[-*_]{3,}\s*$)/.test(line.text))
  if (filled.length === 0) return 1
  const empty = filled.filter(({ text }) => {
    const words = text
      .replace(/^\s*(?:[-*+]|\d+[.)])?\s*(?:\[.\])?\s*/, '')
      .replace(/\*\*/g, '')
      .trim()
    return words === '' || words.length > 400 ? words === '' : /[:：]$/.test(words) || placeholder.test(words) || wordsOf(words).length <= 4
  })
  return empty.length / filled.length
}

/**
 * Cuts concatenated documents apart: a filled plan and the empty template that it was made from, in either order. A second title of
 * the same words has to begin the second document, its sections have to repeat those of the first, and one of both has to be empty;
 * everything else is one document.
 */
export function splitDocuments(lines: readonly Line[]): PartOfFile[] {
  const whole = [{ lines, isTemplate: false }]
  const titles = headingsIn(lines)
  const [first] = titles
  if (!first || titles.length < 6) return whole
  const own = wordsOf(first.text)
  if (own.length === 0) return whole
  const title = own.join(' ')
  const second = titles.find(
    ({ at, level, text }) =>
      at > first.at && level <= 2 && (placeholder.test(text) || placeholder.test(first.text)) && wordsOf(text).join(' ') === title,
  )
  if (!second) return whole
  const before = new Set(titles.filter(({ at }) => at > first.at && at < second.at).map(({ text }) => wordsOf(text).join(' ')))
  const after = titles.filter(({ at }) => at > second.at)
  const repeated = after.filter(({ text }) => before.has(wordsOf(text).join(' '))).length
  if (after.length === 0 || repeated * 2 < after.length) return whole
  const [head, tail] = [lines.slice(0, second.at), lines.slice(second.at)]
  const [left, right] = [emptiness(head.slice(first.at + 1)), emptiness(tail.slice(1))]
  if (right >= 0.6 && left < 0.6)
    return [
      { lines: head, isTemplate: false },
      { lines: tail, isTemplate: true },
    ]
  if (left >= 0.6 && right < 0.6)
    return [
      { lines: head, isTemplate: true },
      { lines: tail, isTemplate: false },
    ]
  return whole
}
