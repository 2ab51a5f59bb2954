import type { Genre } from '../schema/program.ts'
import type { Account } from './read/account.ts'
import { surveyOf } from './read/survey.ts'
import type { Block, Section, Table } from './scan/block.ts'
import type { Words } from './words/words.ts'

interface Shape {
  items: number
  boxes: number
  boxesWithId: number
  /** Boxes that the word "task" stands over, or that stand right under the title. */
  boxesAsTasks: number
  riskEdges: number
  taskRows: number
  riskRows: number
  milestoneRows: number
  /** Lines of text that begin with a number of several levels: "2.1 Title". */
  outlineLines: number
}

const taskId = /^(?:[A-Z][A-Z0-9]*-)*[A-Z]*-?\d+(?:[.-]\d+)*[a-z]?$/
const taskHeading = /\btasks?\b|任务|タスク|作業|작업|tareas?|tarefas?|tâches|aufgaben|задач|implementation plan|实现计划|实施计划/iu
const taskItself = /^\W*(?:task|tarea|tarefa|tâche|aufgabe|задача|任务|タスク|작업)\s*#?(?:[A-Z]{1,4}-?)?\d/iu
const outlineLine = /^\s*\d{1,3}(?:\.\d{1,3})+\.?\s+\p{L}/u
/** "BL-001 — Title", "[01] BL-001 — Title": an entry that begins with the id of a piece of work. */
const taskEntry = /^(?:\[\d{1,4}\]\s+)?(?!(?:R|RISK|NEW|ADR|REQ|FR|NFR|OQ|Q|AC|DEC|UC|KPI)-)[A-Z]{1,8}-\d{1,4}\b\s*[—–:]/u
const arrow = /^[A-Z]+(?:-[A-Z]+)*-\d+\s*(?:→|->|=>)/u

function isTaskTable(table: Table, words: Words): boolean {
  const fields = table.header.cells.map((cell) => words.column(cell.replace(/[*`]/g, '')))
  return (
    fields.includes('id') &&
    (fields.includes('title') || fields.includes('dependencies') || fields.includes('owner')) &&
    !fields.includes('mitigation')
  )
}

function countRows(table: Table, words: Words, shape: Shape): void {
  const fields = table.header.cells.map((cell) => words.column(cell.replace(/[*`]/g, '')))
  const ids = table.rows.filter((row) => taskId.test((row.cells[0] ?? '').replace(/[*`]/g, ''))).length
  if (isTaskTable(table, words)) shape.taskRows += ids
  else if (fields.includes('mitigation') || (fields.includes('risks') && fields.includes('impact'))) shape.riskRows += table.rows.length
  const milestones = table.rows.filter((row) => /^\W*M\d{1,3}\W*$/.test(row.cells[0] ?? '')).length
  if (fields[0] === 'milestone' || milestones > 2) shape.milestoneRows += table.rows.length
}

function measure(root: Section, words: Words): Shape {
  const shape: Shape = {
    items: 0,
    boxes: 0,
    boxesWithId: 0,
    boxesAsTasks: 0,
    riskEdges: 0,
    taskRows: 0,
    riskRows: 0,
    milestoneRows: 0,
    outlineLines: 0,
  }
  const visit = (blocks: readonly Block[], isOfTasks: boolean): void => {
    for (const block of blocks) {
      if (block.type === 'paragraph') shape.outlineLines += block.lines.filter((line) => outlineLine.test(line.text)).length
      if (block.type === 'table') countRows(block, words, shape)
      if (block.type !== 'item') continue
      shape.items++
      if (arrow.test(block.text)) shape.riskEdges++
      else if (!block.box && taskEntry.test(block.text)) shape.taskRows++
      if (block.box) {
        shape.boxes++
        if (block.box.id !== undefined) shape.boxesWithId++
        if (isOfTasks) shape.boxesAsTasks++
      }
      visit(block.blocks, isOfTasks)
    }
  }
  const enter = (section: Section, above: boolean): void => {
    // "Task 4.5: Title" is a task itself; boxes below it are what it takes.
    const isOfTasks =
      above || (section.heading !== undefined && taskHeading.test(section.heading.text) && !taskItself.test(section.heading.text))
    visit(section.blocks, isOfTasks)
    for (const part of section.sections) enter(part, isOfTasks)
  }
  enter(root, false)
  return shape
}

const taskFile = /(?:^|\/)tasks\.md$/i
const breakdown = /(?<![\p{L}])wbs(?![\p{L}])|work[ _-]?breakdown|backlog|декомпозиция работ|projektstrukturplan/iu

/** A document that calls itself a work breakdown, or whose lines are those of a decimal outline. */
function isBreakdown(root: Section, shape: Shape, file: string): boolean {
  const named = [...root.sections, ...root.sections.flatMap((section) => section.sections)].slice(0, 8)
  return (
    shape.outlineLines > 5 ||
    breakdown.test(file.split('/').at(-1) ?? '') ||
    named.some((section) => breakdown.test(section.heading?.text ?? ''))
  )
}

/** The genre of a document by its structure: what its headings, boxes and tables are. */
export function recogniseGenre(root: Section, facts: { words: Words; isTemplate: boolean; account: Account }): Genre {
  const { counts, top } = surveyOf(facts.account)
  const shape = measure(root, facts.words)
  if (facts.isTemplate) return shape.boxesWithId > 5 && shape.boxesWithId * 2 > shape.boxes ? 'task-list' : 'plan-template'
  if (shape.boxesWithId > 2 && shape.boxesWithId * 2 >= shape.boxes) return 'task-list'
  if (shape.boxesAsTasks > 3 && shape.boxesAsTasks * 3 >= shape.boxes * 2 && shape.boxes * 3 > shape.items && counts.milestone < 2)
    return 'task-list'
  if (shape.riskEdges > 2 || (shape.taskRows > 5 && shape.taskRows > counts.milestone * 3)) return 'work-breakdown'
  if (counts.milestone > 1 || (counts.phase === 0 && shape.milestoneRows > 2)) return 'milestone-plan'
  if (top === undefined && isBreakdown(root, shape, facts.account.file)) return 'work-breakdown'
  // A short list is a list too, when there is nothing else, or when its name says so.
  if ((top === undefined || taskFile.test(facts.account.file)) && shape.boxesWithId > 0 && shape.boxesWithId * 2 >= shape.boxes)
    return 'task-list'
  return top === undefined && shape.taskRows + shape.riskRows > 2 ? 'work-breakdown' : 'phased-program'
}
