import { evidenceFolderOf } from '../link/evidence-folder.ts'
import type { CriterionEntry, Program } from '../link/program-types.ts'
import type { EvidenceRecord } from '../schema/records.ts'
import type { Case, RecordFile } from './case.ts'

export type EvidenceFile = RecordFile<EvidenceRecord>

/** An evidence record that could be read. */
export interface ReadEvidence extends EvidenceFile {
  readonly record: EvidenceRecord
}

interface Index {
  /** Records that name criteria, by criterion id. */
  readonly byCriterion: ReadonlyMap<string, readonly ReadEvidence[]>
  /** Records that name no criterion, by the gate or milestone that they speak for as a whole. */
  readonly byTarget: ReadonlyMap<string, readonly ReadEvidence[]>
  /** Every record, by each gate and milestone that it belongs to, whether or not it names criteria. */
  readonly byPlace: ReadonlyMap<string, readonly ReadEvidence[]>
  /** Files that cannot be read, by the gate or milestone whose folder they lie in. */
  readonly unreadable: ReadonlyMap<string, readonly string[]>
}

const indexes = new WeakMap<Case, WeakMap<Program, Index>>()

/** The gates and milestones that a record belongs to: those it names, else the folder it lies in. */
function placesOf(program: Program, file: ReadEvidence): string[] {
  const { gate, milestone } = file.record
  const named = [gate, milestone].filter((id) => id !== undefined)
  const folder = named.length > 0 ? undefined : evidenceFolderOf(program, file.source.path)
  return [...new Set(folder === undefined ? named : [folder])]
}

/** What a record speaks for: the criteria that it names, else the gates and milestones that it belongs to. */
export function targetsOf(program: Program, file: ReadEvidence): string[] {
  const criteria = [...new Set(file.record.criteria)]
  return criteria.length > 0 ? criteria : placesOf(program, file)
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

function indexOf(program: Program, records: Case): Index {
  const known = indexes.get(records) ?? new WeakMap<Program, Index>()
  indexes.set(records, known)
  const before = known.get(program)
  if (before !== undefined) return before
  const byCriterion = new Map<string, ReadEvidence[]>()
  const byTarget = new Map<string, ReadEvidence[]>()
  const byPlace = new Map<string, ReadEvidence[]>()
  const unreadable = new Map<string, string[]>()
  const mute = [
    ...records.evidence.filter((file) => file.record === undefined).map((file) => file.source.path),
    ...records.unreadable.map((file) => file.path),
  ]
  for (const path of mute) {
    const folder = evidenceFolderOf(program, path)
    if (folder !== undefined) push(unreadable, folder, path)
  }
  for (const file of records.evidence) {
    if (!isRead(file) || !(file.record.program === undefined || file.record.program === program.id)) continue
    const criteria = new Set(file.record.criteria)
    for (const id of criteria) push(byCriterion, id, file)
    for (const place of placesOf(program, file)) {
      push(byPlace, place, file)
      if (criteria.size === 0) push(byTarget, place, file)
    }
  }
  const index = { byCriterion, byTarget, byPlace, unreadable }
  known.set(program, index)
  return index
}

/** True for a record that could be read. */
export function isRead(file: EvidenceFile): file is ReadEvidence {
  return file.record !== undefined
}

/** One entry for each file, in order of path. */
function inOrder(files: readonly ReadEvidence[]): ReadEvidence[] {
  return [...new Set(files)].sort((a, b) => (a.source.path < b.source.path ? -1 : 1))
}

/**
 * The readable records that speak for a criterion, in order of path: they name it, or they name no criterion at all and their gate or
 * milestone (or else the folder they lie in) is the one of the criterion. A record of another program never does.
 */
export function recordsFor(program: Program, records: Case, criterion: CriterionEntry): ReadEvidence[] {
  const index = indexOf(program, records)
  // An acceptance gate has the id of its milestone.
  const whole = index.byTarget.get(criterion.gate) ?? []
  return inOrder([...(index.byCriterion.get(criterion.id) ?? []), ...whole])
}

/** The readable records that belong to some gates or milestones, whichever criteria they name; in order of path. */
export function recordsOfPlaces(program: Program, records: Case, places: readonly string[]): ReadEvidence[] {
  const { byPlace } = indexOf(program, records)
  return inOrder(places.flatMap((place) => byPlace.get(place) ?? []))
}

/** Paths of record files in the folder of a criterion's gate or milestone that cannot be read. */
export function unreadableFor(program: Program, records: Case, criterion: CriterionEntry): string[] {
  const { unreadable } = indexOf(program, records)
  return [...new Set(unreadable.get(criterion.gate))].sort()
}
