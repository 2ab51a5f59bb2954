import { compareIds } from './natural-order.ts'
import type { Entry, Program } from './program-types.ts'
import { type RecordType, recordsOf, recordTypes } from './record-types.ts'

export type { RecordType } from './record-types.ts'

/** A record that an id stands for. */
export interface Found {
  readonly program: Program
  readonly type: RecordType
  readonly entry: Entry<unknown>
}

function findIn(program: Program, id: string): Found[] {
  const found: Found[] = []
  for (const type of recordTypes) {
    const entry = recordsOf(program, type).get(id)
    if (entry) found.push({ program, type, entry })
  }
  return found
}

/**
 * Everything that an id stands for: programs in the given order, then types. `program/id` looks in one program only.
 * Several finds may be fine (a phase and its exit gate share an id); several programs mean that the id is ambiguous.
 */
export function findRecords(programs: readonly Program[], id: string): Found[] {
  const exact = programs.flatMap((program) => findIn(program, id))
  const slash = id.indexOf('/')
  if (exact.length > 0 || slash < 0) return exact
  const named = id.slice(0, slash)
  return programs.filter((program) => program.id === named).flatMap((program) => findIn(program, id.slice(slash + 1)))
}

/** Every id of these types (default: all), once, in natural order; what `nearest` is asked with. */
export function knownIds(programs: readonly Program[], types: readonly RecordType[] = recordTypes): string[] {
  const ids = new Set<string>()
  for (const program of programs) {
    for (const type of types) {
      for (const id of recordsOf(program, type).keys()) ids.add(id)
    }
  }
  return [...ids].sort(compareIds)
}

/** An id as the command line takes it: with its program, unless that is the only one. */
export function qualifiedId(program: Pick<Program, 'id' | 'isDefault' | 'hasNeighbours'>, id: string): string {
  return program.isDefault && program.hasNeighbours !== true ? id : `${program.id}/${id}`
}
