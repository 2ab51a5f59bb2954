import { type JudgeFiles, matcher, mayReachInto, type RecordOf } from '@refractor/core'
import type { FileTree } from './file-tree.ts'

/** Records of decisions are no part of the judge: writing down that it is approved would change it. */
const isRecord = (path: string): boolean => /^\.refractor\/(?:approvals|waivers|links|audit)\//.test(path)

const commitOf = 'commit '

/** Tells which of the files of a judge patterns cover; a submodule also where they only reach into it. */
export function governed(patterns: readonly string[]): (path: string, digest: string | undefined) => boolean {
  const matches = matcher([...patterns])
  return (path, digest) => matches(path) || (digest?.startsWith(commitOf) === true && mayReachInto(patterns, path))
}

/**
 * The files that belong to a judge beside its program: refractor.yaml, and what `governance.paths` matches, by digest. A link stands
 * for what it says and a submodule for its commit, on disk as in a revision; what they point to is not looked at.
 */
export function judgeFiles(
  tree: FileTree,
  workspace: RecordOf<'workspace'> | undefined,
  patterns: readonly string[] | undefined,
): JudgeFiles {
  const files = new Map<string, string>()
  const listed = patterns === undefined ? undefined : tree.files()
  if (patterns === undefined || !listed?.ok) return { workspace, files }
  const matches = matcher([...patterns])
  // Neither a file nor gone: a submodule is a folder on disk, and nothing that can be read in a revision.
  const isOpaque = (path: string): boolean => mayReachInto(patterns, path) && !['file', 'missing'].includes(tree.stat(path).state)
  const wanted = listed.value.filter((path) => (matches(path) || isOpaque(path)) && !isRecord(path))
  tree.prefetch(wanted.filter(matches))
  const facts = tree.facts(() => listed.value)
  for (const path of wanted) {
    const read = facts.inputLine(path)
    if (read === undefined) continue
    const digest = 'line' in read ? read.line.slice(path.length + 1, -1) : 'unreadable'
    if (matches(path) || digest.startsWith(commitOf)) files.set(path, digest)
  }
  return { workspace, files }
}
