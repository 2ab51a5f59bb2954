import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Diagnostic } from '../../diagnostics/diagnostic.ts'
import type { SourceFile } from '../../load/source.ts'
import { csvRows } from './csv-rows.ts'
import type { RawFile, RawRecord } from './raw.ts'

/** Comma, semicolon or tab: what stands between the first two names of columns. */
function separatorOf(text: string): string | undefined {
  return /^\ufeff?"?type"?([,;\t])/.exec(text)?.[1]
}

/** True for a table of records: its first two columns are called type and id. Other tables are read by what their columns mean. */
export function looksLikeRecords({ path, text }: SourceFile): boolean {
  return /\.(?:csv|tsv)$/i.test(path) && /^\ufeff?"?type"?([,;\t])"?id"?(?:\1|\r|\n|$)/.test(text)
}

/** Reads a table of records: `name[]` holds a list with one entry in each line, `name{}` JSON. */
export function readRecordsCsv(source: SourceFile): RawFile {
  const [header, ...rows] = csvRows(source.text, separatorOf(source.text))
  const columns = (header?.cells ?? []).map((cell) => cell.trim())
  const diagnostics: Diagnostic[] = []
  const memberOf = (column: string, cell: string, line: number): readonly [string, unknown] => {
    if (column.endsWith('[]')) return [column.slice(0, -2), cell.split(/\r\n|\r|\n/).filter((one) => one.trim() !== '')]
    if (!column.endsWith('{}')) return [column, cell]
    const name = column.slice(0, -2)
    try {
      return [name, JSON.parse(cell)]
    } catch {
      diagnostics.push(
        diagnostic('import/unfit-value', `${name} holds no JSON; it is kept as a text`, {
          location: { file: source.path, line, column: 1 },
          help: `write JSON below ${column}, or call the column ${name}`,
        }),
      )
      return [name, cell]
    }
  }
  const records = rows.map(({ cells, lines }): RawRecord => {
    // A record may have a text in one row and a list in another; of one row only the filled cell counts.
    const values: Record<string, unknown> = {}
    for (const [index, cell] of cells.entries()) {
      const column = columns[index] ?? ''
      if (cell === '' || column === '' || column === '__proto__') continue
      const [name, value] = memberOf(column, cell, lines[0])
      if (name === '__proto__') continue
      values[name] = value
    }
    const text = (name: string): string => (typeof values[name] === 'string' ? values[name].trim() : '')
    return { type: text('type'), id: text('id'), values, file: source.path, lines }
  })
  return { records, title: undefined, diagnostics }
}
