import type { Row, Table } from '../scan/block.ts'
import { undressed } from '../scan/inline.ts'
import { addAttribute, type WithAttributes } from './attribute.ts'
import type { Reading, Scope } from './reading.ts'
import type { RecordIndex } from './record-index.ts'
import { isNothing, undecorated } from './table-cells.ts'
import type { Column, Columns } from './table-columns.ts'

/** What the readers of tables get. */
export interface TableReading {
  readonly table: Table
  readonly columns: Columns
  readonly scope: Scope
  readonly reading: Reading
  readonly index: RecordIndex
  /** Steps for when the rows of every table have been read: references between them. */
  readonly last: (() => void)[]
}

/** The innermost record of the place that can keep attributes. */
export function placeOf({ scope, reading }: Pick<TableReading, 'scope' | 'reading'>): WithAttributes {
  return scope.task ?? scope.milestone ?? scope.phase ?? reading.draft.program
}

/** The header and the line below it stand for the names of fields. */
export function claimHead({ table, reading }: TableReading, holder: object, field: string): void {
  reading.account.map([table.header.line, ...(table.delimiter ? [table.delimiter] : [])], holder, field)
}

/** The cells of a row that say something, each with its column; only as many as the row has. */
export function filledCells(row: Row, columns: Columns): { readonly column: Column; readonly cell: string }[] {
  const filled: { column: Column; cell: string }[] = []
  for (const [at, cell] of row.cells.entries()) if (!isNothing(cell) && columns.all[at]) filled.push({ column: columns.all[at], cell })
  return filled
}

/** Sets a text field that has no value yet; another text than the one it has is kept as an attribute. */
export function setText<K extends string>(
  record: { [key in K]?: string | undefined } & WithAttributes,
  field: K,
  label: string,
  text: string,
): void {
  const known: string | undefined = record[field]
  if (known === undefined) Object.assign(record, { [field]: undressed(text) })
  else if (known !== undressed(text)) addAttribute(record, label, text)
}

/** A row that fits no record: its first words are the label, the rest is what it says. */
export function readAsAttributes(row: Row, parts: TableReading, place: WithAttributes = placeOf(parts)): void {
  const { columns, reading } = parts
  const filled = filledCells(row, columns)
  const [first, ...rest] = filled
  if (first === undefined) return
  if (rest.length === 0) addAttribute(place, first.column.label, first.cell)
  const isPair = columns.all.length === 2
  for (const { column, cell } of rest)
    addAttribute(place, undecorated(first.cell), isPair || /^column \d+$/.test(column.label) ? cell : `${column.label}: ${cell}`)
  reading.account.map(row.line, place, 'attributes')
}
