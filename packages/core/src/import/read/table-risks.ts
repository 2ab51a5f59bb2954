import type { Risk } from '../../schema/plan-records.ts'
import { addAttribute } from './attribute.ts'
import { isFromList } from './risk-lists.ts'
import { idIn, undecorated } from './table-cells.ts'
import { cellAt } from './table-columns.ts'
import { claimHead, filledCells, readAsAttributes, setText, type TableReading } from './table-reading.ts'
import { idsNamedIn } from './table-references.ts'

const noOrder = { ids: [], place: new Map<string, number>() }

const isSameTitle = (risk: Risk, title: string): boolean =>
  title === '' || risk.title === risk.id || undecorated(risk.title) === undecorated(title)

/** Rows as risks of the register, with the tasks against them. */
export function readRiskRows(parts: TableReading): void {
  const { table, columns, reading, index } = parts
  const { draft } = reading
  const first = columns.all[0]
  const idColumn =
    columns.at('id') ??
    (first && first.field !== 'risks' && first.field !== 'tasks' && table.rows.some((row) => idIn(row.cells[0] ?? '')) ? first : undefined)
  const titleColumn =
    columns.at('risks') ??
    columns.at('title') ??
    columns.at('detail') ??
    columns.all.find((column) => column !== idColumn && column.field === undefined)
  let read = 0
  const rows = new Set<Risk>()
  for (const row of table.rows) {
    const titleCell = cellAt(row.cells, titleColumn)
    const id = idIn(cellAt(row.cells, idColumn)) ?? (idColumn === undefined ? idIn(titleCell) : undefined)
    if (id === undefined && titleCell === '') {
      readAsAttributes(row, parts)
      continue
    }
    const declared = id === undefined ? undefined : index.risks.get(id)
    // A second row of the id in one table is another risk, unless it has no words of its own.
    const isOther = declared && rows.has(declared) && !isSameTitle(declared, titleCell)
    const known = isOther ? undefined : declared
    const own = id ?? draft.freeId('risk', `RISK-${draft.risks.length + 1}`)
    const title = titleCell === '' ? own : titleCell
    const risk = known ?? draft.named<Risk>({ id: own, title }, 'risk', own)
    if (!known) draft.risks.push(risk)
    if (known && titleCell !== '') {
      if (known.title === known.id) known.title = titleCell
      else if (isFromList(known) && undecorated(known.title) !== undecorated(titleCell)) {
        addAttribute(known, 'title', known.title)
        known.title = titleCell
      } else if (undecorated(known.title) !== undecorated(titleCell)) addAttribute(known, titleColumn?.label ?? '', titleCell)
    }
    if (!isOther) index.risks.set(own, risk)
    rows.add(risk)
    for (const { column, cell } of filledCells(row, columns)) {
      const { field, label } = column
      if (column === titleColumn) continue
      if (column === idColumn) {
        if (undecorated(cell) !== own) addAttribute(risk, label, cell)
        continue
      }
      switch (field) {
        case 'impact':
        case 'likelihood':
        case 'severity':
        case 'trigger':
        case 'mitigation':
        case 'contingency':
        case 'category':
        case 'status':
        case 'owner':
          setText(risk, field, label, cell)
          break
        case 'roles':
        case 'accountable':
        case 'people':
          setText(risk, 'owner', label, cell)
          break
        case 'tasks':
          parts.last.push(() => {
            const named = idsNamedIn(cell, (other) => index.tasks.has(other), noOrder)
            if (named.ids.length > 0) risk.tasks = [...new Set([...(risk.tasks ?? []), ...named.ids])]
            if (!named.plain) addAttribute(risk, label, cell)
          })
          break
        default:
          addAttribute(risk, label, cell)
      }
    }
    reading.account.map(row.line, risk, 'risks')
    read++
  }
  if (read > 0) claimHead(parts, draft.program, 'risks')
}
