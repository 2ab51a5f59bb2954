import { isMapping } from '../../load/parsed.ts'
import { type BaselineRecord, baselineRecord, shortDigest } from './baseline.ts'
import type { Unit } from './units.ts'

type Value = Record<string, unknown>

/** What a record without an id of its own is known by: its kind and the digest of its words. */
export const identity = (kind: string, fields: BaselineRecord['fields']): string =>
  `${kind}\n${fields['title'] ?? fields['statement'] ?? ''}`

/** The same, from the fields of a record. */
export function identityOf(kind: string, fields: Value): string {
  const words = fields['title'] ?? fields['statement']
  return identity(kind, words === undefined ? {} : { title: shortDigest(words) })
}

/** The document that a record, or else the one around it, was read from. */
export function sourceFileOf(unit: Unit): string | undefined {
  for (let one: Unit | undefined = unit; one !== undefined; one = one.holder) {
    const source = one.value['source']
    if (isMapping(source)) return String(source['file'])
  }
  return undefined
}

/** The body of a gate that takes its id from its place. */
export function withoutId({ id: _id, ...body }: Value): Value {
  return body
}

/** Whether a record stands in another, at any depth. */
export function isWithin(unit: Unit, holder: Unit): boolean {
  for (let one = unit.holder; one !== undefined; one = one.holder) if (one === holder) return true
  return false
}

/** Whether people changed a record since the last import. */
export function isEdited(unit: Unit, before: BaselineRecord): boolean {
  const now = baselineRecord(unit, undefined, false).fields
  return Object.keys({ ...now, ...before.fields }).some((field) => now[field] !== before.fields[field])
}
