import { qualifiedId } from './find.ts'
import type { Program } from './program-types.ts'

/** A word as a POSIX shell takes it; quoted only when it has to be. */
export function shellWord(text: string): string {
  return /^[\w.@%+=:,/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`
}

/** A command of this tool about ids of a program: `refractor gate explain P2 P2.2`. Ids are qualified where there are several programs. */
export function command(program: Pick<Program, 'id' | 'isDefault' | 'hasNeighbours'>, verb: string, ...ids: readonly string[]): string {
  return ['refractor', verb, ...ids.map((id) => shellWord(qualifiedId(program, id)))].join(' ')
}
