import type { RecordType } from '../link/record-types.ts'
import { cutRecords } from './cut-record.ts'
import type { SpecificationFile } from './record-places.ts'
import { ownFields, type RecordVersion, versionsIn } from './record-version.ts'

/** Reads YAML; undefined where it cannot be read. */
export type ReadYaml = (text: string) => unknown

/** Looks at versions of files, one at a time. */
export interface RecordLooks {
  /** What a file says of records of the id, by their type; "unreadable" when the file cannot be read. */
  look(text: string, file: SpecificationFile): ReadonlyMap<RecordType, RecordVersion> | 'unreadable'
  /** How often something was parsed: the text of a record, or a whole file. */
  readonly parsed: { readonly cuts: number; readonly files: number }
}

const entrySuffix = '.entry'

/** The entry gate of a phase has an id that no file holds: it is taken out of the phase. */
function entryGate(version: RecordVersion, id: string): RecordVersion | undefined {
  const gate = version.fields['entry']
  if (gate === null || typeof gate !== 'object' || Array.isArray(gate)) return undefined
  return { type: 'gate', within: { phase: id }, fields: gate as Readonly<Record<string, unknown>> }
}

/** What the lines of a record say; null when its id turns out to be no text, undefined when they cannot be read by themselves. */
function versionOfCut(
  value: unknown,
  { type, within }: Pick<RecordVersion, 'type' | 'within'>,
  file: SpecificationFile,
  id: string,
): RecordVersion | null | undefined {
  const record: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value
  if (record === null || typeof record !== 'object' || Array.isArray(record)) return undefined
  const fields = record as Readonly<Record<string, unknown>>
  return fields['id'] === id ? { type, within, fields: ownFields(fields, { file, type }) } : null
}

/**
 * Looks for a record in texts. The text of a record is parsed once, however many versions of its file have it so; a file is only parsed as
 * a whole where its lines do not tell for sure where the record is.
 */
export function recordLooks(id: string, read: ReadYaml): RecordLooks {
  const phase = id.endsWith(entrySuffix) ? id.slice(0, -entrySuffix.length) : undefined
  const known = new Map<string, RecordVersion | null | undefined>()
  const parsed = { cuts: 0, files: 0 }

  const whole = (text: string, file: SpecificationFile, wanted: string): readonly RecordVersion[] | undefined => {
    parsed.files += 1
    const value = read(text)
    return value === undefined ? undefined : versionsIn(value, file, wanted)
  }

  const versions = (text: string, file: SpecificationFile, wanted: string): readonly RecordVersion[] | undefined => {
    const found = cutRecords(text, file, wanted)
    if (!found.sure) return whole(text, file, wanted)
    const all: RecordVersion[] = []
    for (const { type, within, text: cut } of found.cuts) {
      const key = JSON.stringify([type, within, cut])
      if (!known.has(key)) {
        parsed.cuts += 1
        known.set(key, versionOfCut(read(cut), { type, within }, file, wanted))
      }
      const version = known.get(key)
      // What cannot be read by itself may be read with the rest of the file, or shows that the file is broken.
      if (version === undefined) return whole(text, file, wanted)
      if (version !== null) all.push(version)
    }
    return all
  }

  return {
    parsed,
    look(marked, file) {
      const text = marked.startsWith('\ufeff') ? marked.slice(1) : marked
      const own = versions(text, file, id)
      if (own === undefined) return 'unreadable'
      const sights = new Map<RecordType, RecordVersion>()
      for (const one of own) if (!sights.has(one.type)) sights.set(one.type, one)
      if (phase === undefined || file !== 'phase' || sights.has('gate')) return sights
      const around = versions(text, file, phase)
      if (around === undefined) return 'unreadable'
      for (const one of around) {
        const gate = one.type === 'phase' ? entryGate(one, phase) : undefined
        if (gate !== undefined) sights.set('gate', gate)
      }
      return sights
    },
  }
}
