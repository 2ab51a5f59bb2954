import {
  type Diagnostic,
  diagnostic,
  envelopeOf,
  preAuthentication,
  type VerdictParts,
  verdictPayload,
  verdictStatement,
} from '@refractor/core'
import { dirtyPaths, namespaces, readHead, signText, treeOfCommit } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'
import { writeOutput } from './outputs.ts'

/** Where a verdict is written, and what signs it. */
export interface Attesting {
  /** Where the statement is written. */
  readonly file: string
  /** The SSH key that signs it; then it is written inside an envelope (DSSE). */
  readonly key?: string | undefined
}

/** What was judged. Without `head` it was the working tree, as it stands on HEAD. */
export type Attested = Omit<VerdictParts, 'now' | 'version' | 'head' | 'dirty'> & { readonly head?: VerdictParts['head'] | undefined }

function judgedHead(root: string, head: Attested['head']): Pick<VerdictParts, 'head' | 'dirty'> | Diagnostic {
  if (head !== undefined) return { head: { ...head, tree: head.tree ?? treeOfCommit(root, head.commit) } }
  const { commit } = readHead(root)
  if (commit === undefined)
    return diagnostic('git/no-commit', 'there is no commit that a verdict could be about', { help: 'git init && git commit' })
  const dirty = dirtyPaths(root)
  if (!dirty.ok) return dirty.diagnostic
  return { head: { commit, tree: treeOfCommit(root, commit) }, dirty: dirty.value.size > 0 }
}

/** Writes the verdict on some gates as an attestation; gives what kept it from being written. */
export function attest(
  context: Pick<WorkspaceContext, 'root' | 'cwd' | 'now' | 'io'>,
  { file, key }: Attesting,
  judged: Attested,
): Diagnostic[] {
  const { root, cwd, now, io } = context
  const about = judgedHead(root, judged.head)
  if ('code' in about) return [about]
  const statement = verdictStatement({ ...judged, ...about, now, version: io.version })
  let text = `${JSON.stringify(statement, null, 2)}\n`
  if (key !== undefined) {
    const payload = { type: verdictPayload, text }
    const signed = signText(preAuthentication(payload), key, namespaces.verdict, cwd)
    if (!signed.ok) return [signed.diagnostic]
    text = envelopeOf(payload, signed.signature)
  }
  return [writeOutput(cwd, file, text, root) ?? []].flat()
}
