import type { Task } from '../../schema/plan-records.ts'
import type { Block, Item, Line } from '../scan/block.ts'
import type { Scope } from './reading.ts'

/** The tasks below one heading: where they go, and what their ids are qualified with. */
export interface TaskGroup {
  /** What made ids begin with: the id of the phase, or a short form of the heading. "" at the top of the document. */
  readonly name: string
  /** Qualifies ids when the numbering of the group starts anew; never "". */
  readonly qualifier: string
  /** The record that the heading opened, and what it stands in. */
  readonly scope: Scope
  /** Words of a heading that is no phase; its tasks keep them. */
  readonly label: string | undefined
  readonly headings: readonly Line[]
  readonly parent: TaskGroup | undefined
  /** Newest task of each id as written. */
  readonly byId: Map<string, TaskNode>
}

/** A box of a task list before it is a record. */
export interface TaskNode {
  readonly item: Item
  /** The id as written. */
  readonly written: string | undefined
  readonly group: TaskGroup
  /** The bullet without a box that it hangs below. */
  readonly bullet: Item | undefined
  readonly parent: TaskNode | undefined
  readonly children: TaskNode[]
  /** What hangs below it and is no box, in order. */
  readonly body: Block[]
  /** Filled in once ids are given. */
  task: Task
}

/** Whether any box hangs in a block. */
export function hasBox(block: Block): boolean {
  return block.type === 'item' && (block.box !== undefined || block.blocks.some(hasBox))
}

/** The task that an id belongs below: "1.2.3" below "1.2", or else "1", in this group or one around it. */
function parentById(written: string, group: TaskGroup): TaskNode | undefined {
  if (written.length > 128) return undefined
  for (let at = written.lastIndexOf('.'); at > 0; at = written.lastIndexOf('.', at - 1)) {
    const prefix = written.slice(0, at)
    for (let place: TaskGroup | undefined = group; place; place = place.parent) {
      const found = place.byId.get(prefix)
      if (found) return found
    }
  }
  return undefined
}

/** Takes the boxes of a block into the tree: nested by id first, then by indentation. Nodes grow in the order of the document. */
export function growTree(block: Item, group: TaskGroup, nodes: TaskNode[], above?: TaskNode, bullet?: Item): void {
  if (block.box === undefined) {
    // A bullet that only heads boxes.
    for (const below of block.blocks)
      if (below.type === 'item' && hasBox(below)) growTree(below, group, nodes, above, block)
      else above?.body.push(below)
    return
  }
  const written = block.box.id
  const parent = (written === undefined ? undefined : parentById(written, group)) ?? above
  const node: TaskNode = { item: block, written, group, bullet, parent, children: [], body: [], task: { id: '', title: '' } }
  nodes.push(node)
  parent?.children.push(node)
  if (written !== undefined) group.byId.set(written, node)
  for (const below of block.blocks)
    if (below.type === 'item' && hasBox(below)) growTree(below, group, nodes, node)
    else node.body.push(below)
}
