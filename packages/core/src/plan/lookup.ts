import { diagnostic } from '../diagnostics/catalog.ts'
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { nearest } from '../diagnostics/nearest.ts'
import { findRecords } from '../link/find.ts'
import type { Program } from '../link/program-types.ts'

/** Says that an id names nothing of the wanted kind: what it names instead, or the ids nearest to it. */
export function unknownId(program: Program, id: string, wanted: string, known: Iterable<string>, list: string): Diagnostic {
  const types = [...new Set(findRecords([program], id).map((found) => found.type))]
  const message = types.length > 0 ? `${id} is a ${types.join(' and a ')}, not a ${wanted}` : `there is no ${wanted} ${id} in ${program.id}`
  return diagnostic('cli/unknown-id', message, { expected: nearest(id, known), help: `list them: ${list}` })
}
