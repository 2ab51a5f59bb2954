import { copyFileSync, existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Diagnostic, diagnostic, type SnapshotRecord, snapshotsFolder } from '@refractor/core'
import { extractSnapshot } from './extract-snapshot.ts'
import { fileProblem, pathFinder } from './find-path.ts'
import { gitFolders, objectFormat } from './git-head.ts'
import { runGit } from './git-process.ts'
import { limits, readText } from './read-file.ts'
import { walk } from './walk.ts'

/** Why there is nothing to rehearse in. */
export type Unprepared = { readonly ok: false; readonly diagnostics: readonly Diagnostic[] }

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** A folder beside all repositories that is gone when `work` has ended, however it ends: also when the process is told to stop. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'refractor-drill-')))
  const remove = (): void => rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
  const stop = (signal: NodeJS.Signals): void => {
    remove()
    for (const one of signals) process.removeListener(one, stop)
    process.kill(process.pid, signal)
  }
  for (const one of signals) process.on(one, stop)
  try {
    return await work(folder)
  } finally {
    for (const one of signals) process.removeListener(one, stop)
    remove()
  }
}

const unprepared = (problem: string): Unprepared => ({
  ok: false,
  diagnostics: [diagnostic('git/unavailable', `git cannot prepare the rehearsal: ${problem}`, { help: 'git fsck' })],
})

/**
 * Makes a repository around files that lie in a folder already: its index holds the tree, its HEAD the commit of that time, and its objects
 * are those of the workspace. Nothing of it is written into the repository of the workspace, so there is nothing there to clean up.
 */
function asRepository(root: string, folder: string, { tree, commit }: Pick<SnapshotRecord, 'tree' | 'commit'>): Unprepared | undefined {
  const own = gitFolders(root)
  if (own === undefined) return unprepared('this is no git repository')
  const objects = join(realpathSync(own.common), 'objects')
  if (objects.includes('\n') || objects.startsWith('"')) return unprepared('the path of the repository cannot be named in a file of git')
  const made = runGit(folder, ['init', '-q', '--template=', `--object-format=${objectFormat(root)}`])
  if (!made.ok) return unprepared(made.problem)
  mkdirSync(join(folder, '.git/objects/info'), { recursive: true })
  writeFileSync(join(folder, '.git/objects/info/alternates'), `${objects}\n`)
  if (existsSync(join(own.common, 'shallow'))) copyFileSync(join(own.common, 'shallow'), join(folder, '.git/shallow'))
  const index = runGit(folder, ['read-tree', tree], { timeoutMs: 120_000 })
  if (!index.ok) return unprepared(index.problem)
  // A commit that a squash has dropped is no matter: what counts are the files.
  if (commit !== undefined) runGit(folder, ['update-ref', '--no-deref', 'HEAD', commit])
  return undefined
}

/** The records of the snapshots of the workspace, as they lie beside everything that a restore brings back. */
export function bringSnapshotRecords(root: string, folder: string): void {
  const find = pathFinder(root)
  const { files } = walk(find, snapshotsFolder, { want: (name) => name.endsWith('.json'), maxDepth: 0 })
  mkdirSync(join(folder, snapshotsFolder), { recursive: true })
  for (const path of files) {
    const read = readText(find, path, limits.evidence)
    if (read.ok) writeFileSync(join(folder, path), read.source.text)
  }
}

/** Writes a snapshot into an empty folder, as a work tree of git of its own. */
export async function prepareRehearsal(root: string, folder: string, record: SnapshotRecord): Promise<{ readonly ok: true } | Unprepared> {
  const written = await extractSnapshot(root, record, folder)
  if (!written.ok) return written
  try {
    return asRepository(root, folder, record) ?? { ok: true }
  } catch (error) {
    return unprepared(fileProblem(error))
  }
}
