import { digestOf } from '../../load/digest.ts'
import type { Remembered } from '../../schema/trace.ts'
import type { Case, RecordFile } from '../case.ts'

/**
 * The reviews of links of a change: all of base, as base has them, and those that head adds. What head makes of a file of base is no review,
 * for what stands behind the file stands behind its bytes.
 */
export function keptLinkReviews(base: Case, head: Case): NonNullable<Case['linkReviews']> {
  const known = (base.linkReviews ?? []).filter(({ record }) => record !== undefined)
  const [digests, paths] = [new Set(known.map(({ sha256 }) => sha256)), new Set(known.map(({ source }) => source.path))]
  const added = (head.linkReviews ?? []).filter(({ sha256, source }) => !digests.has(sha256) && !paths.has(source.path))
  return [...known, ...added]
}

interface Remembering {
  readonly remembers?: readonly Remembered[] | undefined
}

/** All that a record says but what it remembers. */
function withoutMemory(record: Remembering): string {
  const { remembers: _, ...rest } = record
  return digestOf(rest)
}

/** All of both, each once. Whatever differs is another entry, and each of them has to hold. */
function joined(ours: readonly Remembered[], theirs: readonly Remembered[] = []): Remembered[] {
  return [...new Map([...ours, ...theirs].map((one) => [digestOf(one), one])).values()]
}

/**
 * The records of head, of which those that base has too, at their place or in the same words, go on remembering what they remember there:
 * no change makes a record forget what it rests on.
 */
export function keepRemembered<T extends Remembering>(
  base: readonly RecordFile<T>[],
  head: readonly RecordFile<T>[],
): readonly RecordFile<T>[] {
  const remembering = base.filter(({ record }) => record?.remembers?.length)
  if (remembering.length === 0) return head
  const same = new Set(remembering.map(({ sha256 }) => sha256))
  const byPath = new Map(remembering.map((file) => [file.source.path, file]))
  // Only looked at for what head adds or changes.
  let byWords: ReadonlyMap<string, RecordFile<T>> | undefined
  const inSameWords = (record: T): RecordFile<T> | undefined => {
    byWords ??= new Map(remembering.map((file) => [withoutMemory(file.record as T), file]))
    return byWords.get(withoutMemory(record))
  }
  return head.map((file) => {
    const { record } = file
    if (record === undefined || same.has(file.sha256)) return file
    const before = byPath.get(file.source.path) ?? inSameWords(record)
    return before === undefined
      ? file
      : { ...file, record: { ...record, remembers: joined(before.record?.remembers ?? [], record.remembers) } }
  })
}
