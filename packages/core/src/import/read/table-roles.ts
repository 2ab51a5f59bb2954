import type { Role } from '../../schema/program.ts'
import { addAttribute } from './attribute.ts'
import { partsOf, undecorated, writableId } from './table-cells.ts'
import { cellAt } from './table-columns.ts'
import { claimHead, filledCells, readAsAttributes, setText, type TableReading } from './table-reading.ts'

/** "Technical Lead (TL)": the letters in brackets are the id. */
const short = /^(.*\S)\s*[(（]([\p{Lu}][\p{L}\p{N}&-]{0,11})[)）]$/u

/** Rows as roles; the letters in brackets behind the name of a role are its id. */
export function readRoleRows(parts: TableReading): void {
  const { table, columns, reading } = parts
  const { draft } = reading
  const titleColumn = columns.all[0]?.field === 'id' ? columns.all[1] : columns.all[0]
  const roles = new Map(draft.program.roles?.map((role) => [role.id, role]))
  let read = 0
  for (const row of table.rows) {
    const cell = cellAt(row.cells, titleColumn)
    if (cell === '') {
      readAsAttributes(row, parts)
      continue
    }
    const words = undecorated(cell)
    const abbreviation = short.exec(words)
    const id = abbreviation?.[2] ?? writableId(words)
    const role: Role = roles.get(id) ?? draft.addRole({ id, title: abbreviation?.[1] ?? words })
    roles.set(id, role)
    for (const { column, cell: text } of filledCells(row, columns)) {
      if (column === titleColumn) continue
      switch (column.field) {
        case 'owner':
        case 'people':
        case 'title':
        case 'accountable':
          setText(role, 'owner', column.label, text)
          break
        case 'detail':
        case 'summary':
        case 'tasks':
        case 'goals':
        case 'scope':
        case 'roles':
          role.responsibilities = [...(role.responsibilities ?? []), ...partsOf(text)]
          break
        default:
          addAttribute(role, column.label, text)
      }
    }
    reading.account.map(row.line, role, 'roles')
    read++
  }
  if (read > 0) claimHead(parts, draft.program, 'roles')
}

/** A matrix of responsibilities: who is responsible, accountable, supporting, consulted, informed, for each row. */
export function readRaciRows(parts: TableReading): void {
  const { table, columns, reading, index } = parts
  const { draft } = reading
  const roles = new Map(draft.program.roles?.map((role) => [(role.title ?? role.id).toLowerCase(), role.id]))
  for (const role of draft.program.roles ?? []) roles.set(role.id.toLowerCase(), role.id)
  for (const column of columns.all.slice(1, table.header.cells.length)) {
    const abbreviation = short.exec(column.label)
    const id = abbreviation?.[2] ?? writableId(column.label)
    if (
      column.field !== undefined ||
      roles.has(column.label.toLowerCase()) ||
      roles.has(id.toLowerCase()) ||
      /^column \d/.test(column.label)
    )
      continue
    const role = draft.addRole({ id, title: abbreviation?.[1] ?? column.label })
    reading.account.map(table.header.line, role, 'roles')
    roles.set(column.label.toLowerCase(), id)
  }
  for (const row of table.rows) {
    const [first, ...rest] = filledCells(row, columns)
    if (first === undefined || first.column.at !== 0) continue
    const words = undecorated(first.cell)
    const milestone = index.milestones.get(words) ?? index.milestones.get(/^\S+/.exec(words)?.[0] ?? '')
    if (rest.length > 0) readAsAttributes(row, parts)
    if (!milestone) continue
    const with_ = (letter: RegExp) =>
      rest.filter(({ cell }) => letter.test(cell)).map(({ column }) => roles.get(column.label.toLowerCase()) ?? writableId(column.label))
    const accountable = with_(/A/)
    const supporting = with_(/[RS]/).filter((id) => !accountable.includes(id))
    if (accountable.length > 0) milestone.milestone.accountable ??= accountable
    if (supporting.length > 0) milestone.milestone.supporting ??= supporting
    reading.account.map(row.line, milestone.milestone, 'accountable')
  }
  claimHead(parts, draft.program, 'roles')
}
