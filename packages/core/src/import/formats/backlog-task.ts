import type { Task } from '../../schema/plan-records.ts'
import { addAttribute } from '../read/attribute.ts'
import type { Reading } from '../read/reading.ts'
import { entryText, textsBelow } from '../read/task-body.ts'
import { type Block, linesOf, type Section } from '../scan/block.ts'
import { plainWords } from '../scan/inline.ts'
import { listInMilestone } from './backlog-milestone.ts'
import { type Front, type FrontKey, frontOf, frontText } from './front-matter.ts'
import { taskState } from './task-state.ts'

const singles: Readonly<Record<string, 'owner' | 'priority' | 'due' | 'estimate'>> = {
  assignee: 'owner',
  assigned_to: 'owner',
  owner: 'owner',
  priority: 'priority',
  due: 'due',
  due_date: 'due',
  estimate: 'estimate',
  effort: 'estimate',
}

/** Whether a document is one task with its fields in the front matter: id, title and status, as Backlog.md and its relatives write them. */
export function isBacklogTask(front: Front | undefined): front is Front {
  return front !== undefined && ['id', 'title', 'status'].every((key) => (frontText(front, key) ?? '') !== '')
}

/**
 * Reads a task file: front matter `id`, `title`, `status`, `assignee`, `labels`, `dependencies`, `priority`, `parent_task_id`; sections for
 * its description, acceptance criteria (boxes), plan and notes. False when the document is none. The parent may come in a later document.
 */
export function readBacklogTask(root: Section, reading: Reading): boolean {
  const { draft, account } = reading
  const front = frontOf(account.lines)
  if (!isBacklogTask(front)) return false
  const wanted = frontText(front, 'id') as string
  const made: Task = { id: wanted, title: frontText(front, 'title') as string }
  const line = front.keys.find(({ key }) => /^id$/i.test(key))?.lines[0]?.number ?? 1
  const task = draft.giveId(made, 'task', wanted, { file: account.file, line, column: 1 })
  account.region(1, account.lines.at(-1)?.number ?? 1, task)
  account.map(front.fences, task, 'title')
  let parent: string | undefined
  for (const key of front.keys) {
    if (/^parent(?:_task_id|_id)?$/i.test(key.key)) parent = key.values[0]
    account.map(key.lines, task, readKey(key, task, reading))
  }
  const body = new Set(front.body.map((line) => line.number))
  const isBody = (block: Block): boolean => body.has(linesOf(block)[0]?.number ?? 0)
  readBlocks(root.blocks.filter(isBody), 'detail', task, reading)
  for (const section of root.sections) readSection(section, task, reading)
  const placed = remember(task, reading)
  draft.later.push(() => place(placed, parent, reading))
  listInMilestone(task, frontText(front, 'milestone'), reading)
  return true
}

function readKey({ key, values }: FrontKey, task: Task, { words }: Reading): string {
  const name = key.toLowerCase()
  const text = values.join(', ')
  if (name === 'id' || name === 'title') return name
  if (text === '') {
    // An empty list says so itself.
    addAttribute(task, key, '[]')
    return `attributes.${key}`
  }
  if (name === 'status') {
    task.state = taskState(text, words)
    return 'state'
  }
  if (/^(?:dependencies|depends_on|blocked_by)$/.test(name)) {
    task.prerequisites = [...values]
    return 'prerequisites'
  }
  const single = singles[name]
  if (single !== undefined && task[single] === undefined) {
    task[single] = text
    return single
  }
  for (const value of values) addAttribute(task, key, value)
  return `attributes.${key}`
}

function readSection(section: Section, task: Task, reading: Reading): void {
  const { account, words } = reading
  const heading = section.heading?.text ?? ''
  const plain = plainWords(heading)
  // What holds for every task, and what was said at its end, stay beside what this one asks for.
  const means = /^(?:definition of done|final summary)$/i.test(plain) ? undefined : words.field(plain)
  const field = means === 'acceptance' ? 'acceptance' : means === 'summary' || means === 'detail' ? 'detail' : undefined
  const isTitle = section.level === 1 || plain.includes(task.title)
  account.map(section.heading?.lines ?? [], task, isTitle ? 'title' : (field ?? `attributes.${heading}`))
  readBlocks(section.blocks, field ?? (isTitle ? 'detail' : heading), task, reading)
  for (const below of section.sections) readSection(below, task, reading)
}

function readBlocks(blocks: readonly Block[], field: string, task: Task, { account }: Reading): void {
  for (const block of blocks) {
    if (block.type === 'comment' || block.type === 'rule') {
      // Marks for tools ("AC:BEGIN") say nothing themselves.
      account.map(linesOf(block), task, field === 'acceptance' || field === 'detail' ? field : `attributes.${field}`)
      if (block.type === 'comment' && !/^[A-Z:_-]{4,60}$/.test(block.text))
        addAttribute(task, 'comment', block.text === '' ? '-' : block.text)
      continue
    }
    const texts = block.type === 'item' ? [entryText(block, 0), ...textsBelow(block.blocks, 1)] : textsBelow([block], 0)
    for (const text of texts.filter((one) => one !== '')) {
      if (field === 'acceptance') {
        task.acceptance ??= []
        task.acceptance.push(text)
      } else if (field === 'detail')
        task.detail = [...(Array.isArray(task.detail) ? task.detail : task.detail === undefined ? [] : [task.detail]), text]
      else addAttribute(task, field === '' ? 'text' : field, text)
    }
    account.map(linesOf(block), task, field === 'acceptance' || field === 'detail' ? field : `attributes.${field}`)
  }
}

interface Placed {
  readonly task: Task
  above: Placed | undefined
}

/** Tasks of files by id, in lower case: "TASK-10" is the parent that "task-10" names. */
const placedIn = new WeakMap<object, Map<string, Placed>>()

function remember(task: Task, { draft }: Reading): Placed {
  const known = placedIn.get(draft) ?? new Map<string, Placed>()
  placedIn.set(draft, known)
  const placed: Placed = { task, above: undefined }
  known.set(task.id.toLowerCase(), placed)
  return placed
}

/** Puts a task below its parent, once all documents are read; parents that go in a circle stay beside each other. */
function place(placed: Placed, parent: string | undefined, { draft }: Reading): void {
  const above = parent === undefined ? undefined : placedIn.get(draft)?.get(parent.toLowerCase())
  let top = above
  for (let steps = 0; top !== undefined && top !== placed && steps < 100; steps++) top = top.above
  if (above === undefined || top !== undefined) {
    draft.tasks.push(placed.task)
    return
  }
  placed.above = above
  above.task.children ??= []
  above.task.children.push(placed.task)
}
