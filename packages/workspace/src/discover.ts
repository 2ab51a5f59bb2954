import { lstatSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { type Diagnostic, diagnostic } from '@refractor/core'
import { journalDrafts, journalFile, journalNames } from './journal-names.ts'
import type { Discovery } from './types.ts'

const stands = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

function existsAt(path: string): boolean {
  try {
    return stands(path)
  } catch {
    return false
  }
}

/** The nearest folder upwards of which something is true, not past the root of the git repository (or worktree, or submodule). */
function nearestFolder(start: string, holds: (folder: string) => boolean): string | undefined {
  for (let folder = start; ; folder = dirname(folder)) {
    if (holds(folder)) return folder
    if (existsAt(join(folder, '.git')) || dirname(folder) === folder) return undefined
  }
}

function hasAny(folder: string, list: (root: string) => readonly unknown[]): boolean {
  try {
    return list(folder).length > 0
  } catch {
    return false
  }
}

/** The nearest folder where a command was stopped half way. It may have been about to make a workspace: there need be no `refractor.yaml` yet. */
export function discoverJournal(from: string): string | undefined {
  return nearestFolder(resolve(from), (folder) => hasAny(folder, journalNames) || hasAny(folder, journalDrafts))
}

function stoppedBefore(root: string): Diagnostic {
  const [open] = journalNames(root)
  const file = open && relative(root, journalFile(root, open.token, open.state)).replaceAll('\\', '/')
  return diagnostic('workspace/journal-open', `the change that makes ${root} a workspace was stopped half way`, {
    ...(file && { location: { file, line: 1, column: 1 } }),
    help: 'refractor recover',
  })
}

/**
 * The workspace that a directory belongs to: the nearest `refractor.yaml` upwards. The search ends at the root of the git
 * repository: a program never reaches into the repository around it.
 */
export function discover(from: string): Discovery {
  const start = resolve(from)
  const root = nearestFolder(start, (folder) => existsAt(join(folder, 'refractor.yaml')))
  if (root !== undefined) return { ok: true, root }
  const stopped = nearestFolder(start, (folder) => hasAny(folder, journalNames))
  if (stopped !== undefined) return { ok: false, diagnostic: stoppedBefore(stopped) }
  return {
    ok: false,
    diagnostic: diagnostic('workspace/not-found', `there is no refractor.yaml in ${start} or above it`, { help: 'refractor init' }),
  }
}
