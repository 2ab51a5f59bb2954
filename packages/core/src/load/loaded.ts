import type { Diagnostic, Location } from '../diagnostics/diagnostic.ts'
import { locationOf, type SourceFile } from './source.ts'

/** Where each value of a file stands: JSON pointer (RFC 6901, "/tasks/3/id"; "" is the root) to offsets [start, end). */
export type Positions = Readonly<Record<string, readonly [number, number]>>

/** A file that was read and validated. `record` is absent when it could not be, and then `diagnostics` says why. */
export interface Loaded<T> {
  readonly source: SourceFile
  readonly record: T | undefined
  readonly positions: Positions
  readonly diagnostics: readonly Diagnostic[]
}

/** What a cache keeps of a loaded file; the source is put back from the file itself. */
export type LoadedShard<T> = Omit<Loaded<T>, 'source'>

/** One step of a JSON pointer. */
export function pointer(base: string, ...steps: readonly (string | number)[]): string {
  let path = base
  for (const step of steps) path += `/${String(step).replace(/~/g, '~0').replace(/\//g, '~1')}`
  return path
}

/** The place of a value; the nearest enclosing value that has one when it has none itself (a missing key, say). */
export function locate(loaded: Pick<Loaded<unknown>, 'source' | 'positions'>, at: string): Location {
  let path = at
  for (;;) {
    const span = loaded.positions[path]
    if (span) return locationOf(loaded.source, span[0], span[1])
    if (path === '') return locationOf(loaded.source, 0)
    path = path.slice(0, path.lastIndexOf('/'))
  }
}
