import { type JudgeFiles, matcher, type RecordOf } from '@refractor/core'
import type { FileTree } from './file-tree.ts'

/** Records of decisions are no part of the judge: writing down that it is approved would change it. */
const isRecord = (path: string): boolean => /^\.refractor\/(?:approvals|waivers|audit)\//.test(path)

const linkModes: ReadonlySet<string> = new Set(['120000', '160000'])

interface WithEntries {
  readonly entries?: ReadonlyMap<string, { readonly mode: string; readonly oid: string }>
}

/**
 * The files that belong to a judge beside its program: refractor.yaml, and what `governance.paths` matches, by digest. A link or a
 * submodule stands for what it points to, which is not looked at.
 */
export function judgeFiles(
  tree: FileTree & WithEntries,
  workspace: RecordOf<'workspace'> | undefined,
  patterns: readonly string[] | undefined,
): JudgeFiles {
  const files = new Map<string, string>()
  const listed = patterns === undefined ? undefined : tree.files()
  if (patterns === undefined || !listed?.ok) return { workspace, files }
  const matches = matcher([...patterns])
  const wanted = listed.value.filter((path) => matches(path) && !isRecord(path))
  tree.prefetch(wanted)
  const facts = tree.facts(() => listed.value)
  for (const path of wanted) {
    const entry = tree.entries?.get(path)
    const fact = entry !== undefined && linkModes.has(entry.mode) ? undefined : facts.fact(path)
    if (fact === undefined) files.set(path, `${entry?.mode} ${entry?.oid}`)
    else if (fact.state !== 'missing') files.set(path, fact.sha256 ?? fact.state)
  }
  return { workspace, files }
}
