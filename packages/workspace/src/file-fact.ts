import { lstatSync, readFileSync, readlinkSync, realpathSync, type Stats } from 'node:fs'
import { basename, dirname, join, relative, sep } from 'node:path'
import { type FileFact, isRepoPath } from '@refractor/core'
import { type FindPath, type FoundPath, fileProblem } from './find-path.ts'
import { submoduleCommit } from './git.ts'
import { objectFormat } from './git-head.ts'
import { treeId } from './git-tree.ts'
import { lfsPointer, mayBePointer, notHere } from './lfs-pointer.ts'
import { decodeText, hashFile, limits, sha256Of } from './read-file.ts'

interface RealFile {
  readonly absolute: string
  readonly stats: Stats
}

function contentFact(found: RealFile, withText: boolean): FileFact {
  const { size } = found.stats
  const pointer = mayBePointer(size) ? lfsPointer(readFileSync(found.absolute)) : undefined
  if (pointer !== undefined) return { state: 'file', ...pointer, ...(withText && { problem: notHere }) }
  if (!withText) return { state: 'file', size, sha256: hashFile(found.absolute, 'sha256', '', size) }
  if (size > limits.text)
    return { state: 'file', size, sha256: hashFile(found.absolute), problem: `it is larger than ${limits.text >> 20} MiB` }
  const bytes = readFileSync(found.absolute)
  const text = decodeText(bytes)
  return {
    state: 'file',
    size: bytes.length,
    sha256: sha256Of(bytes),
    ...(text === undefined ? { problem: 'it is not UTF-8 text' } : { text }),
  }
}

/** The git tree of a directory, made from the files on disk. Links and repositories inside it have no content of their own: refused. */
function folderFact(root: string, folder: string, listed: readonly string[]): FileFact {
  const format = objectFormat(root)
  const prefix = folder === '' ? '' : `${folder}/`
  const files = []
  for (const path of listed) {
    if (!path.startsWith(prefix)) continue
    const absolute = join(root, path)
    const stats = lstatSync(absolute, { throwIfNoEntry: false })
    if (stats === undefined) continue
    if (!stats.isFile()) return { state: 'unreadable', problem: `${path} is not a regular file` }
    const blob = hashFile(absolute, format, `blob ${stats.size}\0`)
    files.push({ path: path.slice(prefix.length), executable: (stats.mode & 0o100) !== 0, blob })
  }
  return { state: 'directory', entries: files.length, gitTree: treeId(files, format) }
}

/** Answers what stands at a path, each file read once however often it is asked for. */
export interface FileFacts {
  fact(path: string, withText?: boolean): FileFact
  /** One line of an input digest; `undefined` when there is no such file. */
  inputLine(path: string): { readonly line: string } | { readonly problem: string } | undefined
}

/** Looks once for each path; a second time when its text is wanted only then. */
export function rememberFacts(known: Map<string, FileFact>, look: (path: string, withText: boolean) => FileFact): FileFacts['fact'] {
  return (path, withText = false) => {
    const before = known.get(path)
    if (before !== undefined && !(withText && before.state === 'file' && before.text === undefined && before.problem === undefined))
      return before
    const answer = look(path, withText)
    known.set(path, answer)
    return answer
  }
}

/** `listed` gives the files that belong to the workspace, for the content of directories; `undefined` when that is not known. */
export function fileFacts(root: string, find: FindPath, listed: () => readonly string[] | undefined): FileFacts {
  const realRoot = realpathSync.native(root)
  const known = new Map<string, FileFact>()
  const hashed = new Map<string, FileFact>()
  const folders = new Map<string, FoundPath>()
  const folderAt = (path: string): FoundPath => {
    const found = folders.get(path) ?? find(path)
    folders.set(path, found)
    return found
  }

  const look = (path: string, withText: boolean): FileFact => {
    if (!isRepoPath(path)) return { state: 'unreadable', problem: 'it is not a path inside the workspace' }
    const found = find(path.replace(/\/$/, ''))
    if (found.state === 'missing' || found.state === 'unreadable') return found
    try {
      if (found.state === 'directory') {
        const files = listed()
        if (files === undefined) return { state: 'unreadable', problem: 'git does not say which files belong to it' }
        return folderFact(realRoot, relative(realRoot, found.absolute).split(sep).join('/'), files)
      }
      if (path.endsWith('/')) return { state: 'missing', problem: 'it is a file, not a directory' }
      return contentFact(found, withText)
    } catch (error) {
      return { state: 'unreadable', problem: fileProblem(error) }
    }
  }

  return {
    fact: rememberFacts(known, look),
    inputLine(path) {
      const folder = folderAt(dirname(path) === '.' ? '' : dirname(path))
      if (folder.state === 'unreadable') return folder
      if (folder.state !== 'directory') return undefined
      const absolute = join(folder.absolute, basename(path))
      try {
        const stats = lstatSync(absolute, { throwIfNoEntry: false })
        if (stats === undefined) return undefined
        // A link counts as what it says, a submodule as the commit it stands on: that is what git records of them.
        if (stats.isSymbolicLink()) return { line: `${path}\0link ${sha256Of(readlinkSync(absolute))}\n` }
        if (stats.isDirectory()) return { line: `${path}\0commit ${submoduleCommit(root, path) ?? 'none'}\n` }
        if (!stats.isFile()) return { problem: 'it is neither a file nor a directory' }
        // A name that no record could hold is an input all the same.
        const before = known.get(path)
        const answer = before?.state === 'file' ? before : (hashed.get(path) ?? contentFact({ absolute, stats }, false))
        hashed.set(path, answer)
        return { line: `${path}\0${answer.sha256}\n` }
      } catch (error) {
        return { problem: fileProblem(error) }
      }
    },
  }
}
