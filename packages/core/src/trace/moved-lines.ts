import { sha256Hex } from '../load/digest.ts'
import type { IndexedDocument, Span } from './document-index.ts'
import { normalText } from './fingerprint.ts'

const lineDigest = (line: string): string => sha256Hex(normalText(line)).slice(0, 16)

/** Lines of a document as a review remembers them, so that they are found again where they have moved to. */
export interface RememberedLines extends Span {
  /** A digest of each line, white space aside. */
  readonly digests: readonly string[]
}

/** A digest of each of some lines. */
export function lineDigests(index: IndexedDocument, span: Span): RememberedLines {
  return { ...span, digests: index.lines.slice(span.from - 1, span.to).map(lineDigest) }
}

const digestsOf = new WeakMap<IndexedDocument, readonly string[]>()

/** For each place of a pattern the length of its longest proper beginning that ends there: what a search falls back on. */
function fallbacks(pattern: readonly string[]): number[] {
  const table = [0]
  let length = 0
  for (let at = 1; at < pattern.length; at++) {
    while (length > 0 && pattern[at] !== pattern[length]) length = table[length - 1] as number
    if (pattern[at] === pattern[length]) length++
    table.push(length)
  }
  return table
}

/**
 * Where remembered lines stand now: at their place, or where the same run of lines is found again (of several runs the one nearest to
 * the old place); undefined when they have changed or are gone. Blank lines alone are not looked for. Linear in the document.
 */
export function findMoved(index: IndexedDocument, remembered: RememberedLines): Span | undefined {
  const blank = lineDigest('')
  const { digests } = remembered
  // Blank lines around the text say nothing about where it is.
  let head = 0
  let tail = digests.length
  while (head < tail && digests[head] === blank) head++
  while (tail > head && digests[tail - 1] === blank) tail--
  const pattern = digests.slice(head, tail)
  if (pattern.length === 0) return undefined
  const known = digestsOf.get(index) ?? index.lines.map(lineDigest)
  digestsOf.set(index, known)
  const table = fallbacks(pattern)
  let matched = 0
  let best: number | undefined
  const wanted = remembered.from + head
  for (const [at, digest] of known.entries()) {
    while (matched > 0 && digest !== pattern[matched]) matched = table[matched - 1] as number
    if (digest === pattern[matched]) matched++
    if (matched < pattern.length) continue
    const from = at - pattern.length + 2
    if (best === undefined || Math.abs(from - wanted) < Math.abs(best - wanted)) best = from
    matched = table[matched - 1] as number
  }
  if (best === undefined) return undefined
  const from = Math.max(1, best - head)
  return { from, to: Math.min(index.lines.length, best + pattern.length - 1 + (digests.length - tail)) }
}
