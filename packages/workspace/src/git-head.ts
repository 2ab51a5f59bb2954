import { readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gitRoot, isBare, runGit } from './git-process.ts'

/** HEAD: no commit before the first one, no branch when it is detached. */
export interface Head {
  readonly commit?: string
  readonly branch?: string
}

/** A full object id; nothing else is ever passed to git as a revision. */
export const oidPattern = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/

const refPattern = /^refs\/(?!.*(?:\.\.|\/\/|\/\.))[^\s~^:?*[\\]+$/

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}

/** The directory of a worktree's own state, and the one that all worktrees share. */
export interface GitFolders {
  readonly own: string
  readonly common: string
}

/** Where the repository around `root` keeps its state; `undefined` without one. */
export function gitFolders(root: string): GitFolders | undefined {
  const top = gitRoot(root)
  if (top === undefined) return isBare(root) ? { own: root, common: root } : undefined
  const dotGit = join(top, '.git')
  let own = dotGit
  if (statSync(dotGit, { throwIfNoEntry: false })?.isFile()) {
    const target = /^gitdir: (.+)$/m.exec(read(dotGit) ?? '')?.[1]
    if (target === undefined) return undefined
    own = resolve(top, target.trimEnd())
  }
  const shared = read(join(own, 'commondir'))?.trim()
  return { own, common: shared === undefined ? own : resolve(own, shared) }
}

function packedRef(common: string, ref: string): string | undefined {
  const packed = read(join(common, 'packed-refs'))
  if (packed === undefined) return undefined
  const line = packed.split('\n').find((one) => one.endsWith(` ${ref}`) && !one.startsWith('#'))
  return line?.slice(0, line.indexOf(' '))
}

/** One process, for the ways of storing references that are not plain files (reftable). */
function askGit(root: string): Head {
  const answer = runGit(root, ['rev-parse', 'HEAD', '--symbolic-full-name', 'HEAD'])
  if (!answer.ok) return {}
  const [commit = '', name = ''] = answer.stdout.split('\n')
  if (!oidPattern.test(commit)) return {}
  return { commit, ...(name.startsWith('refs/heads/') && { branch: name.slice('refs/heads/'.length) }) }
}

/** HEAD of the repository that `root` lies in, read from its files: no process is started in the ordinary case. */
export function readHead(root: string): Head {
  const folders = gitFolders(root)
  if (folders === undefined) return {}
  let value = read(join(folders.own, 'HEAD'))?.trim()
  let branch: string | undefined
  // A reference may name another; a handful of steps is far more than git itself makes.
  for (let step = 0; step < 6 && value !== undefined; step++) {
    if (oidPattern.test(value)) return { commit: value, ...(branch !== undefined && { branch }) }
    const ref = /^ref: (.+)$/.exec(value)?.[1]
    if (ref === undefined || !refPattern.test(ref) || ref === 'refs/heads/.invalid') return askGit(root)
    if (step === 0 && ref.startsWith('refs/heads/')) branch = ref.slice('refs/heads/'.length)
    value = (read(join(folders.own, ref)) ?? read(join(folders.common, ref)))?.trim() ?? packedRef(folders.common, ref)
  }
  return value === undefined && branch !== undefined ? { branch } : {}
}

/** The hash that object ids of the repository are made with. */
export function objectFormat(root: string): 'sha1' | 'sha256' {
  const folders = gitFolders(root)
  const config = folders && read(join(folders.common, 'config'))
  return config !== undefined && /^\s*objectformat\s*=\s*"?sha256"?\s*$/im.test(config) ? 'sha256' : 'sha1'
}
