import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readHead } from '@refractor/workspace'
import { type PinnedTool, pinnedTool } from './tool.ts'

/** The clone that this program runs from; undefined where it was installed in another way. */
function cloneOfTool(): string | undefined {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return existsSync(join(folder, 'packages/cli/package.json')) ? folder : undefined
    if (dirname(folder) === folder) return undefined
  }
}

/** "owner/name" of an address on a forge; a path on this machine is none. */
export function repositoryOfAddress(address: string): string | undefined {
  const path = /^(?:https?:\/\/[^/]+\/|ssh:\/\/[^/]+\/|[\w.-]+@[\w.-]+:)(.+)$/.exec(address.trim())?.[1]
  return path?.replace(/\/+$/, '').replace(/\.git$/, '')
}

/** The repository and the commit that this program runs from, to pin a job to the same. */
export function toolSource(): PinnedTool | undefined {
  const folder = cloneOfTool()
  if (folder === undefined) return undefined
  try {
    const config = readFileSync(join(folder, '.git/config'), 'utf8')
    const address = /^\s*\[remote "origin"\][^[]*?^\s*url\s*=\s*(.+)$/m.exec(config)?.[1]
    const repository = address === undefined ? undefined : repositoryOfAddress(address)
    return pinnedTool(`${repository}@${readHead(folder).commit}`)
  } catch {
    return undefined
  }
}
