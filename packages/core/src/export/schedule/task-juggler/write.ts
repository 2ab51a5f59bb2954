import { visible } from '../../../import/page-text.ts'
import type { Dependency, JugglerTask } from './tasks.ts'

/** A text in quotation marks. `${` would be a macro; a backslash means itself, and cannot stand before a quotation mark. */
export const quoted = (text: string): string =>
  `"${visible(text)
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/\$(?=[({])/g, '$ ')
    .replace(/\\(?="|$)/g, '\\ ')
    .replace(/"/g, '\\"')}"`

/** A remark to the end of the line. Macros are looked for in remarks as well. */
export const remark = (text: string): string =>
  `# ${visible(text)
    .replace(/\s+/g, ' ')
    .replace(/\$(?=[({])/g, '$ ')}`

/** How many minutes a day has: 1,440 for the calendar. */
export function amount(minutes: number, minutesPerDay: number): string {
  if (minutes % minutesPerDay === 0) return `${minutes / minutesPerDay}d`
  return minutes % 60 === 0 ? `${minutes / 60}h` : `${minutes}min`
}

const pathOf = (task: JugglerTask): string => (task.parent === undefined ? task.id : `${pathOf(task.parent)}.${task.id}`)

function dependency({ on, onStart, gap, calendar }: Dependency, minutesPerDay: number): string {
  const words = [
    ...(onStart ? ['onstart'] : []),
    ...(gap > 0 ? [calendar ? `gapduration ${amount(gap, 1440)}` : `gaplength ${amount(gap, minutesPerDay)}`] : []),
  ]
  return `${pathOf(on)}${words.length > 0 ? ` { ${words.join(' ')} }` : ''}`
}

/** A task and all that it holds, as lines. */
export function taskLines(task: JugglerTask, minutesPerDay: number, indent = ''): string[] {
  const { id, title, depends, children, length, clock, start, complete, remarks } = task
  const inside = [
    ...remarks.map(remark),
    ...(start === undefined ? [] : [`start ${start}`]),
    ...(depends.length === 0 ? [] : [`depends ${depends.map((one) => dependency(one, minutesPerDay)).join(`,\n${indent}    `)}`]),
    ...(children.length > 0 || length <= 0 ? [] : [clock ? `duration ${amount(length, 1440)}` : `length ${amount(length, minutesPerDay)}`]),
    ...(children.length > 0 || length > 0 ? [] : ['milestone']),
    ...(complete === undefined || children.length > 0 ? [] : [`complete ${complete}`]),
  ]
  return [
    `${indent}task ${id} ${quoted(title === '' ? id : title)} {`,
    ...inside.map((line) => `${indent}  ${line}`),
    ...children.flatMap((child) => taskLines(child, minutesPerDay, `${indent}  `)),
    `${indent}}`,
  ]
}
