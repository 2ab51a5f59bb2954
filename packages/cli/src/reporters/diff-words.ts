import type { FieldChange, GateChange, RecordChange } from '@refractor/core'
import type { DiffLink, StateData } from '../diff-data.ts'
import { idIn } from './key-parts.ts'
import { oneLine } from './printable.ts'
import { inWords } from './text/show.ts'

const nothing = '(none)'

const isText = (value: unknown): value is string => typeof value === 'string'
const isList = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every(isText)

/** How many words of two texts are left as they are around what differs. */
const context = 4

/** Two long texts without what they share at their ends. */
function differing(before: string, after: string): readonly [string, string] {
  const [was, is] = [oneLine(before).split(' '), oneLine(after).split(' ')]
  const shortest = Math.min(was.length, is.length)
  let head = 0
  while (head < shortest && was[head] === is[head]) head++
  let tail = 0
  while (tail < shortest - head && was[was.length - 1 - tail] === is[is.length - 1 - tail]) tail++
  const [skipped, dropped] = [Math.max(0, head - context), Math.max(0, tail - context)]
  const shown = (words: readonly string[]): string =>
    `${skipped > 0 ? '… ' : ''}${words.slice(skipped, words.length - dropped).join(' ')}${dropped > 0 ? ' …' : ''}`
  return [shown(was), shown(is)]
}

const quoted = (text: string): string => (/[\s,→]/.test(text) || text === '' ? `“${text}”` : text)

function valueWords(value: unknown): string {
  if (value === undefined) return nothing
  return isText(value) ? quoted(oneLine(value)) : inWords(value)
}

/** What is the difference between two values, in one line: "18 → 17", "+ T-010, − T-009". */
export function changeWords({ field, kind, before, after }: FieldChange): string {
  if (field === 'order' && kind === 'schedule') return orderWords({ before, after })
  if (isText(before) && isText(after)) {
    const [was, is] = differing(before, after)
    return `${quoted(was)} → ${quoted(is)}`
  }
  if (isList(before ?? []) && isList(after ?? []) && (Array.isArray(before) || Array.isArray(after))) {
    const [was, is] = [(before ?? []) as readonly string[], (after ?? []) as readonly string[]]
    const [gone, fresh] = [was.filter((one) => !is.includes(one)), is.filter((one) => !was.includes(one))]
    if (gone.length + fresh.length === 0) return `${was.map(quoted).join(', ')} → ${is.map(quoted).join(', ')}`
    return [...fresh.map((one) => `+ ${quoted(oneLine(one))}`), ...gone.map((one) => `− ${quoted(oneLine(one))}`)].join(', ')
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    // Of two long lists only what one of them has and the other has not.
    const words = [before, after].map((list) => list.map((one) => valueWords(one))) as [string[], string[]]
    const [gone, fresh] = [words[0].filter((one) => !words[1].includes(one)), words[1].filter((one) => !words[0].includes(one))]
    if (gone.length + fresh.length > 0) return [...fresh.map((one) => `+ ${one}`), ...gone.map((one) => `− ${one}`)].join('; ')
  }
  return `${valueWords(before)} → ${valueWords(after)}`
}

/** "phase P1 → P2", "order: first → after P2.M1". */
export const moveWords = ({ moved }: Pick<RecordChange, 'moved'>): string[] =>
  moved.map(({ what, before, after }) =>
    what === 'order' ? `order: ${orderWords({ before, after })}` : `${what} ${before ?? nothing} → ${after ?? nothing}`,
  )

/** "first → after P2.M1" */
const orderWords = ({ before, after }: Pick<FieldChange, 'before' | 'after'>): string =>
  [before, after].map((one) => (one === undefined ? 'first' : `after ${String(one)}`)).join(' → ')

/** "T-014 satisfies 1.2" */
export const linkWords = ({ words, from, to }: DiffLink): string => `${idIn(from)} ${words.forward} ${idIn(to)}`

/** "met → unmet"; "new: unmet", "gone: was met". */
export function verdictWords({ before, after }: Pick<GateChange, 'before' | 'after'>): string {
  if (before === null) return `new: ${after ?? nothing}`
  if (after === null) return `gone: was ${before}`
  return before === after ? `still ${after}` : `${before} → ${after}`
}

/** "v1.0 (4f1c2a9)" */
export function stateWords({ revision, commit }: StateData): string {
  if (commit === null) return revision ?? 'the work tree'
  const short = commit.slice(0, 7)
  return revision === null || commit.startsWith(revision) ? short : `${revision} (${short})`
}
