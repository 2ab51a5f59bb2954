import { compilePatterns, isGlob } from '../link/path-pattern.ts'
import type { Facts } from './case.ts'
import { globOfDirectory } from './facts-asked.ts'

/** What one pattern stands for in the repository. */
export interface ResolvedPattern {
  readonly pattern: string
  /** The files (or the directory) that it names; an exact path is here whether or not it exists. Undefined: nobody knows. */
  readonly paths: readonly string[] | undefined
}

/**
 * What each pattern that is no exclusion stands for, less what the exclusions take away. With `intoDirectories` a directory (trailing
 * slash) stands for the files in it, else for itself.
 */
export function resolvePatterns(patterns: readonly string[], facts: Facts, intoDirectories: boolean): ResolvedPattern[] {
  const excluded = compilePatterns(patterns.filter((pattern) => pattern.startsWith('!')).map((pattern) => pattern.slice(1)))
  return patterns
    .filter((pattern) => !pattern.startsWith('!'))
    .map((pattern) => {
      const isDirectory = pattern.endsWith('/') && !isGlob(pattern)
      const glob = isDirectory ? (intoDirectories ? globOfDirectory(pattern) : undefined) : isGlob(pattern) ? pattern : undefined
      const paths = glob === undefined ? [pattern] : facts.globs.get(glob)
      return { pattern, paths: paths?.filter((path) => !excluded(path)) }
    })
}
