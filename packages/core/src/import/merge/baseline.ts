import { canonicalJson, digestOf } from '../../load/digest.ts'
import { parseJson } from '../../load/json.ts'
import { isMapping } from '../../load/parsed.ts'
import type { SourceFile } from '../../load/source.ts'
import { fieldsOf, keyOf, type Unit } from './units.ts'

/** What the last import wrote of one record. */
export interface BaselineRecord {
  /** Digest of each field. */
  readonly fields: Readonly<Record<string, string>>
  /** Name of the record that it stood in. */
  readonly holder?: string
  /** The tool gave it its id: the plan has none. */
  readonly made?: boolean
}

/**
 * What the last import wrote, as digests: only with it can a later import tell what the plan changed from what was edited by hand. It is
 * committed with the program.
 */
export interface Baseline {
  readonly records: ReadonlyMap<string, BaselineRecord>
  /** Digests of the texts of checklists, by path. */
  readonly checklists: ReadonlyMap<string, string>
}

export const emptyBaseline: Baseline = { records: new Map(), checklists: new Map() }

/** Enough of a digest to tell two texts of one field apart. */
export const shortDigest = (value: unknown): string => digestOf(value).slice(0, 12)

/** The entry of a record; fields are taken as given, so that a conflict can be remembered. */
export function baselineRecord(unit: Unit, holder: string | undefined, made: boolean): BaselineRecord {
  const fields = Object.fromEntries(Object.entries(fieldsOf(unit)).map(([field, value]) => [field, shortDigest(value)]))
  return { fields, ...(holder !== undefined && { holder }), ...(made && { made }) }
}

/** The baseline of a program that is new: all of it is as the plan has it. */
export function newBaseline(units: readonly Unit[], isMade: (unit: Unit) => boolean, checklists: ReadonlyMap<string, string>): Baseline {
  const records = units.map((unit) => [keyOf(unit), baselineRecord(unit, unit.holder && keyOf(unit.holder), isMade(unit))] as const)
  return { records: new Map(records), checklists }
}

/** The path of the baseline of a program. */
export function baselinePath(specification: string, fileName: string): string {
  return `${specification}/.import/${fileName}.json`
}

/** One line for each record, in order of name, so that a change of the plan is a small change of the file. */
export function baselineText({ records, checklists }: Baseline): string {
  const sorted = <T>(map: ReadonlyMap<string, T>): [string, T][] => [...map].sort(([a], [b]) => (a < b ? -1 : 1))
  const lines = (map: ReadonlyMap<string, unknown>): string =>
    map.size === 0
      ? '{}'
      : `{\n${sorted(map)
          .map(([key, value]) => `${JSON.stringify(key)}: ${canonicalJson(value)}`)
          .join(',\n')}\n}`
  return `{\n"format": 1,\n"records": ${lines(records)},\n"checklists": ${lines(checklists)}\n}\n`
}

const isTexts = (value: unknown): value is Record<string, string> =>
  isMapping(value) && Object.values(value).every((one) => typeof one === 'string')

/** Reads a baseline; undefined when there is none, or none that can be used. */
export function readBaseline(source: SourceFile | undefined): Baseline | undefined {
  if (source === undefined) return undefined
  const { value, diagnostics } = parseJson(source)
  if (diagnostics.length > 0 || !isMapping(value) || value['format'] !== 1 || !isMapping(value['records'])) return undefined
  const records = new Map<string, BaselineRecord>()
  for (const [key, one] of Object.entries(value['records'])) {
    if (!isMapping(one) || !isTexts(one['fields'])) return undefined
    const { fields, holder, made } = one
    records.set(key, { fields, ...(typeof holder === 'string' && { holder }), ...(made === true && { made }) })
  }
  return { records, checklists: new Map(isTexts(value['checklists']) ? Object.entries(value['checklists']) : []) }
}
