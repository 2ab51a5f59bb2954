import { diagnostic } from '../../diagnostics/catalog.ts'
import type { Location } from '../../diagnostics/diagnostic.ts'
import type { Task } from '../../schema/plan-records.ts'
import { addAttribute } from './attribute.ts'
import type { Reading } from './reading.ts'
import type { TaskGroup, TaskNode } from './task-tree.ts'

/** "1", "12", "3a": a place in a list, which starts anew under the next heading. */
const ordinal = /^\d+[a-z]?$/
const usable = /^[^\s/\\\p{Cc}](?:[^/\\\p{Cc}]{0,126}[^\s/\\\p{Cc}])?$/u

/** An id as far as the model allows it: no slashes, no more than 128 characters. */
function writtenId(node: TaskNode): string | undefined {
  return node.written !== undefined && usable.test(node.written) ? node.written : undefined
}

/** Groups whose numbering begins again at numbers that an earlier group has used. */
function restartedGroups(nodes: readonly TaskNode[], isTaken: (id: string) => boolean): Set<TaskGroup> {
  const restarted = new Set<TaskGroup>()
  const usedBy = new Map<string, TaskGroup>()
  for (const { written, group, parent } of nodes) {
    if (written === undefined || parent || group.scope.task || !ordinal.test(written)) continue
    const first = usedBy.get(written)
    if (first === undefined && !isTaken(written)) usedBy.set(written, group)
    else if (first !== group) restarted.add(group)
  }
  return restarted
}

/** The task that a node hangs below: a box, or a heading that is a task. */
const aboveOf = (node: TaskNode): Task | undefined => node.parent?.task ?? node.group.scope.task

/** A bare number below a task counts the children of that task. */
const dependsOnParent = (node: TaskNode): boolean => aboveOf(node) !== undefined && ordinal.test(node.written ?? '')

const within = (prefix: string, id: string): string => (prefix === '' ? id : `${prefix.slice(0, 100)}.${id}`)

/** The id that a node should get, before it is known to be free. */
function wantedId(node: TaskNode, restarted: ReadonlySet<TaskGroup>, counts: Map<object, number>): { id: string; isMade: boolean } {
  const written = writtenId(node)
  if (written === undefined) {
    const key = node.parent ?? node.group
    const count = (counts.get(key) ?? 0) + 1
    counts.set(key, count)
    return { id: within(node.parent?.task.id ?? node.group.name, `T${count}`), isMade: true }
  }
  const above = aboveOf(node)
  if (above && dependsOnParent(node)) return { id: within(above.id, written), isMade: false }
  if (restarted.has(node.group) && /^\d/.test(written)) return { id: within(node.group.qualifier, written), isMade: false }
  return { id: written, isMade: false }
}

/** The ids of tasks that the documents before this one gave, with their places. */
const given = new WeakMap<object, Map<string, Location | undefined>>()

/**
 * Gives every task of a document its id: as written; a bare number that starts anew under a heading, or counts below a task, is
 * qualified; a box without an id gets a made one. A repeated id is reported, and the second task gets a free one.
 */
export function giveIds(nodes: readonly TaskNode[], reading: Reading): void {
  const { draft } = reading
  const places = given.get(draft) ?? new Map<string, Location | undefined>()
  given.set(draft, places)
  const restarted = restartedGroups(nodes, (id) => places.has(id))
  const counts = new Map<object, number>()

  const give = (node: TaskNode): void => {
    const { id: wanted, isMade } = wantedId(node, restarted, counts)
    const id = draft.freeId('task', wanted)
    const location = node.item.box?.location
    node.task.id = id
    draft.named(node.task, 'task', id)
    const first = places.get(wanted)
    places.set(id, location)
    if (isMade || id === wanted) return
    if (node.task.attributes?.['id'] === undefined) addAttribute(node.task, 'id', node.written ?? wanted)
    draft.diagnostics.push(
      diagnostic('import/duplicate-id', `the id ${wanted} of a task occurs again; the second one is now ${id}`, {
        ...(location && { location }),
        ...(first && { related: [{ message: 'first here', location: first }] }),
        help: 'give one of the two another id in the plan',
      }),
    )
  }
  // Ids as written come first, so that a made one never takes theirs; a parent always stands before its children.
  for (const node of nodes) if (writtenId(node) !== undefined && !dependsOnParent(node)) give(node)
  for (const node of nodes) if (node.task.id === '') give(node)
}
