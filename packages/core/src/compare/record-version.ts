import type { RecordType } from '../link/record-types.ts'
import { gateAt, listedAt, type Place, type SpecificationFile, topOf } from './record-places.ts'

type Fields = Readonly<Record<string, unknown>>

/** What a record is a part of. */
export interface Within {
  readonly phase?: string
  readonly milestone?: string
  /** The task above it. */
  readonly parent?: string
  /** The gate, for a criterion. */
  readonly gate?: string
}

/** What one version of a file says of a record. Records inside of it stand for themselves: here they are only their ids. */
export interface RecordVersion {
  readonly type: RecordType
  readonly within: Within
  readonly fields: Fields
}

const isMap = (value: unknown): value is Fields => value !== null && typeof value === 'object' && !Array.isArray(value)
/** An id as a label; one that is not in quotes may have become a number. */
const idOf = (value: unknown): string | undefined =>
  isMap(value) && Object.hasOwn(value, 'id') && (typeof value['id'] !== 'object' || value['id'] === null) ? String(value['id']) : undefined

/** A record as plain values, with the records inside of it as their ids. */
export function ownFields(record: Fields, place: Place): Fields {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => {
      if (listedAt(place, key) !== undefined && Array.isArray(value)) return [key, value.map((one) => idOf(one) ?? one)]
      const gate = gateAt(place, key)
      return [key, gate !== undefined && isMap(value) ? ownFields(value, gate) : value]
    }),
  )
}

/** The same with what a record below it is a part of. */
export function withinRecord(within: Within, type: Place['type'], id: string | undefined, key: string): Within {
  if (type === 'gate-of-phase' && within.phase !== undefined)
    return { ...within, gate: key === 'entry' ? `${within.phase}.entry` : within.phase }
  if (id === undefined) return within
  if (type === 'phase') return { phase: id }
  if (type === 'milestone') return { ...within, milestone: id, ...(key === 'acceptance' && { gate: id }) }
  if (type === 'task') return { ...within, parent: id }
  return type === 'gate' ? { ...within, gate: id } : within
}

/** Every record of this id that the values of a file hold, in the order of the file; only the first of each type. */
export function versionsIn(value: unknown, file: SpecificationFile, id: string): RecordVersion[] {
  const found: RecordVersion[] = []
  const visit = (record: Fields, place: Place, within: Within, key: string): void => {
    const own = place.type === 'gate-of-phase' ? undefined : idOf(record)
    const { type } = place
    if (record['id'] === id && type !== undefined && type !== 'gate-of-phase' && !found.some((one) => one.type === type))
      found.push({ type, within, fields: ownFields(record, place) })
    const gateId = type === 'gate-of-phase' ? withinRecord(within, type, undefined, key) : within
    for (const [name, inner] of Object.entries(record)) {
      const gate = gateAt(place, name)
      const listed = listedAt(place, name)
      const inside = type === 'gate-of-phase' ? gateId : withinRecord(within, type, own, name)
      if (gate !== undefined && isMap(inner)) visit(inner, gate, inside, name)
      else if (listed !== undefined && Array.isArray(inner))
        for (const one of inner) if (isMap(one)) visit(one, { file, type: listed }, inside, name)
    }
  }
  if (isMap(value)) visit(value, topOf(file), {}, '')
  return found
}
