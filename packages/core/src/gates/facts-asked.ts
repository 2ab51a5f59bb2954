import { isGlob } from '../link/path-pattern.ts'
import { isRepoPath } from '../schema/repo-path.ts'
import type { TraceSources } from '../trace/trace-types.ts'
import { type FactsNeeded, inputsKey, type VcsQuestion, vcsKey } from './case.ts'

/** The facts that are asked for so far. */
export interface FactsAsked {
  readonly files: Set<string>
  readonly texts: Set<string>
  readonly globs: Set<string>
  readonly parse: Set<string>
  readonly inputs: Map<string, readonly string[]>
  readonly proofs: Set<string>
  readonly editors: Set<string>
  readonly trace: Set<keyof TraceSources>
  readonly vcs: Map<string, VcsQuestion>
  readonly snapshots: Set<string>
}

export function nothingAsked(): FactsAsked {
  return {
    files: new Set(),
    texts: new Set(),
    globs: new Set(),
    parse: new Set(),
    inputs: new Map(),
    proofs: new Set(),
    editors: new Set(),
    trace: new Set(),
    vcs: new Map(),
    snapshots: new Set(),
  }
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

/** Asks what stands behind a record: its signature, and the commits that wrote and landed it. */
export function askProof(asked: FactsAsked, record: string): void {
  if (isRepoPath(record)) asked.proofs.add(record)
}

/** Asks who edited a file last. */
export function askEditor(asked: FactsAsked, path: string): void {
  if (isRepoPath(path)) asked.editors.add(path)
}

/** Asks what speaks of the records from outside of the program. */
export function askTrace(asked: FactsAsked, sources: readonly (keyof TraceSources)[]): void {
  for (const source of sources) asked.trace.add(source)
}

/** Asks git a question about the repository. */
export function askVcs(asked: FactsAsked, question: VcsQuestion): void {
  asked.vcs.set(vcsKey(question), question)
}

/** Asks for the content of a tree of git. */
export function askSnapshot(asked: FactsAsked, tree: string): void {
  asked.snapshots.add(tree)
}

const sorted = <T extends string>(set: Set<T>): T[] => [...set].sort()

/** The facts in the form in which they are fetched, each once, in order. */
export function factsNeeded(asked: FactsAsked): FactsNeeded {
  const inputs = [...asked.inputs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, patterns]) => patterns)
  return {
    files: sorted(asked.files),
    texts: sorted(asked.texts),
    globs: sorted(asked.globs),
    parse: sorted(asked.parse),
    inputs,
    // Left out when nobody asks, so that nothing is started for them.
    ...(asked.proofs.size > 0 && { proofs: sorted(asked.proofs) }),
    ...(asked.editors.size > 0 && { editors: sorted(asked.editors) }),
    ...(asked.trace.size > 0 && { trace: sorted(asked.trace) }),
    ...(asked.snapshots.size > 0 && { snapshots: sorted(asked.snapshots) }),
    ...(asked.vcs.size > 0 && { vcs: [...asked.vcs].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, question]) => question) }),
  }
}
