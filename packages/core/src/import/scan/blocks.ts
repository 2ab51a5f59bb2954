import { boxOn } from '../../load/box.ts'
import type { SourceFile } from '../../load/source.ts'
import type { Block, Code, Comment, Heading, Item, Line, Paragraph, Row, Table } from './block.ts'
import { withoutMark } from './heading-mark.ts'
import { undressed } from './inline.ts'
import { isBlank } from './lines.ts'
import { isDelimiter, rowOf } from './table.ts'

const atxHeading = /^ {0,3}(#{1,6})(?:[ \t]+(.*))?$/
const fenceOpen = /^([ \t]*)(`{3,}(?=[^`]*$)|~{3,})[ \t]*([^\s`{]*)/
const ruleLine = /^ {0,3}(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/
const itemLine = /^([ \t]*)([-*+•]|\d{1,9}[.)])([ \t]+|$)(.*)$/

type Mutable<T> = { -readonly [K in keyof T]: T[K] }
type OpenItem = Omit<Mutable<Item>, 'lines' | 'blocks'> & { lines: Line[]; blocks: Block[]; contentIndent: number }

/** A heading or a block, in the order of the document. */
export type Piece = Heading | Block

function columnsOf(space: string): number {
  let columns = 0
  for (const character of space) columns = character === '\t' ? columns - (columns % 4) + 4 : columns + 1
  return columns
}

/** The text of a heading without the marks that close it: "Title ##". */
function withoutClosing(text: string): string {
  const trimmed = text.trim()
  let end = trimmed.length
  while (end > 0 && trimmed.charAt(end - 1) === '#') end--
  if (end === trimmed.length) return trimmed
  return end === 0 || /\s/.test(trimmed.charAt(end - 1)) ? trimmed.slice(0, end).trimEnd() : trimmed
}

function closesFence(open: string, text: string): boolean {
  const trimmed = text.trim()
  return trimmed.length >= open.length && trimmed === open.charAt(0).repeat(trimmed.length)
}

/**
 * Cuts lines into headings and blocks with a tolerant line scanner: a box is a box at any indentation, a fence opens at any
 * indentation, and entries nest by their indentation. Nothing is dropped: each non-blank line is in exactly one piece. Linear in the
 * number of characters; nesting is bounded, deeper entries stay at the last level.
 */
export function scanBlocks(source: SourceFile, lines: readonly Line[], starts: (line: Line) => number): Piece[] {
  const pieces: Piece[] = []
  const open: OpenItem[] = []
  let paragraph: (Mutable<Paragraph> & { lines: Line[] }) | undefined
  let blankBefore = false
  const continued = new Set<OpenItem>()
  const lastClose = lines.findLastIndex((line) => line.text.includes('-->'))

  const append = (block: Block, columns: number): void => {
    paragraph = undefined
    const item = holder(columns)
    if (item) item.blocks.push(block)
    else {
      open.length = 0
      pieces.push(block)
    }
  }
  /** The innermost open entry that a line of this indentation belongs to. */
  const holder = (columns: number): OpenItem | undefined => {
    for (let at = open.length - 1; at >= 0; at--) if (columns > (open[at] as OpenItem).indent) return open[at]
    return undefined
  }

  for (let index = 0; index < lines.length; index++) {
    const line = lines[index] as Line
    const { text } = line
    if (isBlank(line)) {
      blankBefore = true
      paragraph = undefined
      continue
    }
    const columns = columnsOf(/^[ \t]*/.exec(text)?.[0] ?? '')
    const fence = fenceOpen.exec(text)
    if (fence) {
      const code = readFence(lines, index, fence[2] as string, (fence[3] ?? '').toLowerCase())
      append(code.block, columns)
      index = code.last
      blankBefore = false
      continue
    }
    const heading = atxHeading.exec(text)
    if (heading) {
      open.length = 0
      paragraph = undefined
      pieces.push({
        type: 'heading',
        level: (heading[1] as string).length,
        text: undressed(withoutClosing(withoutMark(heading[2] ?? '').text)),
        lines: [line],
      })
      blankBefore = false
      continue
    }
    if (/^\s*<!--/.test(text)) {
      const comment = readComment(lines, index, lastClose)
      append(comment.block, columns)
      index = comment.last
      blankBefore = false
      continue
    }
    if (ruleLine.test(text)) {
      open.length = 0
      paragraph = undefined
      pieces.push({ type: 'rule', line })
      blankBefore = false
      continue
    }
    if (text.includes('|') && index + 1 < lines.length && isDelimiter((lines[index + 1] as Line).text)) {
      const table = readTable(lines, index)
      append(table.block, columns)
      index = table.last
      blankBefore = false
      continue
    }
    if (!paragraph && text.includes(' | ') && isBareTable(lines, index)) {
      const table = readTable(lines, index, false)
      append(table.block, columns)
      index = table.last
      blankBefore = false
      continue
    }
    const item = itemLine.exec(text)
    const box = boxOn(source, text, line.number, starts(line), false)
    if (item || box) {
      while (open.length > 0 && columns <= (open.at(-1) as OpenItem).indent) open.pop()
      const parent = open.at(-1)
      const marker = item?.[2] ?? /^[ \t]*([-*+]|\d+[.)])/.exec(text)?.[1] ?? '-'
      const created: OpenItem = {
        type: 'item',
        marker,
        ordinal: /\d/.test(marker) ? Number.parseInt(marker, 10) : undefined,
        indent: columns,
        contentIndent: columns + marker.length + 1,
        box,
        text: box ? box.text : (item?.[4] ?? '').trim(),
        lines: [line],
        blocks: [],
      }
      if (parent && open.length < 12) parent.blocks.push(created)
      else if (parent) (open.at(-2) as OpenItem).blocks.push(created)
      else pieces.push(created)
      if (open.length < 12) open.push(created)
      paragraph = undefined
      blankBefore = false
      continue
    }
    // Text: a lazy continuation of the paragraph or entry before it, or a new paragraph.
    const last = open.at(-1)
    if (paragraph) paragraph.lines.push(line)
    else if (last && !blankBefore && last.blocks.length === 0) {
      last.lines.push(line)
      continued.add(last)
    } else {
      const created = { type: 'paragraph' as const, lines: [line], quoted: /^\s*>/.test(text) }
      append(created, columns)
      paragraph = created
    }
    if (paragraph && paragraph.lines.length === 2 && /^ {0,3}={3,}[ \t]*$/.test(text) && pieces.at(-1) === paragraph) {
      pieces.pop()
      const [title] = paragraph.lines
      pieces.push({ type: 'heading', level: 1, text: undressed((title as Line).text), lines: paragraph.lines })
      paragraph = undefined
    }
    blankBefore = false
  }
  // Joined once at the end: joining line by line would take time that grows with the square of their number.
  for (const item of continued) item.text = [item.text, ...item.lines.slice(1).map((line) => line.text.trim())].join(' ').trim()
  return pieces
}

function readFence(lines: readonly Line[], from: number, marker: string, language: string): { block: Code; last: number } {
  let at = from + 1
  while (at < lines.length && !closesFence(marker, (lines[at] as Line).text)) at++
  const closed = at < lines.length
  const body = lines.slice(from + 1, at)
  const block: Code = { type: 'code', language, open: lines[from] as Line, body, close: closed ? (lines[at] as Line) : undefined }
  return { block, last: closed ? at : lines.length - 1 }
}

function readComment(lines: readonly Line[], from: number, lastClose: number): { block: Comment; last: number } {
  let at = from
  // A comment that is never closed is one line: what follows must not be lost from sight.
  if (lastClose >= from) while (!(lines[at] as Line).text.includes('-->')) at++
  const own = lines.slice(from, at + 1)
  const text = own
    .map((line) => line.text)
    .join('\n')
    .replace(/^\s*<!--|-->\s*$/g, '')
    .trim()
  return { block: { type: 'comment', text, lines: own }, last: at }
}

/** Whether three lines or more stand below each other that have the same number of cells, of three or more, and no line of dashes. */
function isBareTable(lines: readonly Line[], from: number): boolean {
  const width = (lines[from] as Line).text.split(' | ').length
  if (width < 3 || itemLine.test((lines[from] as Line).text)) return false
  return [1, 2].every((step) => (lines[from + step]?.text ?? '').split(' | ').length === width)
}

function readTable(lines: readonly Line[], from: number, hasDelimiter = true): { block: Table; last: number } {
  let at = from + (hasDelimiter ? 2 : 1)
  const rows: Row[] = []
  while (at < lines.length && !isBlank(lines[at] as Line) && (lines[at] as Line).text.includes('|')) {
    rows.push(rowOf(lines[at] as Line))
    at++
  }
  const block: Table = { type: 'table', header: rowOf(lines[from] as Line), delimiter: hasDelimiter ? lines[from + 1] : undefined, rows }
  return { block, last: at - 1 }
}
