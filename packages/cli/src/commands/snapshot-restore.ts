import { diagnostic, type Program, type SnapshotFile, type Stamp } from '@refractor/core'
import { keepSnapshots, openRevision, readSnapshot, restoreSnapshot } from '@refractor/workspace'
import { type Answer, refused } from '../answer.ts'
import { contextOf, type WorkspaceContext } from '../context.ts'
import { foldersOf, readProgramCase } from '../judge.ts'
import { mutate } from '../mutate.ts'
import { withStamp } from '../program-command.ts'
import { oneSnapshot } from '../snapshot-data.ts'

/**
 * The same workspace with the programs that HEAD has, where those of the work tree cannot be read: a broken specification is a good
 * reason to go back, and who may do that is still asked of its policy.
 */
async function withPrograms(context: WorkspaceContext): Promise<WorkspaceContext> {
  if (context.programs.length > 0) return context
  const opened = openRevision(context.root, 'HEAD')
  if (!opened.ok) return context
  const made = contextOf(context, context.root, await readSnapshot(context.root, { tree: opened.tree, cache: false }))
  return made.ok ? made.context : context
}

async function restore(
  context: WorkspaceContext,
  program: Program,
  file: SnapshotFile,
  paths: readonly string[],
  stamp: Stamp,
): Promise<Answer> {
  const { root, common } = context
  const dryRun = common.dryRun === true
  const read = await readProgramCase(context, program)
  // One that was killed before it made its ref is completed by running it again.
  if (!dryRun) keepSnapshots(root, read.case)
  const request = { file, paths, folders: foldersOf(context), dryRun, clock: () => performance.now() }
  const { keep, changes, kept, ...planned } = await restoreSnapshot(root, program, read.case, request, stamp)
  const { id } = file.record
  const data = { snapshot: id, changes, ...(kept !== undefined && { kept }) }
  const next = kept === undefined ? undefined : `refractor snapshot restore ${kept}`
  const answer = await mutate(context, planned, { root, ask: `Restore ${id}?`, data, ...(next !== undefined && { next }) })
  return answer.data['applied'] === true ? { ...answer, diagnostics: [...answer.diagnostics, ...keep()] } : answer
}

/** Takes the work tree back to a snapshot, and keeps what it replaces as another one. */
export async function run(given: WorkspaceContext, [id = '', ...paths]: readonly string[]): Promise<Answer> {
  const context = await withPrograms(given)
  if (context.programs.length === 0) {
    const help = 'git for-each-ref refs/refractor/snapshots, then git checkout refs/refractor/snapshots/ID -- .'
    const message = 'neither the work tree nor HEAD has a program that can be read'
    const errors = given.diagnostics.filter(({ severity }) => severity === 'error')
    return refused(given.command, [...errors, diagnostic('workspace/no-program', message, { help })])
  }
  const found = await oneSnapshot(context, id)
  if ('command' in found) return found
  return withStamp(context, (stamp) => restore(context, found.program, found.file, paths, stamp))
}
