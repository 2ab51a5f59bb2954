import type { Program } from '../link/program-types.ts'

/** The id inside its program: `program/id` without the program. */
export function localId(program: Pick<Program, 'id'>, id: string): string {
  return id.startsWith(`${program.id}/`) ? id.slice(program.id.length + 1) : id
}
