import type { Basis } from '@refractor/core'
import { pathFinder } from './find-path.ts'
import { sha256Of } from './read-file.ts'
import { walk } from './walk.ts'

/** SHA-256 over the names of all files below a folder, drafts of a change that is under way left out. */
export function listingOf(root: string, folder: string): string {
  const { files, unreadable, links } = walk(pathFinder(root), folder, {
    want: (name, _depth, isFolder) => !isFolder && !name.startsWith('.refractor-'),
  })
  return sha256Of(JSON.stringify([files, unreadable, links]))
}

/** Folders as a plan saw them that was made from what is in them. To be asked before they are read. */
export const folderBasis = (root: string, folders: readonly string[]): Basis[] =>
  [...new Set(folders)].map((path) => ({ path, listing: listingOf(root, path) }))
