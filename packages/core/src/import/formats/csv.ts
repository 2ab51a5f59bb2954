import type { SourceFile } from '../../load/source.ts'
import type { Reading, Scope } from '../read/reading.ts'
import { readTable } from '../read/tables.ts'
import type { Line, Row, Table } from '../scan/block.ts'

interface Record {
  readonly cells: readonly string[]
  readonly lines: readonly Line[]
}

/** What parts the cells: the one of comma, semicolon and tab that the first line has most of, outside quotes. */
function separatorOf(header: string): string {
  const plain = header.replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((mark) => [mark, plain.split(mark).length] as const)
  return counts.reduce((best, one) => (one[1] > best[1] ? one : best))[0]
}

/** The records of a CSV file (RFC 4180: quoted cells may hold separators, quotes written twice, and line ends). Linear. */
export function csvRecords(lines: readonly Line[]): Record[] {
  const header = lines.find((line) => line.text.trim() !== '')
  if (header === undefined) return []
  const separator = separatorOf(header.text)
  const records: Record[] = []
  let cells: string[] = []
  let own: Line[] = []
  let parts: string[] = []
  let quoted = false
  for (const line of lines) {
    if (!quoted && line.text.trim() === '') continue
    own.push(line)
    if (quoted) parts.push('\n')
    const { text } = line
    let from = 0
    /** Nothing but blanks since the cell began: a quote here opens a quoted cell. */
    let isStart = parts.length === 0
    for (let at = 0; at < text.length; at++) {
      const character = text.charAt(at)
      if (quoted) {
        if (character !== '"') continue
        parts.push(text.slice(from, at))
        // A quote written twice is one; else the quotes end here.
        if (text.charAt(at + 1) === '"') {
          parts.push('"')
          at++
        } else quoted = false
        from = at + 1
      } else if (character === '"' && isStart) {
        quoted = true
        isStart = false
        from = at + 1
      } else if (character === separator) {
        cells.push((parts.join('') + text.slice(from, at)).trim())
        parts = []
        isStart = true
        from = at + 1
      } else if (character !== ' ' && character !== '\t') isStart = false
    }
    parts.push(text.slice(from))
    if (quoted) continue
    cells.push(parts.join('').trim())
    records.push({ cells, lines: own })
    cells = []
    own = []
    parts = []
  }
  if (own.length > 0) records.push({ cells: [...cells, parts.join('').trim()], lines: own })
  return records
}

/** Reads a CSV file as the table that it is: tasks, risks and so on by the columns of its first row. False when it has no rows. */
export function readCsv(_source: SourceFile, scope: Scope, reading: Reading): boolean {
  const [header, ...records] = csvRecords(reading.account.lines)
  if (header === undefined || records.length === 0 || header.cells.length < 2) return false
  const rowOf = ({ cells, lines }: Record): Row => {
    const [first, ...rest] = lines
    reading.account.follow(first as Line, rest)
    return { line: first as Line, cells }
  }
  const head = rowOf(header)
  const table: Table = { type: 'table', header: head, delimiter: head.line, rows: records.map(rowOf) }
  return readTable(table, scope, reading)
}
