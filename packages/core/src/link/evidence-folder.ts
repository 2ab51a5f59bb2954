import { fileNameToId } from './file-name.ts'
import type { Program } from './program-types.ts'

type Placed = Pick<Program, 'folders' | 'file'>

/** The folder of superseded evidence. */
export function supersededFolder({ folders, file }: Placed): string {
  return file.record.review?.superseded ?? `${folders.evidence}/_archive`
}

/** The folder below it that a review of this time (RFC 3339, UTC) moves superseded evidence to. */
export function supersededPlace(program: Placed, now: string): string {
  return `${supersededFolder(program)}/${now.slice(0, 19).replace(/[-:]/g, '')}Z`
}

/**
 * Where a file of evidence lay before a review moved it: what it speaks for, and what names it, goes on as if it still lay there, so
 * that moving it changes no judgement. Undefined for what was never moved.
 */
export function placeBefore(program: Placed, path: string): string | undefined {
  const root = `${supersededFolder(program)}/`
  if (!path.startsWith(root) || !root.startsWith(`${program.folders.evidence}/`)) return undefined
  const rest = /^\d{8}T\d{6}Z\/(.+)$/.exec(path.slice(root.length))?.[1]
  return rest === undefined ? undefined : `${program.folders.evidence}/${rest}`
}

/** The gate or milestone whose folder a path lies in, or lay in before it was moved: the first folder below the evidence root. */
export function evidenceFolderOf(program: Placed, path: string): string | undefined {
  const place = placeBefore(program, path) ?? path
  const root = `${program.folders.evidence}/`
  if (!place.startsWith(root)) return undefined
  const below = place.slice(root.length)
  const slash = below.indexOf('/')
  return slash < 0 ? undefined : fileNameToId(below.slice(0, slash))
}
