import type { Table } from '../scan/block.ts'
import type { Field, Words } from '../words/words.ts'
import { isNothing, undecorated } from './table-cells.ts'

/** What a column holds: a field, or ids of what waits for the row (the inverse of dependencies). */
export type ColumnField = Field | 'unblocks'

export interface Column {
  /** Place in the row, from 0. */
  readonly at: number
  /** The words of the header; "column 3" where it has none. */
  readonly label: string
  readonly field: ColumnField | undefined
}

export interface Columns {
  readonly all: readonly Column[]
  /** The first column of a field. */
  at(field: ColumnField): Column | undefined
  has(...fields: ColumnField[]): boolean
}

const unblocks = /^(?:unblocks|blocks|enables|required by|needed by|blockiert|bloquea|débloque|ブロック対象)$/i

/** The day of a start is no day that something is due. */
const starts = /^(?:planned |actual )?(?:start|begin|début|inicio|início|начало|开始|開始|시작)/iu

/** "Task" is the title of a row as well as what other rows name; "Trigger/Review" is a trigger. */
function fieldOf(label: string, words: Words): ColumnField | undefined {
  if (unblocks.test(label)) return 'unblocks'
  const field = words.column(label) ?? (label.includes('/') ? words.column(label.slice(0, label.indexOf('/'))) : undefined)
  if (field === 'due' && starts.test(label)) return undefined
  return field === 'title' && words.field(label) === 'tasks' ? 'tasks' : field
}

/** Reads the header. A column without words that only holds state words is taken for the status. */
export function columnsOf(table: Table, words: Words): Columns {
  const width = table.rows.reduce((most, row) => Math.max(most, widthOf(row.cells)), table.header.cells.length)
  const all: Column[] = []
  const first = new Map<ColumnField, Column>()
  for (let at = 0; at < width; at++) {
    const header = table.header.cells[at] ?? ''
    const plain = undecorated(header)
    const field: ColumnField | undefined = plain === '' ? undefined : fieldOf(plain, words)
    const column: Column = { at, label: plain === '' ? `column ${at + 1}` : plain, field }
    all.push(column)
    if (field !== undefined && !first.has(field)) first.set(field, column)
  }
  const candidates = first.has('status') ? [] : all.slice(1, 40).filter((column) => isOfStates(column, table, words))
  const [states] = candidates
  if (states && candidates.length === 1) {
    if (states.field !== undefined && first.get(states.field) === states) first.delete(states.field)
    all[states.at] = { ...states, field: 'status' }
    first.set('status', all[states.at] as Column)
  }
  return {
    all,
    at: (field) => first.get(field),
    has: (...fields) => fields.some((field) => first.has(field)),
  }
}

/** Cells up to the last one that is not blank. */
function widthOf(cells: readonly string[]): number {
  return cells.findLastIndex((cell) => cell !== '') + 1
}

/** Whether the cells of a column that has no meaning of its own are words of state. */
function isOfStates({ at, field }: Column, table: Table, words: Words): boolean {
  if (field !== undefined && field !== 'phase' && field !== 'notes') return false
  const cells = table.rows.map((row) => row.cells[at] ?? '').filter((cell) => !isNothing(cell))
  return cells.length > 0 && cells.filter((cell) => words.state(cell) !== undefined).length * 3 > cells.length * 2
}

/** The cell of a column, verbatim; "" where the row is short or the cell says nothing. */
export function cellAt(cells: readonly string[], column: Column | undefined): string {
  const cell = column === undefined ? '' : (cells[column.at] ?? '')
  return isNothing(cell) ? '' : cell
}
