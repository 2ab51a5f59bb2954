import { realpathSync } from 'node:fs'
import { isAbsolute, relative, sep } from 'node:path'
import { type Diagnostic, diagnostic, isRepoPath } from '@refractor/core'

/** A path as people type it, relative to the workspace: `./` is dropped, an absolute path inside is made relative. */
export function workspacePath(root: string, given: string): string | undefined {
  let path = given
  if (isAbsolute(given)) {
    const inside = [root, realpathSync.native(root)]
      .map((base) => relative(base, given))
      .find((one) => one !== '' && !isAbsolute(one) && one !== '..' && !one.startsWith(`..${sep}`))
    if (inside === undefined) return undefined
    path = inside.split(sep).join('/') + (given.endsWith('/') ? '/' : '')
  }
  path = path.replace(/^(?:\.\/)+/, '')
  // Wildcards are no part of a path, and stand for ordinary characters here.
  return isRepoPath(path.replace(/^!/, '').replace(/[*?{}[\],]/g, 'x')) ? path : undefined
}

/** Says that a path is not one inside the workspace. */
export function unsafePath(given: string): Diagnostic {
  return diagnostic('workspace/unsafe-path', `${JSON.stringify(given)} is not a path inside the workspace`, {
    help: 'give a path relative to the folder of refractor.yaml',
  })
}
