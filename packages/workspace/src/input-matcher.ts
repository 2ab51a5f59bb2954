import { matcher, type ProgramFolders } from '@refractor/core'
import { isWithin } from './program-folders.ts'

/**
 * Tells which paths belong to a set of input patterns. [] stands for the default inputs: everything but what the tool itself
 * keeps. The specification is left out of them too: accepting a milestone must not outdate what was measured before it, and
 * a criterion that changes is judged anew by its own definition.
 */
export function inputMatcher(folders: readonly ProgramFolders[], patterns: readonly string[]): (path: string) => boolean {
  const own = folders.flatMap((one) => [one.specification, one.inbox, one.outbox, one.evidence])
  const matches = patterns.length === 0 ? (path: string) => !own.some((folder) => isWithin(folder, path)) : matcher(patterns)
  return (path) => !isWithin('.refractor', path) && matches(path)
}
