import type { FileFacts } from './file-fact.ts'
import type { GitResult } from './git.ts'
import type { TextRead } from './read-file.ts'
import type { Walk, WalkRules } from './walk.ts'

/** What stands at a path of a tree. */
export type TreeEntry =
  /** `link`: on disk, a symbolic link to a file of the workspace; a revision refuses links. */
  | { readonly state: 'file'; readonly size: number; readonly link?: true }
  | { readonly state: 'directory' | 'missing' }
  | { readonly state: 'unreadable'; readonly problem: string }

/** The names in a folder, sorted; none when it does not exist. */
export interface FolderNames {
  readonly names: readonly string[]
  /** Why they are not known. */
  readonly problem?: string
}

/**
 * The files of a workspace, wherever they lie: on disk (`workTree`) or in a revision of git (`openRevision`). All paths are relative to
 * the workspace, POSIX, '' being its root. Whatever is asked twice is read once.
 */
export interface FileTree {
  /** Absolute path of the workspace on disk; git is asked there. */
  readonly root: string
  /** The commit that the tree stands for: HEAD, or the one that was opened. */
  head(): string | undefined
  stat(path: string): TreeEntry
  names(folder: string): FolderNames
  /** Lists a folder and what is below it; links to folders are never entered. */
  walk(start: string, rules: WalkRules): Walk
  /** Reads one file as text; its size is checked before. */
  readText(path: string, limit: number): TextRead
  /** The files that belong to the workspace, sorted: tracked ones, on disk also new ones that are not ignored. */
  files(): GitResult<readonly string[]>
  /** What gates and input digests want to know of single files. `listed` gives what `files` gave, for the content of folders on disk. */
  facts(listed: () => readonly string[] | undefined): FileFacts
  /** Says what will be asked for next, so that it can be read in one go; changes no answer. */
  prefetch(paths: Iterable<string>): void
}
