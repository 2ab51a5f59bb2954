import type { Milestone, PhaseFile } from '../../schema/phase.ts'
import type { Row } from '../scan/block.ts'
import { splitOutside } from '../scan/inline.ts'
import { addAttribute } from './attribute.ts'
import { findPhase } from './find-phase.ts'
import { homeOf } from './phases.ts'
import { listTask } from './record-index.ts'
import { partsOf, undecorated, writableId } from './table-cells.ts'
import { type Column, cellAt } from './table-columns.ts'
import { claimHead, filledCells, readAsAttributes, setText, type TableReading } from './table-reading.ts'
import { idsNamedIn } from './table-references.ts'

const noOrder = { ids: [], place: new Map<string, number>() }
const weeks =
  /^(?:weeks?|wk|w|semanas?|semaines?|wochen?|kw|недел[яи]|第)?\s*(\d+(?:\.\d+)?(?:\s*[-–]\s*\d+(?:\.\d+)?|\s*\+)?)\s*(?:weeks?|周|週)?$/iu
const window = /^\d+(?:\.\d+)?(?:\s*[-–]\s*\d+(?:\.\d+)?|\s*\+)?$/

/** The fields that phases and milestones share. Returns false for a column that it does not read. */
function fillShared(record: PhaseFile | Milestone, column: Column, cell: string, row: Row, parts: TableReading): boolean {
  const { draft, account } = parts.reading
  switch (column.field) {
    case 'status':
    case 'owner':
    case 'due':
    case 'duration':
    case 'summary':
      setText(record, column.field, column.label, cell)
      return true
    case 'estimate':
      setText(record, 'duration', column.label, cell)
      return true
    case 'detail':
      setText(record, 'summary', column.label, cell)
      return true
    case 'inputs':
      record.inputs = [...(record.inputs ?? []), ...partsOf(cell)]
      return true
    case 'deliverables':
    case 'outputs':
      for (const part of partsOf(cell).flatMap((text) => splitOutside(text, ',')))
        account.map(row.line, draft.addDeliverable(record, part), 'title')
      return true
    case 'tasks':
      parts.last.push(() => {
        const named = idsNamedIn(cell, (id) => parts.index.tasks.has(id), noOrder)
        const known = named.ids.filter((id) => parts.index.tasks.has(id))
        if (known.length > 0) record.tasks ??= []
        for (const id of known) listTask(parts.index, record.tasks as string[], id)
        if (!named.plain || known.length < named.ids.length) addAttribute(record, column.label, cell)
      })
      return true
    default:
      return false
  }
}

/** Rows that speak of phases: of the declared ones, or, where no heading declares them, the phases themselves. */
export function readPhaseRows(parts: TableReading): void {
  const { table, columns, reading, index } = parts
  const { draft } = reading
  const nameColumn = columns.at('phase') ?? columns.all[0]
  const isOutline = draft.phases.length === 0
  let read = 0
  for (const row of table.rows) {
    const cell = cellAt(row.cells, nameColumn)
    const phase = cell === '' ? undefined : (findPhase(cell, index) ?? newPhase(cell, row, isOutline, parts))
    if (!phase) {
      readAsAttributes(row, parts)
      continue
    }
    for (const { column, cell: text } of filledCells(row, columns)) {
      if (column === nameColumn) {
        if (!cell.includes(phase.title) && undecorated(cell) !== phase.id && !/^\D{0,12}\d+(?:\.\d+)*$/.test(undecorated(cell)))
          addAttribute(phase, column.label, cell)
      } else if (column.field === 'window') {
        const span = weeks.exec(text)?.[1]
        if (span !== undefined && window.test(span) && phase.window === undefined) phase.window = span
        else if (span === undefined || phase.window !== span) setText(phase, 'due', column.label, text)
      } else if (column.field === 'title') {
        if (isOutline && phase.title === phase.id) phase.title = text
        else if (phase.title !== text) addAttribute(phase, column.label, text)
      } else if (column.field === 'goals' || column.field === 'objectives') phase.goals = [...(phase.goals ?? []), ...partsOf(text)]
      else if (column.field === 'scope') phase.scope = [...(phase.scope ?? []), ...partsOf(text)]
      else if (column.field === 'exit' || column.field === 'entry') {
        const gate = draft.phaseGate(phase, column.field)
        for (const part of partsOf(text)) {
          const criterion = draft.addCriterion(column.field === 'exit' ? phase.id : `${phase.id}.entry`, gate.criteria, part)
          reading.account.map(row.line, criterion, 'statement')
        }
      } else if (column.field === 'dependencies') {
        const named = idsNamedIn(text, (id) => findPhase(id, index) !== undefined, noOrder)
        const known = named.ids.flatMap((id) => findPhase(id, index)?.id ?? [])
        if (known.length > 0 && phase.dependencies === undefined) phase.dependencies = known
        if (!named.plain || known.length < named.ids.length) addAttribute(phase, column.label, text)
      } else if (!fillShared(phase, column, text, row, parts)) addAttribute(phase, column.label, text)
    }
    reading.account.map(row.line, phase, 'summary')
    read++
  }
  if (read > 0) claimHead(parts, draft.program, 'phases')
}

const numbered = /^(?:\p{L}+\s+)?((?:[A-Z]{1,3})?\d+(?:\.\d+)*[a-z]?|[A-Z]|[IVX]+)(?=$|[\s:：.—–-])[\s:：.—–-]*(.*)$/u

function newPhase(cell: string, row: Row, isOutline: boolean, parts: TableReading): PhaseFile | undefined {
  const { draft } = parts.reading
  const words = undecorated(cell)
  const match = numbered.exec(words.slice(0, 300))
  if (!match && (!isOutline || parts.table.rows.length < 2)) return undefined
  const number = match?.[1]
  const id = number === undefined ? draft.freeId('phase', `P${draft.phases.length + 1}`) : /^\d/.test(number) ? `P${number}` : number
  if (parts.index.phases.has(id)) return undefined
  const title = match ? (match[2] as string) || cellAt(row.cells, parts.columns.at('title')) || titleFrom(row, parts) || words : words
  const phase = draft.named<PhaseFile>({ format: 1, id, title }, 'phase', id)
  draft.phases.push(phase)
  parts.index.phases.set(id, phase)
  parts.index.titles.set(title.toLowerCase(), phase)
  return phase
}

/** Where a row has an id and no title, the words of what it is for or delivers say what it is, when they are short. */
function titleFrom(row: Row, { columns }: TableReading): string {
  const cell = cellAt(row.cells, columns.at('goals') ?? columns.at('objectives') ?? columns.at('deliverables') ?? columns.at('outputs'))
  return cell.length <= 120 && !/<br|\n/i.test(cell) ? undecorated(cell) : ''
}

const milestoneId = /^((?:[A-Z]{1,4}|[A-Z]\d+\.M)\d+(?:\.\d+)*[a-z]?)(?=$|[\s:：.—–-])[\s:：.—–-]*(.*)$/u

/** Rows that speak of milestones: of the declared ones, or the milestones of the phase that the table stands in. */
export function readMilestoneRows(parts: TableReading): void {
  const { table, columns, reading, index, scope } = parts
  const { draft } = reading
  const nameColumn = columns.at('milestone') ?? columns.at('title') ?? columns.all[0]
  const idColumn = columns.at('id') ?? (columns.all[0] === nameColumn ? undefined : columns.all[0])
  let read = 0
  for (const row of table.rows) {
    const name = cellAt(row.cells, nameColumn)
    const words = undecorated(name)
    const match = milestoneId.exec(words.slice(0, 300))
    const own = undecorated(cellAt(row.cells, idColumn))
    const id = own !== '' ? writableId(own) : match?.[1]
    const title =
      id !== undefined && own === '' ? (match?.[2] as string) : nameColumn === idColumn || words === own ? titleFrom(row, parts) : words
    if (id === undefined && title === '') {
      readAsAttributes(row, parts)
      continue
    }
    // A plan whose milestones are its phases has read them from the headings as such.
    const milestone =
      (id === undefined ? undefined : index.phases.get(id)) ?? milestoneOf(id, title, cellAt(row.cells, columns.at('phase')), parts)
    for (const { column, cell } of filledCells(row, columns)) {
      if (column === idColumn || column.field === 'phase') continue
      if (column === nameColumn || column.field === 'title') {
        const text = column === nameColumn ? title : cell
        if (milestone.title === milestone.id && text !== '') milestone.title = text
        else if (text !== '' && undecorated(milestone.title) !== undecorated(text)) addAttribute(milestone, column.label, cell)
      } else if (column.field === 'window') setText(milestone, 'due', column.label, cell)
      else if (column.field === 'priority' && !('format' in milestone)) setText(milestone, 'priority', column.label, cell)
      else if ((column.field === 'acceptance' || column.field === 'exit') && !('format' in milestone))
        for (const part of partsOf(cell))
          reading.account.map(row.line, draft.addCriterion(milestone.id, draft.acceptance(milestone), part), 'statement')
      else if (!fillShared(milestone, column, cell, row, parts)) addAttribute(milestone, column.label, cell)
    }
    reading.account.map(row.line, milestone, 'summary')
    read++
  }
  if (read > 0) claimHead(parts, scope.phase ?? draft.program, 'milestones')
}

function milestoneOf(id: string | undefined, title: string, phaseCell: string, parts: TableReading): Milestone {
  const { reading, index, scope } = parts
  const { draft } = reading
  const known = id === undefined ? undefined : index.milestones.get(id)?.milestone
  if (known) return known
  const phase =
    (phaseCell === '' ? undefined : findPhase(phaseCell, index)) ??
    scope.phase ??
    (draft.phases.length === 1 ? (draft.phases[0] as PhaseFile) : homeOf(scope, reading))
  phase.milestones ??= []
  const own = id ?? draft.freeId('milestone', `${phase.id}.M${phase.milestones.length + 1}`)
  const milestone = draft.named<Milestone>({ id: own, title: title === '' ? own : title }, 'milestone', own)
  phase.milestones.push(milestone)
  index.milestones.set(own, { milestone, phase })
  return milestone
}
