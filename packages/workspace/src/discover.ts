import { lstatSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { diagnostic } from '@refractor/core'
import type { Discovery } from './types.ts'

const stands = (path: string): boolean => lstatSync(path, { throwIfNoEntry: false }) !== undefined

function existsAt(path: string): boolean {
  try {
    return stands(path)
  } catch {
    return false
  }
}

/**
 * The workspace that a directory belongs to: the nearest `refractor.yaml` upwards. The search ends at the root of the git
 * repository (or worktree, or submodule): a program never reaches into the repository around it.
 */
export function discover(from: string): Discovery {
  const start = resolve(from)
  for (let folder = start; ; folder = dirname(folder)) {
    if (existsAt(join(folder, 'refractor.yaml'))) return { ok: true, root: folder }
    if (existsAt(join(folder, '.git')) || dirname(folder) === folder) break
  }
  return {
    ok: false,
    diagnostic: diagnostic('workspace/not-found', `there is no refractor.yaml in ${start} or above it`, { help: 'refractor init' }),
  }
}
