import { lstatSync, realpathSync, type Stats, statSync } from 'node:fs'
import { basename, dirname, join, sep } from 'node:path'

/** What stands at a path. `absolute` has every symbolic link resolved. */
export type FoundPath =
  | { readonly state: 'file' | 'directory'; readonly absolute: string; readonly stats: Stats; readonly link: boolean }
  | { readonly state: 'missing' }
  | { readonly state: 'unreadable'; readonly problem: string }

/** Looks up a path relative to the workspace root (POSIX, '' is the root itself). */
export type FindPath = (path: string) => FoundPath

/** The code of an error of the file system. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'UNKNOWN'
}

const phrases: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
  EISDIR: 'it is a directory',
  ENOTDIR: 'it is not a directory',
  ENOSPC: 'the disk is full',
  EROFS: 'the file system is read-only',
  EMFILE: 'too many files are open',
}

/** An error of the file system in words; the code where there are none. */
export function fileProblem(error: unknown): string {
  const code = errorCode(error)
  return phrases[code] ?? `the file system says ${code}`
}

const isAbsent = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(errorCode(error))
const outside = { state: 'unreadable', problem: 'a symbolic link leads out of the workspace' } as const

/**
 * Makes a lookup that never leaves the root: the real path of every parent is checked (once), and a symbolic link is
 * followed only to a place inside. `root` may itself be reached through links.
 */
export function pathFinder(root: string): FindPath {
  const realRoot = realpathSync.native(root)
  const isInside = (real: string): boolean => real === realRoot || real.startsWith(realRoot.endsWith(sep) ? realRoot : realRoot + sep)
  const folders = new Map<string, string | FoundPath>()

  const realFolder = (folder: string): string | FoundPath => {
    const known = folders.get(folder)
    if (known !== undefined) return known
    let found: string | FoundPath
    try {
      const real = realpathSync.native(join(realRoot, folder))
      found = isInside(real) ? real : outside
    } catch (error) {
      found = isAbsent(error) ? { state: 'missing' } : { state: 'unreadable', problem: fileProblem(error) }
    }
    folders.set(folder, found)
    return found
  }

  return (path) => {
    const parent = realFolder(path === '' ? '' : dirname(path))
    if (typeof parent !== 'string') return parent
    let absolute = path === '' ? parent : join(parent, basename(path))
    try {
      let stats = lstatSync(absolute)
      const link = stats.isSymbolicLink()
      if (link) {
        try {
          absolute = realpathSync.native(absolute)
        } catch (error) {
          return { state: 'unreadable', problem: isAbsent(error) ? 'it is a symbolic link to nothing' : fileProblem(error) }
        }
        if (!isInside(absolute)) return outside
        stats = statSync(absolute)
      }
      if (stats.isFile()) return { state: 'file', absolute, stats, link }
      if (stats.isDirectory()) return { state: 'directory', absolute, stats, link }
      return { state: 'unreadable', problem: 'it is neither a file nor a directory' }
    } catch (error) {
      return isAbsent(error) ? { state: 'missing' } : { state: 'unreadable', problem: fileProblem(error) }
    }
  }
}
