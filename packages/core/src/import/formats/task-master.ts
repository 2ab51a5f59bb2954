import type { Location } from '../../diagnostics/diagnostic.ts'
import { parseJson } from '../../load/json.ts'
import { pointer } from '../../load/loaded.ts'
import { isMapping, type Parsed } from '../../load/parsed.ts'
import { pointAt, type SourceFile } from '../../load/source.ts'
import type { Task } from '../../schema/plan-records.ts'
import { addAttribute } from '../read/attribute.ts'
import type { Reading } from '../read/reading.ts'
import { taskState } from './task-state.ts'

/** The lists of tasks in a file, with where they stand: `{"tasks": []}`, or one such object under each tag. */
interface TagList {
  readonly tag: string | undefined
  readonly tasks: readonly unknown[]
  readonly at: string
  readonly other: readonly (readonly [string, unknown])[]
}

function listsIn(value: unknown): TagList[] | undefined {
  if (!isMapping(value)) return undefined
  if (Array.isArray(value.tasks)) return [{ tag: undefined, tasks: value.tasks, at: '/tasks', other: othersOf(value) }]
  const lists: TagList[] = []
  for (const [tag, below] of Object.entries(value))
    if (isMapping(below) && Array.isArray(below.tasks))
      lists.push({ tag, tasks: below.tasks, at: pointer('', tag, 'tasks'), other: othersOf(below) })
  return lists.length > 0 ? lists : undefined
}

const othersOf = (value: Record<string, unknown>): [string, unknown][] => Object.entries(value).filter(([key]) => key !== 'tasks')

const isTask = (value: unknown): value is Record<string, unknown> =>
  isMapping(value) && (typeof value.id === 'number' || typeof value.id === 'string') && typeof value.title === 'string'

const textOf = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

/**
 * Reads a tasks.json of Task Master: tasks with `id`, `title`, `description`, `details`, `testStrategy`, `status`, `priority`, `dependencies`
 * and `subtasks` (their ids count within their task: 2 of task 5 is "5.2"). Every line of the file goes to the record that it holds.
 * False when the file is none.
 */
export function readTaskMaster(source: SourceFile, reading: Reading): boolean {
  const parsed = parseJson(source)
  const lists = listsIn(parsed.value)
  if (lists === undefined || !lists.some((list) => list.tasks.some(isTask))) return false
  const file: File = { source, parsed, reading }
  const { draft, account } = reading
  for (const list of lists) {
    for (const [key, value] of list.other)
      if (textOf(value) !== '') addAttribute(draft.program, list.tag === undefined ? key : `${list.tag}.${key}`, textOf(value))
    if (list.tag !== undefined) addAttribute(draft.program, 'tags', list.tag)
    const tasks = list.tasks.flatMap((task, index) => {
      // Ids of the first list stay as they are when another one is added later.
      const tag = list.tag === 'master' ? undefined : list.tag
      return isTask(task) ? [readTask(task, `${list.at}/${index}`, { tag, parent: undefined, siblings: new Set() }, file)] : []
    })
    draft.tasks.push(...tasks)
  }
  account.map(
    account.lines.filter((line) => line.text.trim() !== '' && !account.isClaimed(line)),
    draft.program,
    'tasks',
  )
  return true
}

interface File {
  readonly source: SourceFile
  readonly parsed: Parsed
  readonly reading: Reading
}

interface Place {
  /** The tag, unless it is the one that every file begins with: ids of different tags may be the same. */
  readonly tag: string | undefined
  /** The id of the task above, as the file writes it. */
  readonly parent: string | undefined
  /** Ids of the tasks beside it, which a dependency of a subtask may name by their number. */
  readonly siblings: ReadonlySet<string>
}

function readTask(value: Record<string, unknown>, at: string, place: Place, file: File): Task {
  const { reading } = file
  const { draft, words } = reading
  const own = String(value.id)
  const written = place.parent === undefined || own.includes('.') ? own : `${place.parent}.${own}`
  const wanted = tagged(written, place)
  const made: Task = { id: wanted, title: value.title === '' ? wanted : (value.title as string) }
  const task = draft.giveId(made, 'task', wanted, placeAt(at, file))
  claim(at, task, file)
  for (const [key, part] of Object.entries(value)) {
    // What a subtask says of its parent, its place says too.
    if (key === 'id' || key === 'title' || key === 'subtasks' || (key === 'parentTaskId' && String(part) === place.parent)) continue
    if (key === 'status') task.state = taskState(textOf(part), words)
    else if (key === 'dependencies' && Array.isArray(part)) addPrerequisites(task, part, own, place)
    else if (key === 'priority' && typeof part === 'string' && part !== '') task.priority = part
    else if ((key === 'description' || key === 'details') && typeof part === 'string' && part !== '')
      task.detail = [...((task.detail as string[] | undefined) ?? []), part]
    else if (key === 'testStrategy' && typeof part === 'string' && part !== '') task.acceptance = [part]
    else if (textOf(part) !== '') addAttribute(task, key, textOf(part))
  }
  const below = Array.isArray(value.subtasks) ? value.subtasks : []
  const siblings = new Set(below.filter(isTask).map((one) => String(one.id)))
  const children = below.flatMap((one, index) =>
    isTask(one) ? [readTask(one, `${at}/subtasks/${index}`, { tag: place.tag, parent: written, siblings }, file)] : [],
  )
  if (children.length > 0) task.children = children
  return task
}

const tagged = (id: string, { tag }: Place): string => (tag === undefined ? id : `${tag}.${id}`)

function addPrerequisites(task: Task, list: readonly unknown[], own: string, place: Place): void {
  const { parent, siblings } = place
  const ids = list.map((one) => {
    const id = textOf(one)
    // A number is the task beside it; its own number can only be the task of the list.
    return tagged(parent !== undefined && siblings.has(id) && id !== own ? `${parent}.${id}` : id, place)
  })
  if (ids.length > 0) task.prerequisites = [...new Set(ids)]
}

function placeAt(at: string, { source, parsed }: File): Location {
  return { file: source.path, ...pointAt(source, parsed.positions[at]?.[0] ?? 0) }
}

/** The lines that a task stands on; those of its subtasks are theirs. */
function claim(at: string, task: Task, { source, parsed, reading }: File): void {
  const span = parsed.positions[at]
  if (span === undefined) return
  const inner = parsed.positions[`${at}/subtasks`]
  const { account } = reading
  const lineOf = (offset: number): number => pointAt(source, offset).line
  const first = lineOf(span[0])
  const last = lineOf(Math.max(span[0], span[1] - 1))
  const skipFrom = inner ? lineOf(inner[0]) + 1 : last + 1
  const skipTo = inner ? lineOf(Math.max(inner[0], inner[1] - 1)) - 1 : last
  account.map(account.lines.slice(first - 1, Math.min(last, skipFrom - 1)), task, 'title')
  if (skipTo < last && inner) account.map(account.lines.slice(Math.max(skipTo, first - 1), last), task, 'title')
}
