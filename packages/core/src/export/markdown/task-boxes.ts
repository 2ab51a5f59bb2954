import { splitId } from '../../load/box-id.ts'
import type { Property, Task } from '../../schema/plan-records.ts'
import { boxMark } from './marks.ts'
import { indented, type Lines } from './text.ts'
import { shown, type Writing } from './writing.ts'

const texts = (value: string | readonly string[] | undefined): string[] =>
  value === undefined ? [] : typeof value === 'string' ? [value] : [...value]

/** "1.2" as the plan wrote it; undefined for an id that only the place of the box gave. */
function writtenId(task: Task, prefix: string, place: number, { marked }: Writing): string | undefined {
  const [own] = texts(task.attributes?.['id'])
  if (own !== undefined) return own
  return !marked.has('phases') && task.id === (prefix === '' ? `T${place}` : `${prefix}.T${place}`) ? undefined : task.id
}

/** The words of a box: id and title in a form that reads back. */
function wordsOf(id: string | undefined, title: string): string {
  const isSame = (text: string): boolean => {
    const read = splitId(text)
    return read.id === id && read.text === title
  }
  if (id === undefined) return title
  return (
    [`${id} ${title}`, `${id}. ${title}`, `${id}: ${title}`, `**${id}** ${title}`, `\`${id}\` ${title}`].find(isSame) ??
    `${title} <!-- id: ${id} -->`
  )
}

const marker = /^\s+(?:[-*+•]|\d+[.)])\s|^\d+[.)]\s/

/** A property where a task names it: with its title, and what the plan says behind it. */
function propertyLine(id: string, task: Task, mentions: Map<string, number>, writing: Writing): string {
  const property = writing.records.properties.find((one) => one.id === id)
  if (property === undefined) return `- **${id}**`
  writing.written.add(property)
  const at = mentions.get(id) ?? 0
  mentions.set(id, at + 1)
  const also = texts(shownAttributes(property, writing)?.['alsoDefined']).find((text) => text.startsWith(`${task.id}: `))
  const parts = texts(shownAttributes(property, writing)?.['parts'])
  const remark = texts(shownAttributes(property, writing)?.['remarks'])[at]
  const part = parts[at] !== undefined ? ` (${parts[at]})` : remark === undefined ? '' : ` ${remark}`
  const isNumbered = texts(property.attributes?.['numbered'])[0] !== 'no'
  const label = isNumbered ? property.id : property.id.slice(property.id.lastIndexOf('.') + 1).replace(/-\d+$/, '')
  const title = also === undefined ? property.title : also.slice(task.id.length + 2)
  return title === label ? `- **${label}**` : `- **${label}: ${title}**${part}`
}

const shownAttributes = (property: Property, writing: Writing) => shown(`property ${property.id}`, property, writing).attributes

/** What hangs below a task. */
export function bodyLines(task: Task, mentions: Map<string, number>, writing: Writing): string[] {
  const labels = Object.entries(task.attributes ?? {}).filter(([label]) => label !== 'id' && label !== 'group' && label !== 'wave')
  const text = (label: string, value: string | undefined): string[] => (value === undefined ? [] : [`- **${label}**: ${value}`])
  const list = (label: string, values: readonly string[] | undefined): string[] =>
    values === undefined || values.length === 0
      ? []
      : values.length === 1
        ? text(label, values[0])
        : [`- **${label}**:`, ...values.map((one) => `  - ${one}`)]
  return [
    ...texts(task.detail).map((line) => (marker.test(line) ? line : `- ${line}`)),
    ...text('Owner', task.owner),
    ...text('Accountable', task.role),
    ...text('Priority', task.priority),
    ...text('Estimate', task.estimate),
    ...text('Due', task.due),
    ...text('Depends on', task.prerequisites?.join(', ')),
    ...list('Inputs', task.inputs),
    ...list('Outputs', task.outputs),
    ...list('Acceptance', task.acceptance),
    ...list('Commands', task.commands),
    ...labels.flatMap(([label, value]) => list(label, texts(value))),
    ...(task.properties ?? []).map((id) => propertyLine(id, task, mentions, writing)),
    ...(task.validates === undefined ? [] : [`- **Validates: Requirements ${task.validates.join(', ')}**`]),
    ...(task.requirements === undefined ? [] : [`- _Requirements: ${task.requirements.join(', ')}_`]),
  ]
}

/** Tasks as boxes with the marks that the plan had, what hangs below them, and their children. */
export function taskBoxes(tasks: readonly Task[], prefix: string, mentions: Map<string, number>, writing: Writing): Lines {
  let place = 0
  return tasks.flatMap((one) => {
    const task = shown(`task ${one.id}`, one, writing)
    const id = writtenId(one, prefix, place + 1, writing)
    if (id === undefined) place++
    const bracket = `[${boxMark(one.state, writing)}]`
    const star = task.optional && !/\(optional\)\.?$/i.test(task.title) ? '*' : ''
    const parallel = task.parallel && !/\(P\)\s*$/.test(task.title) ? '[P] ' : ''
    return [
      `- ${bracket}${star} ${wordsOf(id, `${parallel}${task.title}`)}`,
      ...indented(bodyLines(task, mentions, writing)),
      ...indented(taskBoxes(task.children ?? [], one.id, mentions, writing)),
    ]
  })
}
