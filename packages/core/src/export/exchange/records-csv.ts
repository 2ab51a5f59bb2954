import { type ExchangedRecord, type ExchangedType, exchangedLinks, shapes } from '../../import/exchange/shape.ts'
import { csvText } from '../csv.ts'

/** A list of plain lines reads well in a spreadsheet; everything else that is no text stands as JSON. */
function columnOf(name: string, value: unknown): readonly [column: string, cell: string] {
  if (typeof value === 'string' && value !== '') return [name, value]
  const isPlain = (one: unknown): one is string => typeof one === 'string' && one.trim() !== '' && !/[\r\n]/.test(one)
  if (Array.isArray(value) && value.length > 0 && value.every(isPlain)) return [`${name}[]`, value.join('\n')]
  return [`${name}{}`, JSON.stringify(value)]
}

const first = ['type', 'id', 'record_id', 'title', 'status', 'content'] as const

function rowOf({ type, id, recordId, title, status, content, links, fields }: ExchangedRecord): Map<string, string> {
  const row = new Map<string, string>([
    ['type', type],
    ['id', id],
    ['record_id', recordId === id ? '' : recordId],
    ['title', title],
    ['status', status ?? ''],
    ['content', content],
  ])
  // What stands in no other record stands in the order of the rows; a cell with the ids of all would be too long for a spreadsheet.
  const own = Object.entries(fields).filter(([name]) => type !== 'program' || !(name in shapes.program.lists))
  for (const [name, value] of [...Object.entries(links), ...own]) row.set(...columnOf(name, value))
  return row
}

/**
 * The records as one table, or those of some types: a column for each field. Behind the name of a column: `[]` for a list with one entry
 * in each line, `{}` for JSON.
 */
export function recordsCsv(records: readonly ExchangedRecord[], types?: readonly ExchangedType[]): string {
  const rows = records.filter(({ type }) => types === undefined || types.includes(type)).map(rowOf)
  const used = new Set<string>()
  for (const row of rows) for (const [column, cell] of row) if (cell !== '') used.add(column)
  const links = exchangedLinks.map((link) => `${link}[]`)
  const leading = [...first, ...links].filter((column) => used.has(column) || column === 'type' || column === 'id' || column === 'title')
  const columns = [...leading, ...[...used].filter((column) => !leading.includes(column))]
  function* table(): Generator<readonly string[]> {
    yield columns
    for (const row of rows) yield columns.map((column) => row.get(column) ?? '')
  }
  return csvText(table())
}
