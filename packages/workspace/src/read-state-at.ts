import type { Diagnostic } from '@refractor/core'
import type { Commit } from './commit-object.ts'
import { type GitObjects, gitObjects } from './git-objects.ts'
import { readCommits } from './read-change.ts'
import { readSnapshot } from './read-snapshot.ts'
import { openRevision, type RevisionTree } from './revision-tree.ts'
import type { ParsedRecords, Snapshot } from './types.ts'

/** A workspace as one commit has it. */
export interface StateAt {
  readonly tree: RevisionTree
  /** RFC 3339, UTC: when it was committed, as its committer had it. */
  readonly committedAt: string
  readonly snapshot: Snapshot
}

export type StateRead =
  | { readonly ok: true; readonly value: StateAt }
  | { readonly ok: false; readonly diagnostics: readonly Diagnostic[]; readonly tree?: RevisionTree }

/**
 * Reads the workspace of a revision from git objects only: nothing is checked out, nothing of the work tree is looked at, and the cache is
 * neither read nor written. However large it is, git is started a fixed number of times. A program with errors is part of what was read;
 * a revision without a workspace is refused.
 */
export async function readStateAt(
  root: string,
  revision: string,
  objects: GitObjects = gitObjects(root),
  parsed: ParsedRecords = new Map(),
): Promise<StateRead> {
  const opened = openRevision(root, revision, { objects })
  if (!opened.ok) return { ok: false, diagnostics: [opened.diagnostic] }
  const { tree } = opened
  const commits = readCommits(root, [tree.commit])
  if (!commits.ok) return { ok: false, diagnostics: [commits.diagnostic], tree }
  const snapshot = await readSnapshot(root, { tree, cache: false, parsed })
  if (snapshot.workspace.record === undefined) return { ok: false, diagnostics: snapshot.workspace.diagnostics, tree }
  const [{ committedAt }] = commits.commits as readonly [Commit]
  return { ok: true, value: { tree, committedAt, snapshot } }
}
