import type { Property, Task } from '../../schema/plan-records.ts'
import type { Block, Item, Line } from '../scan/block.ts'
import { linesOf } from '../scan/block.ts'
import type { Field, Words } from '../words/words.ts'
import { addAttribute } from './attribute.ts'
import { namedProperty, propertyName } from './property-index.ts'
import type { Reading } from './reading.ts'
import { referencesIn } from './references.ts'
import { type TaskLabel, taskLabelOf } from './task-label.ts'
import type { TaskNode } from './task-tree.ts'

/** Properties that the lines of a task have named since the last "Validates" line. */
interface Named {
  properties: Property[]
}

type TextField = 'owner' | 'role' | 'priority' | 'estimate' | 'due'
type ListField = 'inputs' | 'outputs' | 'acceptance' | 'commands'

const textFields: Readonly<Record<string, TextField>> = {
  owner: 'owner',
  accountable: 'role',
  priority: 'priority',
  duration: 'estimate',
  estimate: 'estimate',
  due: 'due',
}
const listFields: Readonly<Record<string, ListField>> = {
  inputs: 'inputs',
  outputs: 'outputs',
  deliverables: 'outputs',
  acceptance: 'acceptance',
  exit: 'acceptance',
  commands: 'commands',
}

const nothing = /^(?:none|n\/?a|-|–|—|无|なし|없음|нет|keine|ninguna|nenhuma|aucune)\.?$/i
const oneId = /^(?:(?:task|#)\s?)?([A-Za-z]{0,6}[-.]?\d+(?:[.-]\d+)*[a-z]?)$/i

function push(record: Task, field: 'detail' | ListField | 'requirements' | 'validates', texts: readonly string[]): void {
  const known = record[field]
  const list = known === undefined ? [] : typeof known === 'string' ? [known] : known
  for (const text of texts) if (text !== '') list.push(text)
  if (list.length > 0) record[field] = list
}

/** The text of an entry as the plan has it; entries below another keep their indentation and marker. */
export function entryText(item: Item, depth: number): string {
  const bullet = depth > 0 || item.ordinal !== undefined ? `${item.marker} ` : ''
  const mark = item.box ? `[${item.box.mark}] ` : ''
  return `${'  '.repeat(depth)}${bullet}${mark}${item.text}`.trimEnd()
}

/** Everything below an entry as texts of the plan, in order. */
export function textsBelow(blocks: readonly Block[], depth: number): string[] {
  return blocks.flatMap((block) => {
    if (block.type === 'item') return [entryText(block, depth), ...textsBelow(block.blocks, depth + 1)]
    return linesOf(block).map((line) => (block.type === 'code' ? line.text : line.text.trim()))
  })
}

/** The list with those that it lacks; very long ones are not searched, so that no plan makes a reader slow. */
export function withNew(list: string[] | undefined, texts: readonly string[]): string[] {
  const all = list ?? []
  for (const text of texts) if (all.length > 500 || !all.includes(text)) all.push(text)
  return all
}

function readPrerequisites(task: Task, label: TaskLabel): void {
  const text = label.text.replace(/^\[(.*)\]$/, '$1')
  const ids = text.split(/[,，、]|\sand\s/).map((part) => oneId.exec(part.trim().replace(/[`*]/g, ''))?.[1])
  if (!nothing.test(text) && ids.length > 0 && ids.every((id) => id !== undefined)) {
    task.prerequisites = withNew(task.prerequisites, ids as string[])
  } else addAttribute(task, label.label, label.text)
}

const numeric = /^\d+(?:\.\d+)*(?:\s?[-–—~]\s?\d+(?:\.\d+)*)?$/

/** What a label means inside a task: "Validation: 1.1, 1.2" names requirements, not a gate. */
function meaningOf(label: TaskLabel, words: Words): Field | undefined {
  const field = words.field(label.label)
  if (!label.isSet || (field !== 'exit' && field !== 'acceptance')) return field
  const references = referencesIn(label.text, words)
  return references.length > 0 && references.every((reference) => numeric.test(reference)) ? 'validates' : field
}

/** Reads a labelled line of a task; the field that took it, or undefined. */
function readLabelled(
  label: TaskLabel,
  below: readonly string[],
  task: Task,
  named: Named,
  line: Line,
  reading: Reading,
): string | undefined {
  const { words, account } = reading
  const property = label.isSet ? propertyName(label.label, label.text, label.rest, (word) => words.field(word) === 'properties') : undefined
  if (property) {
    const record = namedProperty(property, task.id, reading)
    task.properties = withNew(task.properties, [record.id])
    named.properties.push(record)
    account.map(line, record, 'title')
    push(task, 'detail', below)
    return 'properties'
  }
  const field = meaningOf(label, words)
  const whole = label.rest === '' ? label.text : `${label.text} ${label.rest}`
  if ((field === 'requirements' || field === 'validates') && label.text !== '') {
    const references = referencesIn(label.text, words)
    if (references.length === 0 || (!label.isSet && !references.every((reference) => reference.length < 60))) return undefined
    push(task, field, references)
    if (label.rest !== '') addAttribute(task, label.label, label.rest)
    if (field === 'validates') {
      const [only] = named.properties
      if (only && named.properties.length === 1) {
        only.validates = withNew(only.validates, references)
        account.map(line, only, 'validates')
      }
      named.properties = []
    }
    push(task, 'detail', below)
    return field
  }
  if (field === 'dependencies' && label.text !== '') {
    readPrerequisites(task, { ...label, text: whole })
    push(task, 'detail', below)
    return 'prerequisites'
  }
  if (!label.isSet) return undefined
  const text = field === undefined ? undefined : textFields[field]
  if (text !== undefined && task[text] === undefined && whole !== '' && below.length === 0) {
    task[text] = whole
    return text
  }
  const list = field === undefined ? undefined : listFields[field]
  if (list !== undefined && (whole !== '' || below.length > 0)) {
    push(task, list, [whole, ...below.map((one) => one.trim().replace(/^[-*+•]\s+/, ''))])
    return list
  }
  if (label.label.length > 40) return undefined
  for (const one of [whole, ...below]) addAttribute(task, label.label, one)
  return whole === '' && below.length === 0 ? undefined : `attributes.${label.label}`
}

function readEntry(item: Item, task: Task, named: Named, reading: Reading): void {
  const { account } = reading
  const below = textsBelow(item.blocks, 1)
  const label = taskLabelOf(item.text)
  const field = label && readLabelled(label, below, task, named, item.lines[0] as Line, reading)
  if (field === undefined) push(task, 'detail', [entryText(item, 0), ...below])
  account.map(linesOf(item), task, field ?? 'detail')
}

function readText(lines: readonly Line[], task: Task, named: Named, reading: Reading): void {
  for (const line of lines) {
    const label = taskLabelOf(line.text)
    const field = label && readLabelled(label, [], task, named, line, reading)
    if (field === undefined) push(task, 'detail', [line.text.trim()])
    reading.account.map(line, task, field ?? 'detail')
  }
}

/** Reads what hangs below a task: references, properties, labelled fields; everything else is its detail, line by line. */
export function readTaskBody(node: TaskNode, reading: Reading): void {
  const named: Named = { properties: [] }
  for (const block of node.body) readTaskBlock(block, node.task, reading, named)
}

/** Reads one block that belongs to a task. */
export function readTaskBlock(block: Block, task: Task, reading: Reading, named: Named = { properties: [] }): void {
  if (block.type === 'item') readEntry(block, task, named, reading)
  else if (block.type === 'paragraph' && !block.quoted) readText(block.lines, task, named, reading)
  else if (block.type !== 'rule' && block.type !== 'comment') {
    push(task, 'detail', textsBelow([block], 0))
    reading.account.map(linesOf(block), task, 'detail')
  }
}
