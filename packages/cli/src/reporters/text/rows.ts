import { plural } from '../gate-words.ts'
import type { Paint } from '../paint.ts'
import { oneLine } from '../printable.ts'
import type { TextBody } from '../reporter.ts'
import { cell, tableLines } from '../table.ts'

type Row = Readonly<Record<string, unknown>>

/** A column of a list: the key of the row, or what to make of the row. */
export type Column = string | ((row: Row) => string)

/** A value of a row on one line. */
export function shownValue(value: unknown): string {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return value.map(shownValue).join(', ')
  return oneLine(String(value))
}

/** A list of records in columns; the first column is the id. */
export function rowsText(key: string, noun: string, columns: readonly Column[]): TextBody {
  return (answer, { width, paint }) => {
    const rows = answer.data[key] as readonly Row[]
    if (rows.length === 0) return [`no ${noun}s`]
    const painter = (index: number): Paint['strong'] | undefined => (index === 0 ? paint.strong : undefined)
    const cells = rows.map((row) =>
      columns.map((column, index) => cell(typeof column === 'string' ? shownValue(row[column]) : column(row), painter(index))),
    )
    return [...tableLines(cells, width), '', plural(rows.length, noun)]
  }
}
