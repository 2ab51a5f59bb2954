import { splitId } from '../../load/box-id.ts'
import type { Task } from '../../schema/plan-records.ts'
import type { Item, Line, Paragraph, Section } from '../scan/block.ts'
import { labelOf, plainWords } from '../scan/inline.ts'
import { isBlank } from '../scan/lines.ts'
import { isDelimiter } from '../scan/table.ts'
import { addAttribute } from './attribute.ts'
import { listUnder } from './phases.ts'
import type { Reading, Scope } from './reading.ts'
import { isWritableId } from './table-cells.ts'
import { readTaskBlock } from './task-body.ts'

/** "1.1 Title", "2.3.1. Title": a line of a decimal outline. A lone number is one only in bold: "**1. Title**". */
const outlineLine = /^\s*(\d{1,4}(?:\.\d{1,4})+)[.)]?\s+(\S.*)$/u
const boldHead = /^\s*\*\*(\d{1,4}(?:\.\d{1,4})*)[.)]?\s+([^*]{1,300})\*\*\s*$/u
/** Ids of records that are no work: risks, decisions, requirements, questions, criteria. */
const noWork = /^(?:R|RK|RISK|NEW-RISK|ADR|REQ|FR|NFR|Q|OQ|D|DEC|AC|UC|KPI|US|A|G|P\d|M\d)[-\d.]/u

const outlines = new WeakMap<Reading, Map<string, Task>>()

function mayHoldWork(scope: Scope, reading: Reading): boolean {
  return scope.task === undefined && (scope.field === 'tasks' || (scope.field === undefined && reading.genre === 'work-breakdown'))
}

/** Reads paragraphs whose every line is one of a decimal outline into tasks, nested by their numbers. */
export function readOutlineLines(paragraph: Paragraph, scope: Scope, reading: Reading): boolean {
  if (paragraph.quoted || !mayHoldWork(scope, reading)) return false
  const lines = paragraph.lines.filter((line) => !isBlank(line))
  const heads = lines.map((line) =>
    lines.length === 1 ? (boldHead.exec(line.text) ?? outlineLine.exec(line.text)) : outlineLine.exec(line.text),
  )
  if (heads.length === 0 || !heads.every((head) => head !== null)) return false
  for (const [at, head] of heads.entries()) addOutlineTask(head[1] as string, (head[2] as string).trim(), lines[at] as Line, scope, reading)
  return true
}

function addOutlineTask(id: string, title: string, line: Line, scope: Scope, reading: Reading): Task {
  const known = outlines.get(reading) ?? new Map<string, Task>()
  outlines.set(reading, known)
  const task = reading.draft.named<Task>({ id, title }, 'task', id)
  const parent = known.get(id.replace(/\.\d+$/, ''))
  if (parent && parent.id !== id) {
    parent.children ??= []
    parent.children.push(task)
  } else listUnder(task, scope, reading.draft)
  if (!known.has(id)) known.set(id, task)
  reading.account.map(line, task, 'title')
  return task
}

/** Documents that call themselves a work breakdown and hold no table: their numbered headings are the work. */
const breakdowns = new WeakMap<Reading, boolean>()
const breakdown = /(?<![\p{L}])wbs(?![\p{L}])|work[ _-]?breakdown/iu

function isBreakdown(reading: Reading): boolean {
  let known = breakdowns.get(reading)
  if (known === undefined) {
    const { lines, file } = reading.account
    const isNamed =
      breakdown.test(file.split('/').at(-1) ?? '') || lines.slice(0, 20).some((line) => /^#/.test(line.text) && breakdown.test(line.text))
    known = isNamed && !lines.some((line) => isDelimiter(line.text))
    breakdowns.set(reading, known)
  }
  return known
}

/**
 * A numbered heading of a work breakdown is work itself: above the lines of its outline ("1. Hull" over "1.1 Keel"), or over a plain
 * list, which is its detail (`isDetail`).
 */
export function openWork(
  section: Section,
  scope: Scope,
  reading: Reading,
): { readonly task: Task; readonly isDetail: boolean } | undefined {
  const { heading, blocks } = section
  if (!heading || scope.task || reading.genre !== 'work-breakdown') return undefined
  const match = /^(\d{1,3}(?:\.\d{1,3})*)[.)]?\s+(\S.*)$/u.exec(plainWords(heading.text))
  if (!match) return undefined
  const [, id = '', title = ''] = match
  const isHead = blocks.some(
    (block) => block.type === 'paragraph' && outlineLine.exec(block.lines[0]?.text ?? '')?.[1]?.startsWith(`${id}.`),
  )
  const isList =
    blocks.length > 0 &&
    section.sections.length === 0 &&
    blocks.every((block) => block.type === 'rule' || (block.type === 'item' && !block.box && !labelOf(block.text)?.bold))
  if (!isHead && !(isList && blocks.some((block) => block.type === 'item') && isBreakdown(reading))) return undefined
  return { task: addOutlineTask(id, title, heading.lines[0] as Line, scope, reading), isDetail: !isHead }
}

interface TaskItem {
  readonly item: Item
  readonly id: string
  readonly title: string
  /** "[01]" in front of the id: its place in the sequence. */
  readonly place: string | undefined
}

function taskItemOf(item: Item): TaskItem | undefined {
  if (item.box) return undefined
  const place = /^\[(\d{1,4})\]\s+/.exec(item.text)
  const { id, text } = splitId(item.text.slice(place?.[0].length ?? 0))
  if (id === undefined || text === '' || noWork.test(id) || !isWritableId(id)) return undefined
  return { item, id, title: text, place: place?.[1] }
}

/** "Title → `a.md`, `b/`": what comes out of a task, where nothing but code marks follows the arrow. */
const withOutputs = /^(.*\S)\s*(?:→|->|=>)\s*(`[^`]+`(?:\s*,\s*`[^`]+`)*)$/su

/** Reads a list whose entries begin with ids ("T-01: Title", "[01] BL-001 — Title") into tasks, with what hangs below each of them. */
export function readTaskItems(items: readonly Item[], scope: Scope, reading: Reading): boolean {
  if (!mayHoldWork(scope, reading)) return false
  const found = items.flatMap((item) => taskItemOf(item) ?? [])
  if (found.length < 2 || found.length * 3 < items.length * 2) return false
  const places = new Map(found.flatMap(({ place, id }) => (place === undefined ? [] : [[Number(place), id] as const])))
  for (const { item, id, title, place } of found) {
    const parts = title.length < 2000 ? withOutputs.exec(title) : null
    const task = reading.draft.named<Task>({ id, title: parts?.[1] ?? title }, 'task', id)
    if (parts) task.outputs = [...(parts[2] as string).matchAll(/`([^`]+)`/g)].map((match) => match[1] as string)
    if (place !== undefined) addAttribute(task, '#', place)
    listUnder(task, scope, reading.draft)
    reading.account.map(item.lines, task, 'title')
    for (const block of item.blocks) readTaskBlock(block, task, reading)
    resolvePlaces(task, places)
  }
  return true
}

/** "Task 3" means the third of the sequence; the words of the plan stay beside the id. */
function resolvePlaces(task: Task, places: ReadonlyMap<number, string>): void {
  if (places.size === 0 || task.prerequisites === undefined) return
  task.prerequisites = task.prerequisites.map((id) => {
    const named = /^\d+$/.test(id) ? places.get(Number(id)) : undefined
    if (named !== undefined) addAttribute(task, 'prerequisites', `Task ${id}`)
    return named ?? id
  })
}
