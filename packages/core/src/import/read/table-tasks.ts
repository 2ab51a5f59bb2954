import type { Milestone, PhaseFile } from '../../schema/phase.ts'
import type { Task } from '../../schema/plan-records.ts'
import type { Row, Table } from '../scan/block.ts'
import { splitOutside } from '../scan/inline.ts'
import { addAttribute } from './attribute.ts'
import { proposedState } from './proposed-state.ts'
import { listTask, type RecordIndex } from './record-index.ts'
import { idIn, isNothing, isWritableId, partsOf, undecorated, writableId } from './table-cells.ts'
import { type Column, type Columns, cellAt } from './table-columns.ts'
import { noKeys } from './table-kind.ts'
import { claimHead, filledCells, readAsAttributes, setText, type TableReading } from './table-reading.ts'
import { linkTasks } from './table-task-links.ts'

const titleFields = ['title', 'tasks'] as const
/** Columns that hold the title where no column says that it does; the one next to the id comes first. */
const besideId: ReadonlySet<string | undefined> = new Set([
  undefined,
  'detail',
  'summary',
  'outputs',
  'deliverables',
  'category',
  'components',
  'goals',
  'risks',
])

/** "A — Core library", "WP-3: Core library": the id and the title in one cell. */
const idAndTitle = /^((?:\p{Lu}{1,4}|\p{Lu}[\p{Lu}\p{N}]{0,5}-?\d{1,4}(?:\.\d{1,3}){0,3}[a-z]?))\s*(?:[—–:]|\s-)\s*(\S.*)$/su

/** The column of the ids: the one that says so, else the first one whose cells are ids. */
function idColumnOf(table: Table, columns: Columns): Column | undefined {
  const declared = columns.at('id')
  if (declared) return declared
  return columns.all.slice(0, 2).find(({ at, field }) => {
    if (noKeys.has(field)) return false
    const cells = table.rows.map((row) => row.cells[at] ?? '').filter((cell) => !isNothing(cell))
    return cells.length > 0 && cells.filter((cell) => idIn(cell) !== undefined).length * 2 >= cells.length
  })
}

function titleColumnOf(columns: Columns, id: Column | undefined): Column | undefined {
  for (const field of titleFields) {
    const column = columns.at(field)
    if (column && column !== id) return column
  }
  const next = columns.all[(id?.at ?? -1) + 1]
  if (next && besideId.has(next.field)) return next
  return columns.at('detail') ?? columns.all.find((column) => column !== id && besideId.has(column.field))
}

/** Rows as tasks: of the milestone or phase the table stands in, else of the program. */
export function readTaskRows(parts: TableReading): void {
  const { table, columns, scope, reading, index } = parts
  const idColumn = idColumnOf(table, columns)
  const titleColumn = titleColumnOf(columns, idColumn)
  const isTitleColumn = titleFields.some((field) => titleColumn?.field === field)
  const keyed = new Map<string, Task>()
  const order: string[] = []
  const rows: { row: Row; task: Task }[] = []
  for (const row of table.rows) {
    const idCell = cellAt(row.cells, idColumn)
    const both = idColumn && idIn(idCell) === undefined ? idAndTitle.exec(undecorated(idCell)) : null
    const id = both?.[1] ?? idIn(idCell)
    const title = both?.[2] ?? cellAt(row.cells, titleColumn)
    // "Total", "Phase 2": a row between tasks that is none.
    const isBesides = idColumn !== undefined && id === undefined && (idCell !== '' ? titleColumn !== undefined : title === '')
    if (isBesides && !isWritableKey(idCell, title, row, columns)) {
      if (filledCells(row, columns).length > 1) readAsAttributes(row, parts)
      continue
    }
    if (id === undefined && title === '' && idCell === '') continue
    const container = id === undefined || index.tasks.has(id) ? undefined : containerOf(id, index)
    if (container) {
      readAsAttributes(row, parts, container)
      continue
    }
    const known = id === undefined ? undefined : keyed.get(id)
    const task = taskOf(parts, id, idCell, title, known !== undefined, isTitleColumn)
    if (id !== undefined) {
      keyed.set(id, task)
      order.push(id)
    }
    rows.push({ row, task })
    fillTask(task, row, idColumn, titleColumn, parts)
    if (task.state === undefined) readLeadingMark(task, parts)
    reading.account.map(row.line, task, 'tasks')
  }
  if (rows.length > 0) claimHead(parts, scope.milestone ?? scope.phase ?? reading.draft.program, 'tasks')
  const place = new Map(order.map((id, at) => [id, at]))
  parts.last.push(() => linkTasks(rows, keyed, { ids: order, place }, parts))
}

/** "3.0" in a table of work may be a heading above the tasks, and no task. */
function containerOf(id: string, { phases, milestones }: RecordIndex): PhaseFile | Milestone | undefined {
  return phases.get(id) ?? milestones.get(id)?.milestone ?? (id.includes('.') ? phases.get(`P${id}`) : undefined)
}

/** A key of words, not an id, still keys a task where the row says as much as a task does. */
function isWritableKey(key: string, title: string, row: Row, columns: Columns): boolean {
  return (
    key !== '' &&
    title !== '' &&
    /\p{N}/u.test(key) &&
    key.length <= 24 &&
    isWritableId(undecorated(key)) &&
    filledCells(row, columns).length > 2
  )
}

/** The task of a row: the declared one when another table or heading has it already, else a new one. */
function taskOf(parts: TableReading, id: string | undefined, idCell: string, title: string, isRepeated: boolean, isTitle: boolean): Task {
  const { scope, reading, index } = parts
  const words = undecorated(title)
  const wanted = id ?? (idCell === '' ? undefined : writableId(undecorated(idCell)))
  const known = wanted === undefined || isRepeated ? undefined : index.tasks.get(wanted)
  const list = listOf(parts)
  const isPlace = /^\d+$/.test(wanted ?? '')
  if (
    known &&
    (sameWords(known.title, words) || known.title === known.id || words === '' || !(isPlace || isAnother(known, words, isTitle)))
  ) {
    if (list !== reading.draft.tasks) listTask(index, list, known.id)
    return known
  }
  const holder = scope.milestone ?? scope.phase
  const own = wanted === undefined || (known && isPlace) ? madeId(parts, `${holder ? `${holder.id}.` : ''}T${list.length + 1}`) : wanted
  const task = reading.draft.named<Task>({ id: own, title: title === '' ? (words === '' ? own : words) : title }, 'task', own)
  if (!index.tasks.has(own)) index.tasks.set(own, task)
  listTask(index, list, task)
  return task
}

/** A row whose title has no word of the declared one speaks of another task that was given the same id. */
function isAnother(known: Task, words: string, isTitle: boolean): boolean {
  const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/\p{L}{3,}|\p{Script=Han}|\p{Script=Hangul}{2,}/gu) ?? [])
  const [one, other] = [wordsOf(known.title), wordsOf(words)]
  return isTitle && one.size > 0 && other.size > 0 && ![...one].some((word) => other.has(word))
}

function sameWords(a: string, b: string): boolean {
  const [one, other] = [a, b].map((text) =>
    undecorated(text)
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, ' ')
      .trim(),
  ) as [string, string]
  return one === other || (one !== '' && other !== '' && (one.startsWith(other) || other.startsWith(one)))
}

function listOf({ scope, reading }: TableReading): (Task | string)[] {
  const holder = scope.milestone ?? scope.phase
  if (!holder) return reading.draft.tasks as (Task | string)[]
  holder.tasks ??= []
  return holder.tasks
}

function madeId({ reading, index }: TableReading, wanted: string): string {
  let id = reading.draft.freeId('task', wanted)
  while (index.tasks.has(id)) id = reading.draft.freeId('task', wanted)
  return id
}

/** "✅ Build the wall": the state of a task whose row has no column for it; the title keeps the mark. */
function readLeadingMark(task: Task, { reading }: TableReading): void {
  const mark = /^(\p{Extended_Pictographic}\ufe0f?)\s/u.exec(task.title)?.[1]
  const state = mark === undefined ? undefined : proposedState(mark, reading.words)
  if (state) task.state = state
}

function fillTask(task: Task, row: Row, idColumn: Column | undefined, titleColumn: Column | undefined, parts: TableReading): void {
  const { words } = parts.reading
  for (const { column, cell } of filledCells(row, parts.columns)) {
    const { field, label } = column
    if (column === idColumn) {
      if (idIn(cell) !== task.id && undecorated(cell) !== task.id && !undecorated(cell).endsWith(task.title))
        addAttribute(task, label, cell)
      continue
    }
    if (column === titleColumn) {
      if (task.title === task.id) task.title = cell
      else if (task.title !== cell && !sameWords(task.title, cell)) addAttribute(task, label, cell)
      continue
    }
    switch (field) {
      case 'owner':
      case 'priority':
      case 'due':
        setText(task, field, label, cell)
        break
      case 'accountable':
      case 'people':
        setText(task, 'owner', label, cell)
        break
      case 'roles':
        setText(task, 'role', label, cell)
        break
      case 'estimate':
      case 'duration':
        setText(task, 'estimate', label, cell)
        break
      case 'detail':
      case 'summary':
        if (task.detail === undefined) task.detail = cell
        else if (task.detail !== cell) addAttribute(task, label, cell)
        break
      case 'inputs':
      case 'outputs':
        task[field] = [...(task[field] ?? []), ...partsOf(cell)]
        break
      case 'deliverables':
        task.outputs = [...(task.outputs ?? []), ...partsOf(cell)]
        break
      case 'acceptance':
      case 'exit':
      case 'expected':
        task.acceptance = [...(task.acceptance ?? []), ...partsOf(cell)]
        break
      case 'sources':
        task.sourceRefs = [...(task.sourceRefs ?? []), ...partsOf(cell).flatMap((part) => splitOutside(part, ';'))]
        break
      case 'requirements':
      case 'validates':
        task[field] = [...(task[field] ?? []), ...partsOf(cell).flatMap((part) => splitOutside(part, ','))]
        break
      case 'commands':
        task.commands = [...(task.commands ?? []), ...partsOf(cell)]
        break
      case 'status': {
        const state = proposedState(cell, words)
        if (state !== undefined && task.state === undefined) task.state = state
        else addAttribute(task, label, cell)
        break
      }
      case 'dependencies':
      case 'unblocks':
      case 'risks':
      case 'phase':
      case 'milestone':
        // References: read when every row is known.
        break
      default:
        addAttribute(task, label, cell)
    }
  }
}
