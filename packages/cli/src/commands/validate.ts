import { isAbsolute } from 'node:path'
import { checkRules } from '@refractor/core'
import { listFiles, readDocuments, readReviewHistory } from '@refractor/workspace'
import type { Answer } from '../answer.ts'
import { concurrentStatesIn } from '../concurrent-states.ts'
import type { WorkspaceContext } from '../context.ts'
import { readProgramCase } from '../judge.ts'

/** Every problem of the specification and of the records: how files read, how records fit together, the rules of the plan. */
export async function run(context: WorkspaceContext): Promise<Answer> {
  const diagnostics = [...context.diagnostics]
  const files = (): readonly string[] | undefined => {
    const listed = listFiles(context.snapshot.root)
    return listed.ok ? listed.value : undefined
  }
  // A path of the plan may say anything; only what lies in the workspace is read.
  const read = (path: string): string | undefined =>
    isAbsolute(path) || path.split('/').includes('..')
      ? undefined
      : readDocuments(context.snapshot.root, context.snapshot.root, [path]).sources[0]?.text
  for (const program of context.programs) {
    diagnostics.push(...checkRules(program, { files, read }), ...(await readProgramCase(context, program)).diagnostics)
    const revision = context.tree === undefined ? {} : { tree: context.tree, cache: false }
    diagnostics.push(...(await readReviewHistory(context.snapshot, program, revision)).diagnostics)
  }
  diagnostics.push(...(await concurrentStatesIn(context)))
  return { command: context.command, diagnostics, data: {}, showInfo: true }
}
