import { isUtf8 } from 'node:buffer'
import type { Diagnostic } from '@refractor/core'
import type { FileTree, TreeEntry } from './file-tree.ts'
import type { GitResult } from './git.ts'
import { type GitObjects, gitObjects } from './git-objects.ts'
import { limits, sha256Of, type TextRead, textFile } from './read-file.ts'
import { resolveRevision } from './resolve-revision.ts'
import { revisionFacts } from './revision-facts.ts'
import { listRevision, type RevisionFile, type RevisionFiles } from './revision-files.ts'
import { type RevisionSource, revisionIndex } from './revision-index.ts'
import { prefetch, walkRevision } from './revision-walk.ts'

/** The files of the workspace in one commit, read from git objects only. */
export interface RevisionTree extends FileTree {
  /** As it was asked for: "origin/main". */
  readonly revision: string
  /** Full object id of the commit. */
  readonly commit: string
  /** Every file, link and submodule by path; sorted as `files()`. */
  readonly entries: ReadonlyMap<string, RevisionFile>
  /** Warnings about the names in the revision: those that are not read, and paths that differ only in case. */
  readonly diagnostics: readonly Diagnostic[]
}

export type RevisionOpened = { readonly ok: true; readonly tree: RevisionTree } | { readonly ok: false; readonly diagnostic: Diagnostic }

/** What several revisions may share. */
export interface RevisionOptions {
  /** Objects that were read before, by this or another revision of the same repository (`gitObjects(root)`). */
  readonly objects?: GitObjects
}

/**
 * Opens a revision ("main", "origin/main", "HEAD~2", an object id) of the repository that `root` lies in. Nothing is checked out, no
 * filter, hook or other code is run, and nothing is fetched: a commit that is not there is `git/unknown-revision`.
 */
export function openRevision(root: string, revision: string, options: RevisionOptions = {}): RevisionOpened {
  const resolved = resolveRevision(root, revision)
  if (!resolved.ok) return resolved
  return opened(root, revision, resolved.commit, listRevision(root, resolved.commit, revision), options)
}

/** Opens a tree that holds the files of the workspace, as snapshots do, by its object id. */
export const openTree = (root: string, tree: string, name: string): RevisionOpened =>
  opened(root, name, tree, listRevision(root, tree, name, undefined, ''), {})

function opened(
  root: string,
  revision: string,
  commit: string,
  listed: GitResult<RevisionFiles>,
  options: RevisionOptions,
): RevisionOpened {
  if (!listed.ok) return listed
  const { entries, diagnostics } = listed.value
  const objects = options.objects ?? gitObjects(root)
  const index = revisionIndex(entries)
  const source: RevisionSource = { entries, index, objects }
  const files = [...entries.keys()]

  const stat = (path: string): TreeEntry => {
    const found = index.look(path.replace(/\/$/, ''))
    if (!('file' in found)) return found
    if (found.file.size !== undefined) return { state: 'file', size: found.file.size }
    const fact = objects.fact(found.file)
    return fact.ok ? { state: 'file', size: fact.size } : { state: 'unreadable', problem: fact.problem }
  }

  const readText = (path: string, limit: number): TextRead => {
    const found = index.look(path)
    if (found.state === 'missing') return { ok: false, kind: 'missing', problem: 'it does not exist' }
    if (found.state === 'unreadable') return { ok: false, kind: 'unreadable', problem: found.problem }
    if (!('file' in found)) return { ok: false, kind: 'unreadable', problem: 'it is a directory' }
    const tooLarge = { ok: false, kind: 'too-large', problem: `it is larger than ${limit / 1024} KiB` } as const
    if ((found.file.size ?? 0) > limit) return tooLarge
    const read = objects.bytes(found.file)
    if (!read.ok) return { ok: false, kind: 'unreadable', problem: read.problem }
    if (read.bytes.length > limit) return tooLarge
    return isUtf8(read.bytes)
      ? textFile(path, read.bytes)
      : { ok: false, kind: 'not-text', problem: 'it is not UTF-8 text', sha256: sha256Of(read.bytes) }
  }

  return {
    ok: true,
    tree: {
      root,
      revision,
      commit,
      entries,
      diagnostics,
      head: () => commit,
      stat,
      names(folder) {
        const found = index.look(folder)
        if (found.state === 'missing') return { names: [] }
        if (found.state === 'unreadable') return { names: [], problem: found.problem }
        if (found.state === 'file') return { names: [], problem: 'it is not a directory' }
        const names = [...(index.names(folder) ?? [])].sort()
        const texts = names.filter((name) => name.endsWith('.yaml')).map((name) => (folder === '' ? name : `${folder}/${name}`))
        prefetch(
          source,
          texts.filter((path) => (entries.get(path)?.size ?? 0) <= limits.specification),
        )
        return { names }
      },
      walk: (start, rules) => walkRevision(source, start, rules),
      readText,
      files: () => ({ ok: true, value: files }),
      facts: () => revisionFacts(source),
      prefetch: (paths) => prefetch(source, paths),
    },
  }
}
