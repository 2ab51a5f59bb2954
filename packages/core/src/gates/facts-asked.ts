import { isGlob } from '../link/path-pattern.ts'
import { isRepoPath } from '../schema/repo-path.ts'
import { type FactsNeeded, inputsKey } from './case.ts'

/** The facts that are asked for so far. */
export interface FactsAsked {
  readonly files: Set<string>
  readonly texts: Set<string>
  readonly globs: Set<string>
  readonly parse: Set<string>
  readonly inputs: Map<string, readonly string[]>
}

export function nothingAsked(): FactsAsked {
  return { files: new Set(), texts: new Set(), globs: new Set(), parse: new Set(), inputs: new Map() }
}

/** The glob over the files in a directory (trailing slash). */
export function globOfDirectory(path: string): string {
  return `${path}**`
}

/** Asks for what a record names; a path that leaves the workspace is never asked for. */
export function askFile(asked: FactsAsked, path: string): void {
  if (isRepoPath(path)) asked.files.add(path)
}

/**
 * Asks for the files of some patterns; exclusions need no fact of their own. `content` asks for what is in them as well: then a
 * directory stands for its files.
 */
export function askPatterns(asked: FactsAsked, patterns: readonly string[], content?: 'digests' | 'text' | 'parsed'): void {
  for (const pattern of patterns) {
    if (pattern.startsWith('!')) continue
    const isDirectory = pattern.endsWith('/') && !isGlob(pattern)
    if (isDirectory) asked.files.add(pattern)
    if (isDirectory && content === undefined) continue
    const wanted = isDirectory ? globOfDirectory(pattern) : pattern
    ;(isDirectory || isGlob(pattern) ? asked.globs : asked.files).add(wanted)
    if (content === 'text' || content === 'parsed') asked.texts.add(wanted)
    if (content === 'parsed') asked.parse.add(wanted)
  }
}

/** Asks for the digest over some inputs. The order of the patterns is kept, for an exclusion takes away what stands before it. */
export function askInputs(asked: FactsAsked, patterns: readonly string[]): void {
  const key = inputsKey(patterns)
  if (!asked.inputs.has(key)) asked.inputs.set(key, patterns)
}

const sorted = (set: Set<string>): string[] => [...set].sort()

/** The facts in the form in which they are fetched, each once, in order. */
export function factsNeeded(asked: FactsAsked): FactsNeeded {
  const inputs = [...asked.inputs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, patterns]) => patterns)
  return { files: sorted(asked.files), texts: sorted(asked.texts), globs: sorted(asked.globs), parse: sorted(asked.parse), inputs }
}
