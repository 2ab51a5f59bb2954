import { isAbsolute } from 'node:path'
import type { Surroundings } from '@refractor/core'
import { listFiles, readDocuments } from '@refractor/workspace'
import type { WorkspaceContext } from './context.ts'

/** What the rules of the plan may look at beside the plan: the files that there are, and the text of some. */
export const surroundingsOf = ({ snapshot: { root } }: Pick<WorkspaceContext, 'snapshot'>): Surroundings => ({
  files: () => {
    const listed = listFiles(root)
    return listed.ok ? listed.value : undefined
  },
  // A path of the plan may say anything; only what lies in the workspace is read.
  read: (path) => (isAbsolute(path) || path.split('/').includes('..') ? undefined : readDocuments(root, root, [path]).sources[0]?.text),
})
