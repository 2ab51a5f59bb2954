import type { Entry, GateEntry, Program } from '../link/program-types.ts'
import { type RecordType, recordsOf, recordTypes } from '../link/record-types.ts'
import { recordFingerprint } from '../trace/fingerprint.ts'

/** A record in both states of a program; its id may be another one. */
export interface RecordPair {
  readonly type: RecordType
  readonly before: Entry<unknown>
  readonly after: Entry<unknown>
}

/** Which record of base is which of head. */
export interface MatchedRecords {
  readonly pairs: readonly RecordPair[]
  readonly added: readonly { readonly type: RecordType; readonly entry: Entry<unknown> }[]
  readonly removed: readonly { readonly type: RecordType; readonly entry: Entry<unknown> }[]
  /** The id in head of a record of base; without a type, of whatever was renamed. The id itself where nothing was. */
  idInHead(id: string, type?: RecordType): string
}

const values = (record: unknown): Readonly<Record<string, unknown>> => record as Readonly<Record<string, unknown>>

const telling = ['title', 'name', 'statement', 'text', 'detail'] as const

/** What a record means, and undefined when it says nothing by which it could be known again. */
function meaningKey(type: RecordType, { record }: Entry<unknown>): string | undefined {
  // A flag or a path alone is no meaning that tells one record from another.
  return telling.some((field) => values(record)[field] !== undefined) ? recordFingerprint(type, record) : undefined
}

function grouped(type: RecordType, entries: readonly Entry<unknown>[]): Map<string, Entry<unknown>[]> {
  const groups = new Map<string, Entry<unknown>[]>()
  for (const entry of entries) {
    const key = meaningKey(type, entry)
    if (key === undefined) continue
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [entry])
    else group.push(entry)
  }
  return groups
}

/** One gone and one new that mean the same: a record with another id. Where it is not clear which is which, none is taken for another. */
function sameMeaning(type: RecordType, gone: readonly Entry<unknown>[], fresh: readonly Entry<unknown>[]): RecordPair[] {
  if (gone.length === 0 || fresh.length === 0) return []
  const groups = grouped(type, fresh)
  return [...grouped(type, gone)].flatMap(([key, before]) => {
    const after = groups.get(key) ?? []
    if (before.length !== after.length) return []
    return before.map((entry, index) => ({ type, before: entry, after: after[index] as Entry<unknown> }))
  })
}

const placeOfGate = ({ stage, phase, milestone }: GateEntry, idInHead: (id: string, type: RecordType) => string): string | undefined => {
  if (stage !== 'entry' && stage !== 'exit' && stage !== 'acceptance') return undefined
  return JSON.stringify([stage, phase && idInHead(phase, 'phase'), milestone && idInHead(milestone, 'milestone')])
}

/** The gates of a phase and of a milestone are what they are by their place: they follow its id. */
function sameGates(
  gone: readonly Entry<unknown>[],
  fresh: readonly Entry<unknown>[],
  idInHead: (id: string, type: RecordType) => string,
): RecordPair[] {
  const places = new Map(fresh.map((entry) => [placeOfGate(entry as GateEntry, (id) => id), entry]))
  places.delete(undefined)
  return gone.flatMap((before) => {
    const after = places.get(placeOfGate(before as GateEntry, idInHead))
    return after === undefined ? [] : [{ type: 'gate', before, after } as const]
  })
}

/** Finds out which record of base is which of head: by id, and where one is gone and one is new, by what they mean. Linear. */
export function matchRecords(base: Program, head: Program): MatchedRecords {
  const renamed = new Map<RecordType, Map<string, string>>()
  const anyType = new Map<string, string>()
  const idInHead = (id: string, type?: RecordType): string => (type === undefined ? anyType.get(id) : renamed.get(type)?.get(id)) ?? id
  const pairs: RecordPair[] = []
  const added: { type: RecordType; entry: Entry<unknown> }[] = []
  const removed: { type: RecordType; entry: Entry<unknown> }[] = []
  for (const type of recordTypes) {
    const [before, after] = [recordsOf(base, type), recordsOf(head, type)]
    const gone = [...before.values()].filter(({ id }) => !after.has(id))
    const fresh = [...after.values()].filter(({ id }) => !before.has(id))
    // Gates come after phases and milestones, whose new ids are known by then.
    const placed = type === 'gate' ? sameGates(gone, fresh, idInHead) : []
    const taken = new Set(placed.flatMap((pair) => [pair.before, pair.after]))
    const others = sameMeaning(
      type,
      gone.filter((entry) => !taken.has(entry)),
      fresh.filter((entry) => !taken.has(entry)),
    )
    const found = [...placed, ...others]
    const ids = new Map(found.map((pair) => [pair.before.id, pair.after.id]))
    renamed.set(type, ids)
    for (const [was, is] of ids) if (!anyType.has(was)) anyType.set(was, is)
    const old = new Map(found.map((pair) => [pair.after, pair.before]))
    for (const entry of after.values()) {
      const was = before.get(entry.id) ?? old.get(entry)
      if (was === undefined) added.push({ type, entry })
      else pairs.push({ type, before: was, after: entry })
    }
    const known = new Set(found.map((pair) => pair.before))
    for (const entry of gone) if (!known.has(entry)) removed.push({ type, entry })
  }
  return { pairs, added, removed, idInHead }
}
