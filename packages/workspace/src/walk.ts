import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { type FindPath, fileProblem } from './find-path.ts'
import { isWithin } from './program-folders.ts'

/** What a walk found. */
export interface Walk {
  /** Wanted files, in order of path; whatever bears a wanted name is among them, even a directory or a broken link. */
  readonly files: readonly string[]
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[]
  /** Linked folders that were not entered. */
  readonly links: readonly string[]
}

/** What a walk looks for. */
export interface WalkRules {
  /** `depth` counts the folders between the start and the file; `isFolder` is about the entry itself, not about what a link leads to. */
  readonly want: (name: string, depth: number, isFolder: boolean) => boolean
  readonly skip?: (path: string) => boolean
  /** Deepest folder that is entered; default: no limit. */
  readonly maxDepth?: number
}

const byPath = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Lists a folder and what is below it. Links to folders are not followed: a circle would never end. */
export function walk(find: FindPath, start: string, rules: WalkRules): Walk {
  const files: string[] = []
  const unreadable: { path: string; reason: string }[] = []
  const links: string[] = []
  const top = find(start)
  if (top.state === 'unreadable') unreadable.push({ path: start, reason: top.problem })
  if (top.state === 'file') unreadable.push({ path: start, reason: 'it is not a directory' })
  if (top.state !== 'directory') return { files, unreadable, links }

  const lookAtLink = (path: string, absolute: string): void => {
    const found = find(path)
    if (found.state === 'directory') {
      // What lies below the start is met at its own place.
      if (!isWithin(top.absolute.replaceAll('\\', '/'), found.absolute.replaceAll('\\', '/'))) links.push(path)
    } else if (found.state === 'unreadable' && statSync(absolute, { throwIfNoEntry: false })?.isDirectory())
      unreadable.push({ path, reason: found.problem })
  }

  const pending = [{ path: start, absolute: top.absolute, depth: 0 }]
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    try {
      for (const entry of readdirSync(folder.absolute, { withFileTypes: true })) {
        const path = folder.path === '' ? entry.name : `${folder.path}/${entry.name}`
        if (rules.skip?.(path)) continue
        const absolute = join(folder.absolute, entry.name)
        if (rules.want(entry.name, folder.depth, entry.isDirectory())) files.push(path)
        else if (entry.isDirectory()) {
          if (folder.depth < (rules.maxDepth ?? Number.POSITIVE_INFINITY)) pending.push({ path, absolute, depth: folder.depth + 1 })
        } else if (entry.isSymbolicLink()) lookAtLink(path, absolute)
      }
    } catch (error) {
      unreadable.push({ path: folder.path, reason: fileProblem(error) })
    }
  }
  return { files: files.sort(byPath), unreadable: unreadable.sort((a, b) => byPath(a.path, b.path)), links: links.sort(byPath) }
}
