import type { Entry, Program } from '../link/program-types.ts'
import { type RecordType, recordsOf, recordTypes } from '../link/record-types.ts'
import { isReviewable } from '../trace/link-memory.ts'
import type { MeaningOf } from '../trace/meaning.ts'
import { type TraceGraph, type TraceKey, type TraceLink, traceKey, typeOfKey } from '../trace/trace-types.ts'
import type { FieldChange, FileMove, LinkChange, LinkNowSuspect } from './compare-types.ts'
import { fieldChanges } from './field-changes.ts'
import type { MatchedRecords } from './match-records.ts'

/** The links of one side, and what their ends mean. */
export interface LinkSide {
  readonly program: Program
  readonly graph: TraceGraph
  readonly meaningOf: MeaningOf
  /** How reviews leave a link; undefined where nobody has reviewed any. */
  readonly stateOf?: (link: TraceLink) => 'reviewed' | 'suspect' | 'unreviewed' | undefined
}

interface LinkChanges {
  readonly added: readonly LinkChange[]
  readonly removed: readonly LinkChange[]
  readonly suspect: readonly LinkNowSuspect[]
  /** Files with tags that lie somewhere else now. */
  readonly files: readonly FileMove[]
}

const isRecord = (type: string): type is RecordType => (recordTypes as readonly string[]).includes(type)

/** The key as it is compared: lines of a checklist move without any change, and records keep their meaning under another id. */
function keyIn(key: TraceKey, fileIn: (path: string) => string, idInHead: MatchedRecords['idInHead']): TraceKey {
  const { type, id } = typeOfKey(key)
  if (type === 'box') return traceKey(type, id.replace(/:\d+$/, ''))
  if (type === 'file' || type === 'test') return traceKey(type, fileIn(id))
  return isRecord(type) ? traceKey(type, idInHead(id, type)) : key
}

/** Tagged files by what they are about; a file that is gone and a new one with the same tags are one file that was moved. */
function movedFiles(base: TraceGraph, head: TraceGraph): ReadonlyMap<string, string> {
  const tagged = (graph: TraceGraph, other: TraceGraph): Map<string, string[]> => {
    const byTags = new Map<string, string[]>()
    for (const { key, type, id } of graph.nodes.values()) {
      if ((type !== 'file' && type !== 'test') || other.nodes.has(key) || id.includes('#')) continue
      const tags = `${type} ${graph
        .from(key)
        .map(({ to }) => to)
        .join(' ')}`
      byTags.set(tags, [...(byTags.get(tags) ?? []), id])
    }
    return byTags
  }
  const fresh = tagged(head, base)
  return new Map(
    [...tagged(base, head)].flatMap(([tags, gone]) => {
      const found = fresh.get(tags) ?? []
      return gone.length === 1 && found.length === 1 ? [[gone[0] as string, found[0] as string] as const] : []
    }),
  )
}

/** Containment is told as moves of records; what proves, approves, mirrors or names one is a change of the case, and not of the plan. */
const told = (link: TraceLink): boolean => isReviewable(link)

const same = (path: string): string => path

function changeOf({ relation, from, to, place }: TraceLink): LinkChange {
  const location = place()
  return { relation, from, to, ...(location !== undefined && { location }) }
}

/** The fields by which the meaning of a record is another one. */
function meaningChanges(base: Program, head: Program, was: TraceKey, is: TraceKey): FieldChange[] {
  const { type, id } = typeOfKey(is)
  if (!isRecord(type)) return []
  const [before, after] = [recordsOf(base, type).get(typeOfKey(was).id), recordsOf(head, type).get(id)] as (
    | Entry<Record<string, unknown>>
    | undefined
  )[]
  if (before === undefined || after === undefined) return []
  const fields = fieldChanges(type, before.record, after.record)
  const meant = fields.filter(({ kind }) => kind === 'meaning')
  // A program can add fields to the meaning.
  return meant.length > 0 ? meant : fields
}

/**
 * The links that came and went, and those whose target means something else while their holder does not. `isUntouched`: what is known to
 * mean in head what it meant in base. Linear.
 */
export function linkChanges(
  base: LinkSide,
  head: LinkSide,
  idInHead: MatchedRecords['idInHead'],
  isUntouched: (key: TraceKey) => boolean,
): LinkChanges {
  const files = movedFiles(base.graph, head.graph)
  const idOf = (link: TraceLink, fileIn: (path: string) => string, id: MatchedRecords['idInHead']): string =>
    `${link.relation} ${keyIn(link.from, fileIn, id)} ${keyIn(link.to, fileIn, id)}`
  const inHead = (path: string): string => files.get(path) ?? path
  const before = new Map<string, TraceLink>()
  for (const link of base.graph.links) if (told(link)) before.set(idOf(link, inHead, idInHead), link)
  const added: LinkChange[] = []
  const suspect: LinkNowSuspect[] = []
  const kept = new Set<string>()
  for (const link of head.graph.links) {
    if (!told(link)) continue
    const id = idOf(link, same, same)
    const was = before.get(id)
    kept.add(id)
    if (was === undefined) {
      added.push(changeOf(link))
      continue
    }
    const state = head.stateOf?.(link)
    const wasSuspect = base.stateOf?.(was) === 'suspect'
    if (state === 'reviewed' || wasSuspect) continue
    const isOther = !isUntouched(link.to) && base.meaningOf(was.to).fingerprint !== head.meaningOf(link.to).fingerprint
    if (!isOther && state !== 'suspect') continue
    const isHeld = base.meaningOf(was.from).fingerprint === head.meaningOf(link.from).fingerprint
    // Without a review, who changed the holder as well is taken to have seen to it.
    if (state === 'suspect' || (isOther && isHeld))
      suspect.push({
        ...changeOf(link),
        fields: isOther ? meaningChanges(base.program, head.program, was.to, link.to) : [],
        reviewed: state === 'suspect',
      })
  }
  const removed = [...before].flatMap(([id, link]) => (kept.has(id) ? [] : [changeOf(link)]))
  return {
    added,
    removed,
    suspect,
    files: [...files].map(([was, is]) => ({
      before: was,
      after: is,
      records: (['file', 'test'] as const).reduce((sum, type) => sum + base.graph.from(traceKey(type, was)).length, 0),
    })),
  }
}
