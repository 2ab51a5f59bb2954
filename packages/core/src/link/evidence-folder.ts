import { fileNameToId } from './file-name.ts'
import type { Program } from './program-types.ts'

/** The gate or milestone whose folder a path lies in: the first folder below the evidence root. */
export function evidenceFolderOf(program: Pick<Program, 'folders'>, path: string): string | undefined {
  const root = `${program.folders.evidence}/`
  if (!path.startsWith(root)) return undefined
  const below = path.slice(root.length)
  const slash = below.indexOf('/')
  return slash < 0 ? undefined : fileNameToId(below.slice(0, slash))
}
