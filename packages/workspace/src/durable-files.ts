import {
  type BigIntStats,
  closeSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmdirSync,
  unlinkSync,
  writeSync,
} from 'node:fs'
import { atFaultPoint } from './fault-points.ts'
import { errorCode } from './find-path.ts'

// The one door to the disk: nothing else in this package changes files of a workspace, so that no step can be left out of the proof
// of crashes. Each function makes one call of the system, but for those that say so. All paths are absolute.

/** What stands at a path, links not followed; nothing where nothing stands, or where a file stands above it. */
export function statOf(path: string): BigIntStats | undefined {
  try {
    return lstatSync(path, { bigint: true, throwIfNoEntry: false })
  } catch (error) {
    if (errorCode(error) === 'ENOTDIR') return undefined
    throw error
  }
}

/** The error of a place where only a folder may stand: through a link, files would be written elsewhere. */
export const notAFolder = (path: string): Error => Object.assign(new Error(path), { code: 'ENOTDIR' })

/** Gives a file a second name, which must be free. */
export const linkFile = (from: string, to: string): void => atFaultPoint('link', to, () => linkSync(from, to))
/** Moves a file to a name, and takes the place of what stands there. */
export const renameFile = (from: string, to: string): void => atFaultPoint('rename', to, () => renameSync(from, to))
/** Takes a name away. */
export const unlinkFile = (path: string): void => atFaultPoint('unlink', path, () => unlinkSync(path))
/** Takes a name away that may be gone already. */
export function removeIfThere(path: string): void {
  if (statOf(path) !== undefined) unlinkFile(path)
}
/** Makes one folder in a folder that exists. */
export const makeFolder = (path: string): void => void atFaultPoint('mkdir', path, () => mkdirSync(path))
/** Removes a folder that is empty. */
export const removeFolder = (path: string): void => atFaultPoint('rmdir', path, () => rmdirSync(path))

/** How a new file is written. */
export interface NewFile {
  readonly mode?: number | undefined
  /** False for what nobody misses after a power loss. */
  readonly isDurable?: boolean
}

/** Writes a new file: open, write, chmod (with a mode), fsync (where it is to be durable). Throws when the name is taken. */
export function writeNewFile(path: string, content: Uint8Array | string, { mode, isDurable = true }: NewFile = {}): void {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content
  const file = atFaultPoint('open', path, () => openSync(path, 'wx'))
  try {
    atFaultPoint('write', path, () => {
      for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done)
    })
    if (mode !== undefined) atFaultPoint('chmod', path, () => fchmodSync(file, mode))
    if (isDurable) atFaultPoint('fsync', path, () => fsyncSync(file))
  } finally {
    closeSync(file)
  }
}

/** Makes the names in a folder durable; not every system lets folders be opened for that. */
export function syncFolder(path: string): void {
  let file: number
  try {
    file = openSync(path, 'r')
  } catch {
    return
  }
  try {
    atFaultPoint('fsync', path, () => fsyncSync(file))
  } catch (error) {
    if (!['EINVAL', 'EISDIR', 'EPERM', 'EBADF', 'ENOTSUP'].includes(errorCode(error))) throw error
  } finally {
    closeSync(file)
  }
}

/** True when a file system answers that it has no hard links. */
export const hasNoLinks = (error: unknown): boolean =>
  ['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP', 'EMLINK', 'EXDEV'].includes(errorCode(error))

/** A second file that holds the same: another name of it, or, where there are no hard links, a copy. */
export function keepBeside(path: string, to: string): void {
  try {
    linkFile(path, to)
  } catch (error) {
    if (!hasNoLinks(error)) throw error
    writeNewFile(to, readFileSync(path), { mode: lstatSync(path).mode & 0o7777 })
  }
}

/**
 * Puts a file at a place that must be free. With hard links it stays under its old name too; without them, an empty file takes the
 * place first, so that nothing of somebody else is ever overwritten.
 */
export function putInPlace(from: string, to: string): void {
  try {
    linkFile(from, to)
  } catch (error) {
    if (!hasNoLinks(error)) throw error
    writeNewFile(to, '', { isDurable: false })
    renameFile(from, to)
  }
}

/**
 * Puts a file back where it was, to a place that is free. That may need room that there is not: in some file systems a second name does,
 * and a disk that is full is a reason to go back. Then the file is moved, which needs none.
 */
export function returnToPlace(from: string, to: string): void {
  try {
    putInPlace(from, to)
  } catch (error) {
    if (!['ENOSPC', 'EDQUOT'].includes(errorCode(error)) || statOf(to) !== undefined) throw error
    renameFile(from, to)
  }
}
