import type { ChangedFile, HistoryCommit } from './history-types.ts'
import { specificationFile } from './record-places.ts'

const programFile = 'program.yaml'

/** The folder of a program file, without slash at the end; undefined for any other file. */
function folderOf(path: string): string | undefined {
  if (path === programFile) return ''
  return path.endsWith(`/${programFile}`) ? path.slice(0, -programFile.length - 1) : undefined
}

/** The path below a folder; undefined where it is not below it. */
export function pathBelow(folder: string, path: string): string | undefined {
  if (folder === '') return path
  return path.startsWith(`${folder}/`) ? path.slice(folder.length + 1) : undefined
}

/** How sure it is that the files which a commit took out of one folder are those that it put into another one. */
function likeness(files: readonly ChangedFile[], from: string, to: string): number {
  const gone = new Map<string, string | undefined>()
  for (const { path, before, after } of files) {
    const below = after === undefined ? pathBelow(from, path) : undefined
    if (below !== undefined && specificationFile(below) !== undefined) gone.set(below, before)
  }
  let [names, equal] = [0, 0]
  for (const { path, before, after } of files) {
    const below = before === undefined ? pathBelow(to, path) : undefined
    if (below === undefined || !gone.has(below)) continue
    names += 1
    if (gone.get(below) === after) equal += 1
  }
  // One file of the same name is not enough: every program has a program.yaml.
  return equal > 0 || names > 1 ? equal * 1000 + names : 0
}

/** The folder that became this one in a commit. */
function former({ files }: HistoryCommit, folder: string, known: ReadonlySet<string>): string | undefined {
  let best: { folder: string; likeness: number } | undefined
  for (const { path, after } of files) {
    const other = after === undefined ? folderOf(path) : undefined
    if (other === undefined || known.has(other)) continue
    const like = likeness(files, other, folder)
    if (like > (best?.likeness ?? 0)) best = { folder: other, likeness: like }
  }
  return best?.folder
}

/**
 * The folders in which the specification of a program has been, from the present one back: a commit that takes the program out of one
 * folder and puts it into another one has moved it.
 */
export function specificationFolders(commits: readonly HistoryCommit[], folder: string): readonly string[] {
  const appearing = new Map<string, HistoryCommit[]>()
  for (const commit of commits) {
    for (const { path, before } of commit.files) {
      const own = before === undefined ? folderOf(path) : undefined
      if (own !== undefined) appearing.set(own, [...(appearing.get(own) ?? []), commit])
    }
  }
  const known = new Set([folder])
  for (const one of known) {
    for (const commit of appearing.get(one) ?? []) {
      const before = former(commit, one, known)
      if (before !== undefined) known.add(before)
    }
  }
  return [...known]
}
