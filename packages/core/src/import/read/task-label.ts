import { labelOf } from '../scan/inline.ts'

/** A label inside a task, and what it says. */
export interface TaskLabel {
  readonly label: string
  readonly text: string
  /** Set apart by bold or italics; a plain word before a colon may be prose. */
  readonly isSet: boolean
  /** What follows after the dressed part: "(Tool Registry part)". */
  readonly rest: string
}

const colon = /^([^:：]{1,60}?)\s*[:：]\s*(.*)$/s

/** Text between marks of emphasis, and what follows them: "_Requirements: 1.1_", "**Property 1: X** (part)". */
function dressed(text: string): { inner: string; rest: string } | undefined {
  for (const mark of ['**', '__', '_', '*']) {
    if (!text.startsWith(mark) || text.length <= 2 * mark.length) continue
    const close = mark.length === 2 ? text.indexOf(mark, 2) : text.lastIndexOf(mark)
    if (close <= mark.length) return undefined
    return { inner: text.slice(mark.length, close).trim(), rest: text.slice(close + mark.length).trim() }
  }
  return undefined
}

/** The label that a line of a task begins with: `_Requirements: 1.1_`, `**Property 1: Title**`, `**Task ID**: x`, `Depends on: 1.1`. */
export function taskLabelOf(text: string): TaskLabel | undefined {
  const trimmed = text.trim()
  const part = dressed(trimmed)
  if (part) {
    const inside = colon.exec(part.inner)
    if (inside && (inside[2] !== '' || part.rest === ''))
      return { label: (inside[1] as string).trim(), text: (inside[2] as string).trim(), isSet: true, rest: part.rest }
    if (inside) return { label: (inside[1] as string).trim(), text: part.rest, isSet: true, rest: '' }
    const outside = /^\s*[:：]\s*(.*)$/s.exec(part.rest)
    if (outside) return { label: part.inner, text: (outside[1] as string).trim(), isSet: true, rest: '' }
    return undefined
  }
  const plain = labelOf(trimmed)
  return plain && { label: plain.label, text: plain.text, isSet: false, rest: '' }
}
