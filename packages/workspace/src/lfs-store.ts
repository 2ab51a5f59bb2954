import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { gitFolders } from './git-head.ts'
import { sha256Of } from './read-file.ts'

/** Where Git LFS keeps the content of a digest in this clone; undefined outside of a repository. */
function placeOf(root: string, sha256: string): string | undefined {
  const folders = gitFolders(root)
  return folders && join(folders.common, 'lfs', 'objects', sha256.slice(0, 2), sha256.slice(2, 4), sha256)
}

/** True when this clone has the content that a pointer of Git LFS stands for; it is not read. */
export function isInLfsStore(root: string, { sha256, size }: { readonly sha256: string; readonly size: number }): boolean {
  const place = placeOf(root, sha256)
  const stats = place === undefined ? undefined : statSync(place, { throwIfNoEntry: false })
  return stats?.isFile() === true && stats.size === size
}

/** The content that Git LFS keeps in this clone for a digest; undefined when it has none, or another. */
export function lfsContent(root: string, sha256: string): Buffer | undefined {
  const place = placeOf(root, sha256)
  if (place === undefined) return undefined
  try {
    const bytes = readFileSync(place)
    return sha256Of(bytes) === sha256 ? bytes : undefined
  } catch {
    return undefined
  }
}
