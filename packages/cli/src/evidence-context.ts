import type { Program, Stamp } from '@refractor/core'
import type { EvidenceContext } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'
import { foldersOf } from './judge.ts'

/** What recording evidence has to know about this run. */
export const evidenceContext = (context: WorkspaceContext, program: Program, stamp: Stamp): EvidenceContext => ({
  root: context.root,
  program,
  folders: foldersOf(context),
  stamp,
  version: context.io.version,
})
