import { isMapping } from '../load/parsed.ts'

export type Fields = Readonly<Record<string, unknown>>

/** The fields of an object that a forge exported; undefined for anything else. */
export const fieldsOf = (value: unknown): Fields | undefined => (isMapping(value) ? value : undefined)

/** A text that says something. */
export const textOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** The full id of a commit, in lower case: a short one could be that of another. */
export function commitIdOf(value: unknown): string | undefined {
  const oid = textOf(value)?.toLowerCase()
  return oid !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(oid) ? oid : undefined
}
