import { suggestChecks } from '../../gates/suggest.ts'
import { splitId } from '../../load/box-id.ts'
import type { Criterion } from '../../schema/gate.ts'
import type { ActionItem, Decision, MetricRecord, Question, Requirement } from '../../schema/plan-records.ts'
import { addAttribute } from './attribute.ts'
import { proposeCheck } from './propose-check.ts'
import { idIn, isWritableId, undecorated } from './table-cells.ts'
import { type Column, cellAt } from './table-columns.ts'
import { claimHead, filledCells, readAsAttributes, type TableReading } from './table-reading.ts'

/** A row as one record: its id, its words, and every other cell that says something. */
interface RecordRow {
  readonly id: string | undefined
  readonly title: string
  readonly rest: readonly { readonly column: Column; readonly cell: string }[]
}

type Add = (row: RecordRow) => object

const pathLike = /^[\w@.-]+(?:\/[\w@.*-]+)*\/?$/
const isoDate = /^\d{4}-\d{2}-\d{2}$/

/** Reads the rows of a table of records: `add` makes a record of each, and the line is claimed for it. */
export function readRecordRows(
  kind: string,
  titles: readonly Parameters<TableReading['columns']['at']>[0][],
  add: Add,
  parts: TableReading,
): void {
  const { table, columns, reading } = parts
  const isKeyed = (column: Column | undefined) =>
    column !== undefined &&
    (column.field === 'id' ||
      (columns.all.length > 1 &&
        table.rows.some((row) => idIn(row.cells[column.at] ?? '') !== undefined) &&
        !titles.includes(column.field as never)))
  const idColumn = columns.at('id') ?? (isKeyed(columns.all[0]) ? columns.all[0] : undefined)
  const named = titles.map((field) => columns.at(field)).find((column) => column !== undefined && column !== idColumn)
  const titleColumn = named ?? columns.all.find((column) => column !== idColumn)
  let read = 0
  for (const row of table.rows) {
    const titleCell = cellAt(row.cells, titleColumn)
    const idCell = cellAt(row.cells, idColumn)
    if (titleCell === '') {
      readAsAttributes(row, parts)
      continue
    }
    const id = undecorated(idCell).replace(/^#/, '')
    const rest = filledCells(row, columns).filter(({ column }) => column !== idColumn && column !== titleColumn)
    // "`Q-02` who answers": the id begins the words.
    const split = idColumn === undefined && !isWholly(titleCell) ? splitId(titleCell) : undefined
    const own = split?.id !== undefined && split.text !== '' && isWritableId(split.id) ? split : undefined
    reading.account.map(row.line, add({ id: own?.id ?? (isWritableId(id) ? id : undefined), title: own?.text ?? titleCell, rest }), kind)
    read++
  }
  if (read > 0) claimHead(parts, parts.scope.phase ?? reading.draft.program, kind)
}

/** Bold around all of it, which splitting would tear. */
function isWholly(cell: string): boolean {
  return /^\*\*[^*]*\*\*$/.test(cell)
}

/** What is known of deliverables, metrics and assumptions beside their titles goes to their notes, each with the words of its column. */
function noteRest(record: { notes?: (string | { text: string })[] | undefined }, rest: RecordRow['rest']): void {
  for (const { column, cell } of rest) {
    record.notes ??= []
    record.notes.push(`${column.label}: ${cell}`)
  }
}

export function readDeliverableRows(parts: TableReading): void {
  const { draft } = parts.reading
  const holder = parts.scope.milestone ?? parts.scope.phase
  if (!holder) {
    readPlainRows(parts)
    return
  }
  const add: Add = ({ title, rest }) => {
    const deliverable = draft.addDeliverable(holder, title)
    const others = rest.filter(({ column, cell }) => {
      const path = undecorated(cell)
      if (
        deliverable.path !== undefined ||
        !/^(?:file|path|location|where|ort|datei|ruta|chemin)/i.test(column.label) ||
        !pathLike.test(path)
      )
        return true
      deliverable.path = path
      return false
    })
    noteRest(deliverable, others)
    return deliverable
  }
  readRecordRows('deliverables', ['deliverables', 'title', 'outputs'], add, parts)
}

export function readRequirementRows(parts: TableReading): void {
  const { draft } = parts.reading
  const add: Add = ({ id, title, rest }) => {
    const own = id ?? draft.freeId('requirement', `REQ-${draft.requirements.length + 1}`)
    const requirement = draft.named<Requirement>({ id: own, title }, 'requirement', own)
    for (const { column, cell } of rest) {
      if (column.field === 'detail' && requirement.text === undefined) requirement.text = cell
      else addAttribute(requirement, column.label, cell)
    }
    draft.requirements.push(requirement)
    return requirement
  }
  readRecordRows('requirements', ['requirements', 'title', 'detail'], add, parts)
}

/** A lone number is the place in the table, not a name. */
const isName = (id: string | undefined): id is string => id !== undefined && !/^\d+$/.test(id)

export function readQuestionRows(parts: TableReading): void {
  const { draft } = parts.reading
  const add: Add = ({ id, title, rest }) => {
    const own = isName(id) ? id : draft.freeId('question', id ?? `Q${draft.questions.length + 1}`)
    const question = draft.named<Question>({ id: own, title }, 'question', own)
    for (const { column, cell } of rest) {
      if (column.field === 'owner' && question.owner === undefined) question.owner = cell
      else if (column.field === 'status' && question.state === undefined) question.state = cell
      else if (column.field === 'due' && isoDate.test(cell)) question.due = cell
      else if (/^(?:answer|resolution|antwort|回答|답변)/i.test(column.label)) question.answer = cell
      else addAttribute(question, column.label, cell)
    }
    draft.questions.push(question)
    return question
  }
  readRecordRows('questions', ['questions', 'title', 'detail'], add, parts)
}

export function readDecisionRows(parts: TableReading): void {
  const { draft } = parts.reading
  const add: Add = ({ id, title, rest }) => {
    const own = isName(id) ? id : draft.freeId('decision', id ?? `D${draft.decisions.length + 1}`)
    const decision = draft.named<Decision>({ id: own, title }, 'decision', own)
    for (const { column, cell } of rest) {
      if (column.field === 'owner' && decision.owner === undefined) decision.owner = cell
      else if (column.field === 'status' && decision.state === undefined) decision.state = cell
      else if (column.field === 'due' && isoDate.test(cell)) decision.date = cell
      else addAttribute(decision, column.label, cell)
    }
    draft.decisions.push(decision)
    return decision
  }
  readRecordRows('decisions', ['decisions', 'title', 'detail'], add, parts)
}

export function readActionRows(parts: TableReading): void {
  const { draft } = parts.reading
  const add: Add = ({ id, title, rest }) => {
    const own = isName(id) ? id : draft.freeId('action', id ?? `A${draft.actions.length + 1}`)
    const action = draft.named<ActionItem>({ id: own, title }, 'action', own)
    for (const { column, cell } of rest) {
      if (column.field === 'owner' && action.owner === undefined) action.owner = cell
      else if (column.field === 'status' && action.state === undefined) action.state = cell
      else if (column.field === 'due' && isoDate.test(cell)) action.due = cell
      else if (/^minutes$/i.test(column.label)) action.meeting = cell
      else addAttribute(action, column.label, cell)
    }
    draft.actions.push(action)
    return action
  }
  readRecordRows('actions', ['actions', 'title', 'detail'], add, parts)
}

export function readMetricRows(parts: TableReading): void {
  const { draft } = parts.reading
  const add: Add = ({ id, title, rest }) => {
    const own = draft.freeId('metric', id ?? `metric-${draft.metrics.length + 1}`)
    const metric = draft.named<MetricRecord>({ id: own, title }, 'metric', own)
    noteRest(metric, rest)
    draft.metrics.push(metric)
    return metric
  }
  readRecordRows('metrics', ['metrics', 'title'], add, parts)
}

export function readAssumptionRows(parts: TableReading): void {
  const { draft } = parts.reading
  const add: Add = ({ id, title, rest }) => {
    draft.program.assumptions ??= []
    const assumption = { ...(id !== undefined && { id }), title, notes: [] as string[] }
    noteRest(assumption, rest)
    const { notes, ...bare } = assumption
    draft.program.assumptions.push(notes.length > 0 ? assumption : bare)
    return draft.program
  }
  readRecordRows('assumptions', ['assumptions', 'title', 'detail'], add, parts)
}

/** Rows as criteria of the gate whose heading the table stands under. */
export function readCriterionRows(parts: TableReading): void {
  const { scope, reading } = parts
  const { gate } = scope
  if (!gate) {
    readPlainRows(parts)
    return
  }
  const add: Add = ({ id, title, rest }) => {
    const criterion: Criterion = reading.draft.addCriterion(gate.id, gate.body.criteria, title)
    if (id !== undefined) addAttribute(criterion, parts.columns.all[0]?.label ?? '', id)
    for (const { column, cell } of rest) addAttribute(criterion, column.label, cell)
    proposeCheck(criterion, suggestChecks(title)[0])
    return criterion
  }
  readRecordRows('criteria', ['acceptance', 'exit', 'entry', 'quality', 'title', 'detail', 'requirements'], add, parts)
}

const pairs =
  /^(?:field|attribute|attribut|property|key|name|item|value|wert|values?|content|contents|metrik|feld|campo|valor|champ|valeur|项|項目|值|値|内容|属性|항목|값|내용|поле|значение|параметр|column \d+)$/iu

/** Rows of labels: "Field | Value", and every table that no record stands for. */
export function readPlainRows(parts: TableReading): void {
  const { table, columns, reading } = parts
  for (const row of table.rows) readAsAttributes(row, parts)
  const isPair = columns.all.length === 2
  // The words of a header of two columns are in no attribute, unless they only say "key" and "value".
  if (!isPair || columns.all.every(({ label }) => pairs.test(label)))
    claimHead(parts, parts.scope.holder ?? reading.draft.program, 'attributes')
}
