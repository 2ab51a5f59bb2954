import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import type { Positions } from './loaded.ts'
import { locationOf, type SourceFile } from './source.ts'

/** Collections may be nested so deep; far more than any record needs, far less than what exhausts a stack. */
export const maxDepth = 64

/** So many problems of one text are reported, then its reading stops: the first ones are the true ones, the rest their echo. */
export const maxProblems = 100

/** A text as plain values, with the place of each of them. */
export interface Parsed {
  /** Plain values; undefined when the text cannot be read. */
  readonly value: unknown
  /** JSON pointer of each value to its offsets. */
  readonly positions: Positions
  /** JSON pointer of each member of a mapping to the offsets of its key. */
  readonly keys: Positions
  readonly diagnostics: readonly Diagnostic[]
}

/** What a text that cannot be read leaves. */
export function unreadable(diagnostics: readonly Diagnostic[]): Parsed {
  return { value: undefined, positions: {}, keys: {}, diagnostics }
}

/** The key that would reach the prototype of a plain object. No record has a use for it, so it is refused. */
export const forbiddenKey = '__proto__'

/** The place of a span that is never empty, so that an editor has something to underline. */
export function spanOf(source: SourceFile, start: number, end: number): Location {
  const from = Math.min(start, source.text.length)
  return locationOf(source, from, Math.min(Math.max(end, from + 1), source.text.length))
}

export function isMapping(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The value at a path of keys and indices; undefined where there is none. */
export function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !Object.hasOwn(here, step)) return undefined
    here = (here as Record<PropertyKey, unknown>)[step]
  }
  return here
}
