import type { Task } from '../../schema/plan-records.ts'
import type { Block, Code, Line, Section } from '../scan/block.ts'
import { linesOf } from '../scan/block.ts'
import { plainWords } from '../scan/inline.ts'
import { addAttribute } from './attribute.ts'
import { containerHeading } from './container-heading.ts'
import { addIterations, iterationsIn } from './iterations.ts'
import { legendIn, stateOfMark } from './marks.ts'
import { listUnder } from './phases.ts'
import type { Reading, Scope } from './reading.ts'
import { readTaskBody } from './task-body.ts'
import { readCheckpoints } from './task-checkpoints.ts'
import { groupOf, holdsBoxes, holdsTasks, topGroup } from './task-groups.ts'
import { giveIds } from './task-ids.ts'
import { taskLabelOf } from './task-label.ts'
import { readLooseCheckpoint } from './task-loose.ts'
import { phasesFromTasks } from './task-phases.ts'
import { growTree, hasBox, type TaskGroup, type TaskNode } from './task-tree.ts'
import { readWaves } from './task-waves.ts'
import { readBlocks, readSection } from './walk.ts'

/** A task list while it is read. */
interface List {
  readonly reading: Reading
  readonly scope: Scope
  readonly nodes: TaskNode[]
  readonly codes: { readonly code: Code; readonly scope: Scope }[]
  readonly legend: Map<string, ReturnType<typeof legendIn>[number][1]>
}

/**
 * Reads a document that is a list of boxes: headings that hold boxes become phases when they are named or numbered, boxes become
 * tasks (nested by id, then by indentation), checkpoints become gates, and what is no task goes to the readers of other sections.
 */
export function readTaskList(root: Section, scope: Scope, reading: Reading): void {
  const list: List = { reading, scope, nodes: [], codes: [], legend: new Map() }
  const top = topGroup(scope, reading.file)
  readLegend(root, list)
  const iterations = iterationsIn(root)
  const [title] = root.sections
  const heading = root.sections.length === 1 && title?.level === 1 ? title.heading : undefined
  const titled = heading !== undefined && containerHeading(heading.text, reading.words) === undefined
  readGroup(root, top, list)
  for (const section of root.sections) {
    if (titled && holdsBoxes(section)) {
      readGroup(section, top, list)
      for (const below of section.sections) visit(below, top, list)
    } else visit(section, top, list)
  }
  finish(list)
  if (iterations) addIterations(iterations, reading)
}

/** Reads the marks that the document explains outside of its boxes. */
function readLegend(section: Section, list: List): void {
  const { words, account, draft } = list.reading
  const isLegend = section.heading !== undefined && words.field(plainWords(section.heading.text)) === 'states'
  const explain = (block: Block): void => {
    if (block.type === 'item' && block.box !== undefined && !isLegend) return
    if (block.type !== 'item' && block.type !== 'paragraph' && block.type !== 'table') return
    const own: readonly Line[] = block.type === 'item' ? block.lines : linesOf(block)
    for (const line of own) {
      const found = legendIn(line.text, list.reading.words)
      for (const [mark, state] of found) list.legend.set(mark, state)
      if (found.length === 0) continue
      addAttribute(draft.program, 'legend', line.text.trim())
      account.map(line, draft.program, 'attributes.legend')
    }
    if (block.type === 'item') for (const below of block.blocks) explain(below)
  }
  for (const block of section.blocks) explain(block)
  for (const below of section.sections) readLegend(below, list)
}

function visit(section: Section, around: TaskGroup, list: List): void {
  const { reading } = list
  if (!holdsTasks(section, reading)) {
    if (!keepCodes(section, around, list)) readSection(section, around.scope, reading)
    return
  }
  const { heading } = section
  if (heading && reading.words.field(plainWords(heading.text)) === 'states') return
  const group = heading ? groupOf(heading, around, reading) : around
  readGroup(section, group, list)
  for (const below of section.sections) visit(below, group, list)
}

/** A section that only holds a graph of tasks waits until the tasks are known. */
function keepCodes(section: Section, around: TaskGroup, list: List): boolean {
  const codes = section.blocks.filter(
    (block): block is Code => block.type === 'code' && block.body.some((line) => line.text.includes('"waves"')),
  )
  if (codes.length === 0 || section.sections.length > 0) return false
  const scope = around.scope
  for (const code of codes) list.codes.push({ code, scope })
  const { account, draft } = list.reading
  if (section.heading) account.map(section.heading.lines, draft.program, 'attributes.waves')
  const waiting = new Set<Block>(codes)
  const rest = section.blocks.filter((block) => !waiting.has(block))
  if (rest.length > 0) readBlocks(rest, scope, list.reading)
  return true
}

/** Reads the blocks of a group: boxes grow the tree, the rest goes to other readers. */
function readGroup(section: Section, group: TaskGroup, list: List): void {
  const { reading, nodes } = list
  const from = nodes.length
  let others: Block[] = []
  const flush = (): void => {
    if (others.length > 0) readBlocks(others, group.scope, reading)
    others = []
  }
  for (const block of section.blocks) {
    const last = nodes.length > from ? nodes.at(-1) : undefined
    if (block.type === 'item' && hasBox(block)) {
      flush()
      growTree(block, group, nodes)
    } else if (last && belongsToTask(block, reading)) last.body.push(block)
    else if (block.type === 'code') list.codes.push({ code: block, scope: group.scope })
    else if (!readLooseCheckpoint(block, group, reading)) others.push(block)
  }
  flush()
}

/** References at the margin belong to the task before them. */
function belongsToTask(block: Block, { words }: Reading): boolean {
  const text = block.type === 'item' ? block.text : block.type === 'paragraph' ? (block.lines[0]?.text ?? '') : ''
  const label = taskLabelOf(text)
  const field = label?.isSet ? words.field(label.label.replace(/\s*\d+$/, '')) : undefined
  return field === 'requirements' || field === 'validates' || field === 'properties'
}

function finish(list: List): void {
  const { nodes, reading, legend } = list
  giveIds(nodes, reading)
  const taskOf = new Map<string, Task>()
  for (const node of nodes) {
    describe(node, legend, reading)
    if (node.written !== undefined) taskOf.set(node.written, node.task)
  }
  for (const node of nodes) {
    readTaskBody(node, reading)
    if (node.parent) {
      node.parent.task.children ??= []
      node.parent.task.children.push(node.task)
    }
  }
  const roots = nodes.filter((node) => node.parent === undefined)
  const inNamedPhase = phasesFromTasks(roots, reading)
  for (const node of roots) {
    if (inNamedPhase.has(node)) continue
    const { task: above } = node.group.scope
    if (above) {
      above.children ??= []
      above.children.push(node.task)
    } else listUnder(node.task, node.group.scope, reading.draft)
  }
  readCheckpoints(roots, reading)
  for (const { code, scope } of list.codes) if (!readWaves(code, (id) => taskOf.get(id), reading)) readBlocks([code], scope, reading)
}

/** "[P]" and "[US1]" in front of a title: it may run beside others; the story that it belongs to. */
const tagAt = /^\[(P|[A-Z]{1,5}-?\d+)\]\s*/

/** A heading over many tasks is claimed for the first of them. */
function claimOnce(lines: readonly Line[], task: Task, { account }: Reading): void {
  if (lines[0] && !account.isClaimed(lines[0])) account.map(lines, task, 'attributes.group')
}

/** Fills in what the line of a task says of it. */
function describe(node: TaskNode, legend: List['legend'], reading: Reading): void {
  const { task, item, group, bullet, written } = node
  const { account } = reading
  let title = item.text
  for (let tag = tagAt.exec(title), count = 0; tag && count < 10; tag = tagAt.exec(title), count++) {
    if (tag[1] === 'P') task.parallel = true
    else {
      task.requirements ??= []
      task.requirements.push(tag[1] as string)
    }
    title = title.slice(tag[0].length)
  }
  if (/\(P\)\s*$/.test(title)) task.parallel = true
  task.title = title !== '' ? title : item.text !== '' ? item.text : task.id
  task.state = stateOfMark(item.box?.mark ?? ' ', legend)
  if (item.box?.optional) task.optional = true
  // The id as written, where another one had to be given.
  if (written !== undefined && written !== task.id && task.attributes?.['id'] === undefined) addAttribute(task, 'id', written)
  account.region(item.lines[0]?.number ?? 0, node.body.flatMap(linesOf).at(-1)?.number ?? item.lines.at(-1)?.number ?? 0, task)
  account.map(item.lines, task, 'title')
  if (bullet) {
    addAttribute(task, 'group', bullet.text === '' ? bullet.marker : bullet.text)
    claimOnce(bullet.lines, task, reading)
  } else if (group.label !== undefined && node.parent === undefined) {
    addAttribute(task, 'group', group.label)
    claimOnce(group.headings, task, reading)
  }
}
