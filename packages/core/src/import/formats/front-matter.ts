import { addAttribute } from '../read/attribute.ts'
import { keysIn } from '../read/metadata.ts'
import type { Reading } from '../read/reading.ts'
import type { Line } from '../scan/block.ts'
import { isBlank } from '../scan/lines.ts'

export interface FrontKey {
  readonly key: string
  readonly values: readonly string[]
  readonly lines: readonly Line[]
}

export interface Front {
  readonly keys: readonly FrontKey[]
  /** The two lines around it. */
  readonly fences: readonly Line[]
  /** The lines after it. */
  readonly body: readonly Line[]
}

const longest = 400

/** "[a, 'b']" as its entries; every other value as it stands. */
function entriesOf(value: string): string[] {
  const inner = /^\[(.*)\]$/s.exec(value.trim())?.[1]
  if (inner === undefined) return value.trim() === '' ? [] : [value.trim()]
  return inner
    .split(',')
    .map((part) => part.trim().replace(/^(["'])(.*)\1$/, '$2'))
    .filter((part) => part !== '')
}

/** The value of a key, whatever its letter case; the entries of a list with commas between them. */
export function frontText(front: Front, key: string): string | undefined {
  return front.keys.find((one) => one.key.toLowerCase() === key)?.values.join(', ')
}

/** The front matter of a document: keys with plain values or lists of them; undefined where there is none, or where it is more than that. */
export function frontOf(lines: readonly Line[]): Front | undefined {
  const first = lines.findIndex((line) => !isBlank(line))
  if (first < 0 || lines[first]?.text.trimEnd() !== '---') return undefined
  const limit = Math.min(lines.length, first + longest)
  let last = first + 1
  while (last < limit && !/^(?:---|\.\.\.)\s*$/.test((lines[last] as Line).text)) last++
  if (last >= limit) return undefined
  const keys = keysIn(lines.slice(first + 1, last))
  if (keys === undefined) return undefined
  return {
    keys: keys.map(({ key, values, lines: own }) => ({ key, values: values.flatMap(entriesOf), lines: own })),
    fences: [lines[first] as Line, lines[last] as Line],
    body: lines.slice(last + 1),
  }
}

/** Keeps the keys above a plan as attributes of the program. */
export function readFront({ keys, fences }: Front, { draft, account }: Reading): void {
  for (const { key, values, lines } of keys) {
    for (const value of values) addAttribute(draft.program, key, value)
    account.map(lines, draft.program, values.length > 0 ? 'attributes' : 'source')
  }
  account.map(fences, draft.program, 'attributes')
}
