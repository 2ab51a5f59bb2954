import type { Block, Item } from '../scan/block.ts'
import { labelOf, plainWords } from '../scan/inline.ts'
import type { Field } from '../words/words.ts'
import { readChecklist } from './checklists.ts'
import { type Content, entriesOf, itemsIn, othersBelow } from './entries.ts'
import { readField } from './fields.ts'
import { readGateBlock, readGateLine } from './gate-blocks.ts'
import { readMapping } from './maps.ts'
import { readNumberedTasks } from './numbered-tasks.ts'
import { isSlot } from './placeholders.ts'
import { readAssumptions, readPoints } from './program-fields.ts'
import type { Reading, Scope } from './reading.ts'
import { readRequirementItems } from './requirement-items.ts'
import { readRiskItems } from './risk-lists.ts'
import { readTaskItems } from './task-lines.ts'
import { keepAsAttribute, pushTexts } from './values.ts'

type ReadBlocks = (blocks: readonly Block[], scope: Scope, reading: Reading) => void

/** Fields whose lists may hold boxes; elsewhere boxes make a checklist. */
const holdsBoxes: ReadonlySet<Field> = new Set(['deliverables', 'outputs', 'exit', 'entry', 'acceptance', 'quality', 'checkpoint'])
/** Fields for lists, where each entry is a value and not a label with a value. */
const listed: ReadonlySet<Field> = new Set<Field>([
  'goals',
  'objectives',
  'scope',
  'deliverables',
  'outputs',
  'inputs',
  'exit',
  'entry',
  'acceptance',
  'quality',
  'checkpoint',
  'assumptions',
  'constraints',
  'conventions',
  'questions',
  'decisions',
  'actions',
  'dependencies',
  'manifest',
  'sources',
  'commands',
  'evidence',
  'archive',
  'risks',
  'roles',
  'people',
])

/**
 * Reads a list under a heading or label (`scope.field`, `scope.label`), or the text beside the label. True when all of it, or some
 * of it, went to fields of records.
 */
export function readList(items: readonly Item[], scope: Scope, reading: Reading, readBlocks: ReadBlocks, beside?: Content): boolean {
  const content: Content = { text: beside?.text ?? '', lines: beside?.lines ?? [], items }
  if (items.length > 0 && readMapping(items, scope, reading)) return true
  if (scope.label !== undefined && (readGateLine(content, scope, reading) || readGateBlock(scope.label, [], items, scope, reading)))
    return true
  const { field } = scope
  const isHolder = scope.phase !== undefined || scope.milestone !== undefined || scope.task !== undefined
  if (
    items.length > 0 &&
    (readTaskItems(items, scope, reading) || readRiskItems(items, scope, reading) || readRequirementItems(items, reading))
  )
    return true
  if (items.some((item) => item.box) && !(field !== undefined && holdsBoxes.has(field))) return readMixed(items, scope, reading, readBlocks)
  if (field === 'tasks' && !scope.task)
    return readNumberedTasks(content, scope, reading, (blocks, place) => readBlocks(blocks, place, reading))
  if (field !== undefined && listed.has(field)) {
    // A list under a heading may be labels of their own: "## Acceptance" over "- **Owner:** x" is rare, "## Scope" over "- **In:** x" is not.
    const read = readNamed(field, content, scope, reading)
    if (read) {
      readOthers(items, scope, reading, readBlocks)
      return true
    }
  }
  if (items.length === 0) return keepLabelled(content, scope, reading)
  if (isStatusList(items, reading)) return readNumberedTasks(content, scope, reading, (blocks, place) => readBlocks(blocks, place, reading))
  const plain: Item[] = []
  let read = false
  const isWork = isHolder && scope.label === undefined && isListOfWork(items, reading)
  for (const item of items) {
    if (isWork) plain.push(item)
    else if (readLabelledItem(item, scope, reading, readBlocks)) read = true
    else plain.push(item)
  }
  if (plain.length === 0) return read
  const kept = keepPlain(plain, items, scope, isHolder, reading)
  if (kept) readOthers(plain, scope, reading, readBlocks)
  return kept || read
}

function readNamed(field: Field, content: Content, scope: Scope, reading: Reading): boolean {
  if (readField(field, content, scope, reading)) return true
  const entries = entriesOf(content)
  if (field === 'assumptions') return readAssumptions(entries, reading)
  if (field === 'questions' || field === 'decisions' || field === 'actions') return readPoints(field, entries, reading, scope.phase?.id)
  return false
}

/** "- **Owner:** Data team" with what hangs below it. */
function readLabelledItem(item: Item, scope: Scope, reading: Reading, readBlocks: ReadBlocks): boolean {
  const { words } = reading
  const dashed =
    /^(\*\*|`)([^*`]{1,60})\1(?:\*\*)?\s+[—–-]\s+(\S.*)$/su.exec(item.text) ??
    /^(\*\*)`([^`]{1,60})`\*\*\s+[—–-]\s+(\S.*)$/su.exec(item.text)
  const said = labelOf(item.text) ?? (dashed ? { label: dashed[2] as string, text: dashed[3] as string, bold: true } : undefined)
  if (!said) return false
  const field = words.field(said.label)
  const isHolder = scope.phase !== undefined || scope.milestone !== undefined || scope.task !== undefined
  const known = field !== undefined && (said.bold || said.label.split(' ').length < 4)
  if (!known && !said.bold && !(isHolder && scope.label === undefined && plainWords(said.label).split(' ').length < 5)) return false
  if (said.text === '' && item.blocks.length === 0) return false
  const place: Scope = { ...withoutField(scope), ...(known && { field }), label: said.label, isLabelled: true }
  const nested = itemsIn(item.blocks)
  if (readGateBlock(said.text === '' ? said.label : `${said.label}: ${said.text}`, item.lines, nested, withoutField(scope), reading))
    return true
  const content: Content = { text: said.text, lines: item.lines, items: nested }
  const others = item.blocks.filter((block) => block.type !== 'item')
  let read = false
  if (known && !(nested.some((below) => below.box) && !holdsBoxes.has(field))) {
    if (field === 'tasks' && !scope.task)
      read = readNumberedTasks(content, place, reading, (blocks, below) => readBlocks(blocks, below, reading))
    else read = readNamed(field, content, place, reading)
  }
  if (!read && nested.length > 0 && said.text === '') read = readList(nested, place, reading, readBlocks)
  else if (!read) read = keepLabelled(content, place, reading)
  if (others.length > 0) readBlocks(others, place, reading)
  if (read && !reading.account.isClaimed(item.lines[0] as never))
    reading.account.map(item.lines, place.holder, known ? field : 'attributes')
  return read
}

/**
 * "- Harden the gate: say who …" among others of its kind: entries that say what is done, whose words before a colon are no labels.
 * None of them is set in bold or has a label that is known.
 */
function isListOfWork(items: readonly Item[], { words }: Reading): boolean {
  if (items.length < 2) return false
  const said = items.map((item) => labelOf(item.text))
  return (
    said.every((one) => one === undefined || (!one.bold && one.text !== '' && words.field(one.label) === undefined)) &&
    said.some((one) => one === undefined || one.label.split(' ').length > 1)
  )
}

function withoutField({ field: _field, label: _label, isLabelled: _isLabelled, ...scope }: Scope): Scope {
  return scope
}

/** A label that no field stands for, in the innermost record of its place. */
function keepLabelled(content: Content, scope: Scope, reading: Reading): boolean {
  if (scope.label === undefined) return false
  const record = scope.task ?? scope.milestone ?? scope.phase ?? reading.draft.program
  return keepAsAttribute(record, plainWords(scope.label) || scope.label, content, reading)
}

/** Entries without labels: the scope of the phase they stand right under, or the words of the label above them. */
function keepPlain(plain: readonly Item[], all: readonly Item[], scope: Scope, isHolder: boolean, reading: Reading): boolean {
  const isNamed = scope.isLabelled === true || (scope.label !== undefined && plain.every((item) => item.blocks.length === 0))
  const isOpen = !isHolder && scope.field === undefined && !isNamed && !plain.every((item) => isSlot(item.text))
  if (isOpen || scope.field === 'notes') return false
  const content: Content = { text: '', lines: [], items: plain }
  if (scope.label !== undefined) return keepLabelled(content, scope, reading)
  if (scope.task) {
    addDetails(scope.task, content, reading)
    return true
  }
  if (scope.milestone) return keepAsAttribute(scope.milestone, all.length === plain.length ? 'scope' : 'other', content, reading)
  return scope.phase ? pushTexts(scope.phase, 'scope', entriesOf(content), reading) : false
}

function addDetails(task: NonNullable<Scope['task']>, content: Content, { account }: Reading): void {
  const before = task.detail === undefined ? [] : typeof task.detail === 'string' ? [task.detail] : task.detail
  const entries = entriesOf(content)
  task.detail = [...before, ...entries.map((entry) => entry.text)]
  for (const entry of entries) account.map(entry.lines, task, 'detail')
}

/** Runs of boxes are checklists; entries between them are read as in any list. */
function readMixed(items: readonly Item[], scope: Scope, reading: Reading, readBlocks: ReadBlocks): boolean {
  let read = false
  let run: Item[] = []
  const flush = (): void => {
    if (run.length === 0) return
    read = (run[0]?.box ? readChecklist(run, scope, reading) : readList(run, scope, reading, readBlocks)) || read
    run = []
  }
  for (const item of items) {
    if (run.length > 0 && (run[0]?.box === undefined) !== (item.box === undefined)) flush()
    run.push(item)
  }
  flush()
  return read
}

/** "1. `DONE` Title": a numbered list whose entries begin with a state is a list of tasks. */
function isStatusList(items: readonly Item[], { words }: Reading): boolean {
  const states = items.filter((item) => {
    const said = item.ordinal === undefined ? undefined : /^`([^`]{1,30})`/.exec(item.text)?.[1]
    return said !== undefined && words.state(said) !== undefined
  })
  return states.length > 1 && states.length * 2 > items.length
}

/** Code and tables below the entries of a list that was read. */
function readOthers(items: readonly Item[], scope: Scope, reading: Reading, readBlocks: ReadBlocks): void {
  for (const { blocks } of othersBelow(items)) {
    const free = blocks.filter((block) => (block.type === 'code' ? !reading.account.isClaimed(block.open) : true))
    if (free.length > 0) readBlocks(free, scope, reading)
  }
}
