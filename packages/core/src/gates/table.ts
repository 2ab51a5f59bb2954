import { proseLines } from './markdown.ts'

/** A table as a document has it: the names of its columns and the cells of each row, trimmed. */
export interface Table {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

/** The records of a CSV text (RFC 4180); quotes may hold separators and line ends. Undefined when a quote is never closed. */
export function parseCsv(text: string, separator = ','): string[][] | undefined {
  const records: string[][] = []
  let record: string[] = []
  let cell = ''
  let quoted = false
  const source = text.replace(/^\uFEFF/, '')
  const endRecord = (): void => {
    record.push(cell)
    // An empty line is no record.
    if (record.length > 1 || record[0] !== '') records.push(record)
    record = []
    cell = ''
  }
  for (let i = 0; i < source.length; i++) {
    const c = source[i] as string
    if (quoted) {
      if (c !== '"') cell += c
      else if (source[i + 1] === '"') cell += source[++i] as string
      else quoted = false
    } else if (c === '"' && cell === '') quoted = true
    else if (c === separator) {
      record.push(cell)
      cell = ''
    } else if (c === '\n' || c === '\r') {
      if (c === '\r' && source[i + 1] === '\n') i++
      endRecord()
    } else cell += c
  }
  if (quoted) return undefined
  endRecord()
  return records
}

/** The cells of a line of a Markdown table; a bar after a backslash is text. */
function cellsOf(line: string): string[] {
  const cells: string[] = []
  let cell = ''
  const text = line.trim()
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\' && text[i + 1] === '|') cell += text[++i] as string
    else if (text[i] === '|') {
      cells.push(cell.trim())
      cell = ''
    } else cell += text[i] as string
  }
  cells.push(cell.trim())
  if (text.startsWith('|')) cells.shift()
  if (text.endsWith('|') && cells.at(-1) === '') cells.pop()
  return cells
}

function isRule(line = ''): boolean {
  return line.includes('|') && cellsOf(line).every((cell) => /^:?-+:?$/.test(cell))
}

/** The first pipe table of a Markdown text, outside code fences. */
function markdownTable(text: string): Table | undefined {
  const lines = proseLines(text)
  const at = lines.findIndex((line, index) => line.includes('|') && !isRule(line) && isRule(lines[index + 1]))
  if (at < 0) return undefined
  const end = lines.findIndex((line, index) => index > at + 1 && !line.includes('|'))
  return { columns: cellsOf(lines[at] as string), rows: lines.slice(at + 2, end < 0 ? lines.length : end).map(cellsOf) }
}

/** The table of a document: that of a CSV or TSV file, or the first one of a Markdown text; undefined when there is none. */
export function tableOf(path: string, text: string): Table | undefined {
  const extension = /\.(csv|tsv)$/i.exec(path)?.[1]?.toLowerCase()
  if (extension === undefined) return markdownTable(text)
  const [header, ...rows] = parseCsv(text, extension === 'tsv' ? '\t' : ',') ?? []
  const trim = (cells: readonly string[]): string[] => cells.map((cell) => cell.trim())
  return header && { columns: trim(header), rows: rows.map(trim) }
}
