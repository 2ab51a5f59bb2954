import { splitId } from '../../load/box-id.ts'
import type { Task } from '../../schema/plan-records.ts'
import { bodyLines } from './task-boxes.ts'
import { taskTable } from './task-table.ts'
import { apart, attributeLines, heading, indented, type Lines, labelled } from './text.ts'
import { shown, type Writing } from './writing.ts'

type TaskOrId = Task | string

/** Fields that a numbered entry can hold. */
const ofEntries: ReadonlySet<string> = new Set(['id', 'title', 'source', 'detail', 'notes'])

const has = (task: Task, fields: ReadonlySet<string>): boolean =>
  Object.entries(task).every(([field, value]) => fields.has(field) || value === undefined)

const details = (task: Task): string[] => (task.detail === undefined ? [] : typeof task.detail === 'string' ? [task.detail] : task.detail)

/** The tasks of a place that have no ids of their own: they are numbered by their place. */
function areEntries(tasks: readonly TaskOrId[], holder: string | undefined): tasks is Task[] {
  return tasks.every(
    (task, at) => typeof task !== 'string' && task.id === `${holder === undefined ? '' : `${holder}.`}T${at + 1}` && has(task, ofEntries),
  )
}

const canBeEntry = (title: string): boolean => splitId(title).id === undefined && !/^`[^`]{1,30}`/.test(title)

/** "**Tasks:**" over a numbered list, or over the ids of tasks that stand elsewhere; undefined where the tasks say more than that. */
export function taskList(tasks: readonly TaskOrId[] | undefined, holder: string | undefined, writing: Writing): string[] | undefined {
  if (tasks === undefined || tasks.length === 0) return []
  if (tasks.every((task) => typeof task === 'string')) return [`- **Tasks:** ${tasks.join(', ')}.`]
  if (!areEntries(tasks, holder) || !tasks.every((task) => canBeEntry(task.title))) return undefined
  return [
    '- **Tasks:**',
    ...tasks.flatMap((one, at) => {
      const task = shown(`task ${one.id}`, one, writing)
      return [`  ${at + 1}. ${task.title}`, ...details(task).map((text) => `     - ${text}`)]
    }),
  ]
}

/** Tasks that say more than a line: rows of a table, or headings where they hold lists. */
export function taskBlocks(tasks: readonly TaskOrId[] | undefined, level: number, writing: Writing): string[] {
  const own = (tasks ?? []).filter((task) => typeof task !== 'string')
  if (own.length === 0) return []
  const inTable = own.every(
    (task) => task.children === undefined && !Array.isArray(task.detail) && task.optional === undefined && task.parallel === undefined,
  )
  if (inTable && !writing.marked.has('phases')) return taskTable(own, writing)
  if (areItems(own, writing)) return taskItems(own, writing)
  return apart(...own.map((task) => taskSection(task, level, writing)))
}

/** Whether the entries of a list can say the tasks: they begin with ids, and nothing hangs below them but their fields. */
function areItems(tasks: readonly Task[], { genre, marked }: Writing): boolean {
  const isReadable = ({ id, title }: Task): boolean => {
    const read = splitId(`${id}: ${title}`)
    return read.id === id && read.text === title
  }
  return (
    genre === 'work-breakdown' &&
    !marked.has('phases') &&
    tasks.length > 1 &&
    tasks.every((task) => task.children === undefined && isReadable(task))
  )
}

function taskItems(tasks: readonly Task[], writing: Writing): string[] {
  const mentions = new Map<string, number>()
  return tasks.flatMap((one) => {
    const task = shown(`task ${one.id}`, one, writing)
    const { '#': place, ...attributes } = task.attributes ?? {}
    const head = typeof place === 'string' ? `[${place}] ` : ''
    return [`- ${head}${task.id}: ${task.title}`, ...indented(bodyLines({ ...task, attributes }, mentions, writing))]
  })
}

function taskSection(one: Task, level: number, writing: Writing): Lines {
  const task = shown(`task ${one.id}`, one, writing)
  const { bullets, codes } = attributeLines(task.attributes)
  const text = (label: string, value: string | undefined): string[] => (value === undefined ? [] : labelled(label, [value]))
  return apart(
    [heading(level, writing.marked.has('phases') ? `${task.title} <!-- task: ${task.id} -->` : `Task ${task.id}: ${task.title}`)],
    details(task)
      .flatMap((line) => [line, ''])
      .slice(0, -1),
    [
      ...text('Owner', task.owner),
      ...text('Accountable', task.role),
      ...text('Priority', task.priority),
      ...text('Estimate', task.estimate),
      ...text('Due', task.due),
      ...text('Depends on', task.prerequisites?.join(', ')),
      ...labelled('Inputs', task.inputs),
      ...labelled('Outputs', task.outputs),
      ...labelled('Acceptance Criteria', task.acceptance),
      ...bullets,
    ],
    codes,
    ...(task.children ?? []).map((child) => taskSection(child, level + 1, writing)),
  )
}
