import { isMapping } from '../load/parsed.ts'
import { sameValue } from './same-value.ts'

/** Members that are one statement: half of each side's would be a third one that nobody made. */
const wholeKeys: ReadonlySet<string> = new Set(['check', 'state', 'when', 'repeat', 'source'])

export const isWhole = (key: string | undefined): boolean => key !== undefined && wholeKeys.has(key)

/** What a record is called; two that have an id in common and not this are two records. */
const nameKeys = ['title', 'statement', 'name'] as const

const idOf = (value: unknown): string | undefined => (isMapping(value) && typeof value['id'] === 'string' ? value['id'] : undefined)

/** A record, or a value that is written for it: a phase names a task by its id. */
export const isRecord = (value: unknown): boolean => idOf(value) !== undefined

/** What makes the entries of a list the same in two versions of it: the id of a record, else all that it says. Equal ones are counted. */
export function identitiesOf(values: readonly unknown[]): string[] {
  const seen = new Map<string, number>()
  return values.map((value) => {
    const id = idOf(value)
    const name = id !== undefined ? `id:${id}` : typeof value === 'string' ? `id:${value}` : `=${JSON.stringify(value)}`
    const count = seen.get(name) ?? 0
    seen.set(name, count + 1)
    return count === 0 ? name : `${name}#${count}`
  })
}

/** Words of people, or a mapping without an id: a new one in the place of an old one is the old one, reworded. */
export function isWording(value: unknown): boolean {
  return typeof value === 'string' ? /\s/.test(value) : idOf(value) === undefined
}

/** True when two sides gave one id to two records. */
export function areTwoRecords(ours: unknown, theirs: unknown): boolean {
  if (!isMapping(ours) || !isMapping(theirs) || idOf(ours) === undefined) return false
  return nameKeys.some((key) => !sameValue(ours[key], theirs[key]))
}
