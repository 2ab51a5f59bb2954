import type { Program } from '../link/program-types.ts'
import { recordsOf } from '../link/record-types.ts'
import { isDeclaredType } from '../link/resolve-record.ts'
import type { LinkReview, Remembered, TraceType } from '../schema/trace.ts'
import { type IndexedDocument, indexDocument } from './document-index.ts'
import { cite } from './document-section.ts'
import { fieldDigests, recordFingerprint, textFingerprint } from './fingerprint.ts'
import { findMoved, lineDigests } from './moved-lines.ts'
import { referenceReader } from './source-reference.ts'
import { type TraceKey, type TraceSources, typeOfKey } from './trace-types.ts'

/** What is to be said of something that does not mean what was remembered: it changed, it is gone, nobody could read it. */
export type Difference = 'changed' | 'gone' | 'unread'

type Lines = NonNullable<LinkReview['targets'][number]['lines']>

/** What something means now. */
export interface Meaning {
  /** Undefined: nobody knows, so it equals nothing that was remembered. */
  readonly fingerprint: string | undefined
  readonly difference: Difference
  /** Of a record: a short digest of each field that says what it means. */
  readonly fields?: (() => Readonly<Record<string, string>>) | undefined
  /** Of some lines of a document: the lines, and their document. */
  readonly lines?: { readonly index: IndexedDocument; readonly span: { readonly from: number; readonly to: number } }
}

export type MeaningOf = (key: TraceKey) => Meaning

/** What judges is what base says of it, whatever a change makes of it. */
const ofJudge: ReadonlySet<TraceType> = new Set(['gate', 'criterion'])

const unread: Meaning = { fingerprint: undefined, difference: 'unread' }
const gone: Meaning = { fingerprint: undefined, difference: 'gone' }

/** Where a document that the plan cites lies. */
function pathOfSource(program: Program, alias: string): string | undefined {
  const source = program.file.record.sources?.[alias]
  return typeof source === 'string' ? source : source?.path
}

/** True for a program that cites documents which lie in the repository. */
export const citesDocuments = (program: Program): boolean =>
  Object.keys(program.file.record.sources ?? {}).some((alias) => pathOfSource(program, alias) !== undefined)

/** Reads what citations lead to. Free text means itself. */
function citations(program: Program, documents: TraceSources['documents']): (id: string) => Meaning {
  const read = referenceReader(Object.keys(program.file.record.sources ?? {}))
  const byAlias = new Map(documents?.map((document) => [document.alias, document]))
  return (id) => {
    const [reference, ...more] = read(id)
    if (reference?.alias === undefined || more.length > 0) return { fingerprint: textFingerprint(id), difference: 'changed' }
    // A document without a path is known by its name only.
    if (pathOfSource(program, reference.alias) === undefined) return { fingerprint: textFingerprint(id), difference: 'changed' }
    if (documents === undefined) return unread
    const document = byAlias.get(reference.alias)
    if (document === undefined) return gone
    const index = indexDocument(document)
    const cited = cite(index, reference)
    if (cited.state === 'found') {
      const lines = reference.lines && { index, span: cited.span }
      return { fingerprint: cited.fingerprint, difference: 'changed', ...(lines && { lines }) }
    }
    return cited.state === 'lines-beyond-end' && reference.lines ? { ...gone, lines: { index, span: reference.lines } } : gone
  }
}

/**
 * The meanings of everything that links lead to. Of a change it is what head makes of the records of the plan, by the settings of base;
 * of a record that head has no more, what it is in base. What a document says is only known with `documents`.
 */
export function meaningsOf(program: Program, documents?: TraceSources['documents']): MeaningOf {
  const settings = program.file.record.trace?.fingerprint
  const known = new Map<TraceKey, Meaning>()
  let cited: ReturnType<typeof citations> | undefined
  const read = (key: TraceKey): Meaning => {
    const { type, id } = typeOfKey(key)
    if (type === 'source') {
      cited ??= citations(program, documents)
      return cited(id)
    }
    if (!isDeclaredType(type)) return unread
    const claimed = ofJudge.has(type) || program.after === undefined ? undefined : recordsOf(program.after, type).get(id)
    const entry = claimed ?? recordsOf(program, type).get(id)
    // What nobody declares is a name and no more: then only its declaration changes what it means.
    const record = entry?.record ?? {}
    return {
      fingerprint: recordFingerprint(type, record, settings?.[type]),
      difference: entry ? 'changed' : 'gone',
      ...(entry && { fields: () => fieldDigests(type, record, settings?.[type]) }),
    }
  }
  return (key) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const meaning = read(key)
    known.set(key, meaning)
    return meaning
  }
}

const isLines = (lines: unknown): lines is Lines => {
  const { from, to, digests } = (lines ?? {}) as Partial<Lines>
  return Number.isInteger(from) && Number.isInteger(to) && Array.isArray(digests)
}

/**
 * True when something still means what was remembered of it: its fingerprint is the same, or the lines that were cited stand elsewhere in
 * their document. A fingerprint of a recipe that is not known here is never the same.
 */
export function isSameMeaning(remembered: { readonly fingerprint: string; readonly lines?: unknown }, meaning: Meaning): boolean {
  if (remembered.fingerprint === meaning.fingerprint) return true
  return meaning.lines !== undefined && isLines(remembered.lines) && findMoved(meaning.lines.index, remembered.lines) !== undefined
}

/** The fields in which something differs from what a review remembers of it; none where that is not known. */
export function changedFields(remembered: Readonly<Record<string, unknown>>, { fields }: Meaning): string[] {
  const before = remembered['fields']
  if (fields === undefined || before === null || typeof before !== 'object') return []
  const [then, now] = [before as Readonly<Record<string, unknown>>, fields()]
  return [...new Set([...Object.keys(then), ...Object.keys(now)])]
    .filter((field) => /^\w{1,40}$/.test(field) && then[field] !== now[field])
    .sort()
}

/** What is to be remembered of something as it is now; undefined where nobody knows what it means. */
export function rememberedNow(key: TraceKey, meaningOf: MeaningOf): (Remembered & { lines?: Lines }) | undefined {
  const { fingerprint, lines } = meaningOf(key)
  if (fingerprint === undefined) return undefined
  const digests = lines && lineDigests(lines.index, lines.span)
  return { ...typeOfKey(key), fingerprint, ...(digests && { lines: { ...digests, digests: [...digests.digests] } }) }
}
