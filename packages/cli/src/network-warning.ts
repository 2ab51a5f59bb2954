import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Diagnostic, diagnostic } from '@refractor/core'
import { networkFileSystem, type PathProbe } from '@refractor/workspace'

/** That the workspace lies where locks are weaker; nothing where it lies on a disk. */
export function networkWarning(root: string, probe?: PathProbe): Diagnostic[] {
  const kind = networkFileSystem(root, probe)
  if (kind === undefined) return []
  const help = 'let one machine at a time change it, and share by git; refractor explain workspace/network-file-system'
  return [diagnostic('workspace/network-file-system', `the workspace lies on ${kind}: locks are weaker between machines there`, { help })]
}

/** The same, once in this clone: the cache remembers that it was said. `doctor` says it always. */
export function networkWarningOnce(root: string, probe?: PathProbe): Diagnostic[] {
  const folder = join(root, '.refractor', 'cache')
  const mark = join(folder, 'network-file-system')
  const found = networkWarning(root, probe)
  if (found.length === 0 || existsSync(mark)) return []
  try {
    if (existsSync(folder)) writeFileSync(mark, '', { flag: 'wx' })
  } catch {
    // Then it is said again.
  }
  return found
}
