import { splitId } from '../../load/box-id.ts'
import type { Task } from '../../schema/plan-records.ts'
import { type Block, type Item, linesOf } from '../scan/block.ts'
import { labelOf } from '../scan/inline.ts'
import { addAttribute } from './attribute.ts'
import { type Content, entriesOf, itemsIn } from './entries.ts'
import { listUnder } from './phases.ts'
import { proposedState } from './proposed-state.ts'
import type { Reading, Scope } from './reading.ts'
import { readTaskReferences } from './task-references.ts'

const status = /^`([^`]{1,30})`\s*[:—–-]?\s*/

/** A task for an entry of a list of tasks: its id is that of the plan, or `<milestone or phase>.T<n>`. */
function addTask(text: string, item: Item, scope: Scope, reading: Reading): Task {
  const { draft, account, words } = reading
  const said = status.exec(text)
  const state = said ? proposedState(said[1] as string, words) : undefined
  const title = said && state !== undefined ? text.slice(said[0].length) : text
  const own = splitId(title)
  const holder = scope.milestone ?? scope.phase
  const count = (holder ? holder.tasks?.length : draft.tasks.length) ?? 0
  // A lone number is the place in the list, not a name.
  const isNamed = own.id !== undefined && !/^\d+[a-z]?$/.test(own.id)
  const made: Task = { id: '', title: (isNamed ? own.text : title) || title }
  const place = { file: account.file, line: item.lines[0]?.number ?? 1, column: 1 }
  if (isNamed) draft.giveId(made, 'task', own.id as string, place)
  else made.id = draft.freeId('task', `${holder ? `${holder.id}.` : ''}T${count + 1}`)
  const task = draft.named(made, 'task', made.id)
  if (task.title === '') task.title = task.id
  if (state !== undefined) task.state = state
  account.map(item.lines, task, 'title')
  listUnder(task, scope, draft)
  return task
}

/** What hangs below a task: known labels go to their fields by `readBelow`, the rest is detail. */
export function readNumberedTasks(
  content: Content,
  scope: Scope,
  reading: Reading,
  readBelow: (blocks: readonly Block[], scope: Scope) => void,
): boolean {
  let read = false
  for (const item of content.items) {
    if (item.text === '') continue
    const label = labelOf(item.text)
    const nested = itemsIn(item.blocks)
    // "**Backend:**" over a list of its own is a group of tasks.
    if (label?.text === '' && nested.length > 0 && item.ordinal === undefined) {
      for (const below of nested) readEntry(below, scope, reading, readBelow, item)
      read = true
      continue
    }
    readEntry(item, scope, reading, readBelow)
    read = true
  }
  if (content.text !== '') {
    const holder = scope.milestone ?? scope.phase ?? reading.draft.program
    const place = scope.milestone ?? scope.phase
    if (!place || !readTaskReferences(content.text, content.lines, place, scope.label ?? 'tasks', reading)) {
      addAttribute(holder, scope.label ?? 'tasks', content.text)
      reading.account.map(content.lines, holder, 'attributes')
    }
    read = true
  }
  return read
}

function readEntry(
  item: Item,
  scope: Scope,
  reading: Reading,
  readBelow: (blocks: readonly Block[], scope: Scope) => void,
  group?: Item,
): void {
  const task = addTask(item.text, item, scope, reading)
  const { account, words } = reading
  if (group) {
    addAttribute(task, 'group', group.text)
    account.map(group.lines, task, 'attributes')
  }
  const own = item.blocks.flatMap(linesOf)
  const [first, last] = [own[0], own.at(-1)]
  if (first && last) account.region(first.number, last.number, task)
  const detail: string[] = []
  const other: Block[] = []
  for (const block of item.blocks) {
    const label = block.type === 'item' ? labelOf(block.text) : undefined
    if (block.type !== 'item' || block.box || (label && (label.bold || words.field(label.label) !== undefined))) other.push(block)
    else
      for (const entry of entriesOf({ text: '', lines: [], items: [block] })) {
        detail.push(entry.text)
        account.map(entry.lines, task, 'detail')
      }
  }
  if (detail.length > 0) task.detail = detail
  if (other.length > 0)
    readBelow(other, {
      ...(scope.phase && { phase: scope.phase }),
      ...(scope.milestone && { milestone: scope.milestone }),
      task,
      holder: task,
    })
}
