import { sortDiagnostics } from '@refractor/core'
import { checkAudit, openAuditBase, workTree } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import type { WorkspaceContext } from '../context.ts'

export interface AuditVerifyOptions {
  readonly base?: string
}

/** Verifies the audit log as it lies on disk; with a base, that nothing is gone which HEAD shares with that revision. */
export async function run(context: WorkspaceContext, _args: readonly string[], options: AuditVerifyOptions): Promise<Answer> {
  const { command, root, snapshot } = context
  const opened = options.base === undefined ? undefined : openAuditBase(root, options.base)
  if (opened !== undefined && !opened.ok) return refused(command, [opened.diagnostic])
  const base = opened && { name: options.base as string, tree: opened.tree }
  const folders = snapshot.programs.map((one) => one.folders)
  const verified = await checkAudit(workTree(root), { folders, unlogged: true, ...(base && { base }) })
  const holds = verified.diagnostics.every((one) => one.severity !== 'error')
  return {
    command,
    diagnostics: sortDiagnostics(verified.diagnostics),
    data: {
      holds,
      events: verified.entries.length,
      heads: verified.heads,
      files: verified.files,
      ...(opened && { base: { revision: options.base, commit: opened.tree.commit } }),
    },
  }
}
