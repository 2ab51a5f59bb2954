import type { TreeEntry } from './file-tree.ts'
import type { GitObjects } from './git-objects.ts'
import type { RevisionFile } from './revision-files.ts'

/** The folders of a revision: names in each of them, without order. */
export interface RevisionIndex {
  /** Names of files and folders right below a folder; `undefined` when there is no such folder. */
  names(folder: string): ReadonlySet<string> | undefined
  /** What stands at a path, without having read anything. A file has no size where the listing gave none. */
  look(path: string): TreeEntry | { readonly state: 'file'; readonly file: RevisionFile }
}

/** Where everything that is known of a revision comes from. */
export interface RevisionSource {
  readonly entries: ReadonlyMap<string, RevisionFile>
  readonly index: RevisionIndex
  readonly objects: GitObjects
}

/** Why an entry is refused; `undefined` for a regular file. */
export function refusal(path: string, file: RevisionFile): string | undefined {
  if (file.mode === '120000') return `${path} is a symbolic link, which is not followed in a revision`
  if (file.mode === '160000') return `${path} is a submodule: what is in it belongs to another repository`
  return file.mode.startsWith('100') ? undefined : `${path} is not a regular file`
}

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')))

/** Makes an index of everything that a revision holds. */
export function revisionIndex(entries: ReadonlyMap<string, RevisionFile>): RevisionIndex {
  const folders = new Map<string, Set<string>>([['', new Set()]])
  for (const path of entries.keys()) {
    // Up to the first folder that is known already.
    for (let at = path; at !== ''; ) {
      const parent = parentOf(at)
      const name = at.slice(parent === '' ? 0 : parent.length + 1)
      const known = folders.get(parent)
      if (known === undefined) folders.set(parent, new Set([name]))
      else known.add(name)
      at = known === undefined ? parent : ''
    }
  }

  return {
    names: (folder) => folders.get(folder),
    look(path) {
      const file = entries.get(path)
      if (file !== undefined) {
        const problem = refusal(path, file)
        return problem === undefined ? { state: 'file', file } : { state: 'unreadable', problem }
      }
      if (folders.has(path)) return { state: 'directory' }
      // What would lie behind a link or in a submodule is not known, which is not the same as missing.
      for (let above = parentOf(path); above !== ''; above = parentOf(above)) {
        const held = entries.get(above)
        const problem = held && refusal(above, held)
        if (problem !== undefined) return { state: 'unreadable', problem }
      }
      return { state: 'missing' }
    },
  }
}
