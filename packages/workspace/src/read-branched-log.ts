import { type AuditLog, auditFolder, mayBeConcurrent } from '@refractor/core'
import type { FileTree } from './file-tree.ts'

/** The audit log, where branches were merged in it; undefined where every event builds on the one before. */
export async function readBranchedLog(tree: FileTree): Promise<AuditLog | undefined> {
  if (!mayBeConcurrent(tree.names(auditFolder).names)) return undefined
  // What reads events is loaded only where there is something to read.
  return (await import('./audit-log.ts')).readAuditLog(tree)
}
